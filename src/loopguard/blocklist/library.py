"""The index over all blocklist entries: from a qualified name to what is known about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from loopguard.blocklist.models import (
    NOTHING_OWN,
    CallableModel,
    ClassModel,
    LibraryFile,
    OwnEntries,
)
from loopguard.blocklist.shelf import Shelf, callables_of, callables_of_class


class Library:
    """Answers what a dotted name of a library is. Its answers never change.

    What it knows comes from `shelf`, a file at a time, when a name of one of the file's modules is
    first asked for. The entries of `own` are in force from the start, so that answers do not depend
    on what is asked first.
    """

    def __init__(self, shelf: Iterable[LibraryFile] | Shelf, own: OwnEntries = NOTHING_OWN) -> None:
        self.shelf = shelf if isinstance(shelf, Shelf) else Shelf.of(shelf)
        self.own = own
        self._unread = {module: list(files) for module, files in self.shelf.modules.items()}
        self._aliases = dict(own.aliases)
        self._functions = dict(own.functions)
        self._classes = dict(own.classes)
        self._read: set[int] = set()
        shelves = (self.shelf, Shelf.of(own.files)) if own.files else (self.shelf,)
        self._shelves = shelves
        styles = {style.name: style for part in shelves for style in part.offload_styles}
        self.offload_styles = tuple(sorted(styles.values(), key=lambda s: (s.priority, s.name)))
        self.modules = frozenset().union(*(part.modules for part in shelves))
        self.schedulers = frozenset().union(*(part.schedulers for part in shelves))
        self.lazy_attributes = frozenset().union(*(part.lazy_attributes for part in shelves))
        self.special_methods = frozenset().union(*(part.special_methods for part in shelves))
        self.canonical = lru_cache(maxsize=None)(self._canonical)
        self.ancestors = lru_cache(maxsize=None)(self._ancestors)
        self.function = lru_cache(maxsize=None)(self._function)
        self.class_ = lru_cache(maxsize=None)(self._class)
        self.method = lru_cache(maxsize=None)(self._method)
        self.attribute = lru_cache(maxsize=None)(self._attribute)
        self.is_handle = lru_cache(maxsize=None)(self._is_handle)

    @property
    def files(self) -> tuple[LibraryFile, ...]:
        """All files, in order."""
        shipped = (self.shelf.file(number) for number in range(self.shelf.size))
        return (*shipped, *self.own.files)

    def _look_up(self, name: str) -> None:
        """Reads the files that describe the module of the name."""
        if self._unread:
            for number in self._unread.pop(name.partition(".")[0], ()):
                if number not in self._read:
                    self._read.add(number)
                    file = self.shelf.file(number)
                    for alias, meant in file.aliases.items():
                        self._aliases.setdefault(alias, meant)
                    for function in file.functions:
                        self._functions.setdefault(function.name, function)
                    for class_ in file.classes:
                        self._classes.setdefault(class_.name, class_)

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

    def _function(self, name: str) -> CallableModel | None:
        """The entry of the function with this canonical name."""
        self._look_up(name)
        return self._functions.get(name)

    def _class(self, name: str) -> ClassModel | None:
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

    def _method(self, class_name: str, method: str) -> CallableModel | None:
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

    def _attribute(self, class_name: str, attribute: str) -> str:
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

    def _is_handle(self, class_name: str) -> bool:
        """Whether uses of the class's objects belong to their opening."""
        return any(model.handle for model in self.ancestors(class_name))

    def is_lock(self, class_name: str) -> bool:
        """Whether its objects are locks between threads."""
        return any(model.lock for model in self.ancestors(class_name))

    def type_by_key(self, class_name: str) -> str:
        """The type of what a subscript with one of the class's objects gives; or empty."""
        return next((model.key for model in self.ancestors(class_name) if model.key), "")

    def is_application(self, class_name: str) -> bool:
        """Whether a project has one object of the class, mostly of a subclass of its own."""
        return any(model.known_as for model in self.ancestors(class_name))

    def classes_known_as(self, name: str) -> tuple[str, ...]:
        """The classes whose one object code calls by this name, as the files say."""
        return tuple(known for part in self._shelves for known in part.known_as.get(name, ()))

    def keepers(self, attribute: str) -> tuple[str, ...]:
        """The classes that keep the keywords they were made with under this attribute."""
        return tuple(known for part in self._shelves for known in part.keepers.get(attribute, ()))

    def blocks_anyway(self, class_name: str) -> bool:
        """Whether objects that were made in a harmless way have methods that block all the same."""
        return any(
            entry.anyway for model in self.ancestors(class_name) for entry in model.methods.values()
        )

    def knows_module(self, name: str) -> bool:
        """Whether some file describes the top-level module of this dotted name."""
        return name.partition(".")[0] in self.modules

    def described_below(self, prefix: str) -> list[CallableModel | ClassModel]:
        """The functions and classes whose canonical names start with these words."""
        self._look_up(prefix)
        known: list[CallableModel | ClassModel] = [
            *self._functions.values(),
            *self._classes.values(),
        ]
        return [model for model in known if model.name.startswith(f"{prefix}.")]

    def callables(self) -> Iterator[CallableModel]:
        """Every callable entry in force: functions, constructors and methods, in file order."""
        found: dict[str, CallableModel] = {}
        for number in range(self.shelf.size):
            found.update((model.name, model) for model in callables_of(self.shelf.file(number)))
        for own in self.own.functions.values():
            found[own.name] = own
        for class_ in self.own.classes.values():
            found.update((model.name, model) for model in callables_of_class(class_))
        yield from found.values()

    def origin(self, name: str) -> str:
        """The file of the user's or a plugin's that describes the name; empty if it is shipped."""
        return self.own.origins.get(name, "")
