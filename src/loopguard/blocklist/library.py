"""The index over all blocklist entries: from a qualified name to what is known about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from loopguard.blocklist.models import CallableModel, ClassModel, LibraryFile
from loopguard.blocklist.shelf import Shelf, callables_of


class Library:
    """Answers what a dotted name of a library is. Its answers never change.

    What it knows comes from `shelf`, a file at a time, when a name of one of the file's modules is
    first asked for.
    """

    def __init__(self, shelf: Iterable[LibraryFile] | Shelf) -> None:
        self.shelf = shelf if isinstance(shelf, Shelf) else Shelf.of(shelf)
        self._unread = {module: list(files) for module, files in self.shelf.modules.items()}
        self._aliases: dict[str, str] = {}
        self._functions: dict[str, CallableModel] = {}
        self._classes: dict[str, ClassModel] = {}
        self._read: set[int] = set()
        self.offload_styles = self.shelf.offload_styles
        self.schedulers = self.shelf.schedulers
        self.lazy_attributes = self.shelf.lazy_attributes
        self.special_methods = self.shelf.special_methods
        self.canonical = lru_cache(maxsize=None)(self._canonical)
        self.ancestors = lru_cache(maxsize=None)(self._ancestors)

    @property
    def files(self) -> tuple[LibraryFile, ...]:
        """All files, in order."""
        return tuple(self.shelf.file(number) for number in range(self.shelf.size))

    def _look_up(self, name: str) -> None:
        """Reads the files that describe the module of the name."""
        if self._unread:
            for number in self._unread.pop(name.partition(".")[0], ()):
                if number not in self._read:
                    self._read.add(number)
                    file = self.shelf.file(number)
                    self._aliases.update(file.aliases)
                    self._functions.update((model.name, model) for model in file.functions)
                    self._classes.update((model.name, model) for model in file.classes)

    def _canonical(self, name: str) -> str:
        """The name that the entries use: aliases replace the longest prefix, repeatedly."""
        for _ in range(8):  # a chain of aliases is short; the bound stops a circle
            self._look_up(name)
            prefix = name
            while prefix and prefix not in self._aliases:
                prefix = prefix.rpartition(".")[0]
            if not prefix:
                break
            name = self._aliases[prefix] + name[len(prefix) :]
        return name

    def function(self, name: str) -> CallableModel | None:
        """The entry of the function with this canonical name."""
        self._look_up(name)
        return self._functions.get(name)

    def class_(self, name: str) -> ClassModel | None:
        """The entry of the class with this canonical name."""
        self._look_up(name)
        return self._classes.get(name)

    def _ancestors(self, name: str) -> tuple[ClassModel, ...]:
        """The class and its bases, nearest first, each once."""
        found: dict[str, ClassModel] = {}
        pending = [name]
        while pending:
            model = self.class_(self.canonical(pending.pop(0)))
            if model is not None and model.name not in found:
                found[model.name] = model
                pending.extend(model.bases)
        return tuple(found.values())

    def method(self, class_name: str, method: str) -> CallableModel | None:
        """The entry of a method, own or inherited; `*` serves public methods without their own."""
        ancestors = self.ancestors(class_name)
        if method == "__init__":
            return next((model.construct for model in ancestors if model.construct), None)
        for model in ancestors:
            if method in model.methods:
                return model.methods[method]
        if not method.startswith("_") and "." not in method:
            for model in ancestors:
                if method in model.attributes:
                    return None
                if "*" in model.methods:
                    return model.methods["*"]
        return None

    def attribute(self, class_name: str, attribute: str) -> str:
        """The type expression of an attribute, own, inherited or from `__getattr__`; or empty."""
        ancestors = self.ancestors(class_name)
        for model in ancestors:
            if attribute in model.attributes:
                return model.attributes[attribute]
            if attribute in model.methods:
                return ""
        if not attribute.startswith("__"):
            for model in ancestors:
                getter = model.methods.get("__getattr__")
                if getter is not None:
                    return getter.returns
        return ""

    def disarming(self, name: str) -> dict[str, CallableModel]:
        """The methods of a class, by name, after which an object's other methods do not block."""
        return {
            method: entry
            for model in self.ancestors(name)
            for method, entry in model.methods.items()
            if entry.disarms
        }

    def is_handle(self, class_name: str) -> bool:
        """Whether uses of the class's objects belong to their opening."""
        return any(model.handle for model in self.ancestors(class_name))

    def is_lock(self, class_name: str) -> bool:
        """Whether its objects are locks between threads."""
        return any(model.lock for model in self.ancestors(class_name))

    def knows_module(self, name: str) -> bool:
        """Whether some file describes the top-level module of this dotted name."""
        return name.partition(".")[0] in self.shelf.modules

    def callables(self) -> Iterator[CallableModel]:
        """Every callable entry: functions, constructors and methods, in file order."""
        for file in self.files:
            yield from callables_of(file)
