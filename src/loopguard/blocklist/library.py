"""The index over all blocklist entries: from a qualified name to what is known about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from loopguard.blocklist.models import CallableModel, ClassModel, LibraryFile, Makes


class Library:
    """Answers what a dotted name of a library is. Immutable once made."""

    def __init__(self, files: Iterable[LibraryFile]) -> None:
        self.files = tuple(files)
        self._aliases: dict[str, str] = {}
        self._functions: dict[str, CallableModel] = {}
        self._classes: dict[str, ClassModel] = {}
        for file in self.files:
            self._aliases.update(file.aliases)
            self._functions.update((model.name, model) for model in file.functions)
            self._classes.update((model.name, model) for model in file.classes)
        styles = [style for file in self.files for style in file.offload_styles]
        self.offload_styles = tuple(sorted(styles, key=lambda style: (style.priority, style.name)))
        self._modules = frozenset(module for file in self.files for module in file.modules)
        self.canonical = lru_cache(maxsize=None)(self._canonical)
        self.ancestors = lru_cache(maxsize=None)(self._ancestors)

    def _canonical(self, name: str) -> str:
        """The name that the entries use: aliases replace the longest prefix, repeatedly."""
        for _ in range(8):  # a chain of aliases is short; the bound stops a circle
            prefix = name
            while prefix and prefix not in self._aliases:
                prefix = prefix.rpartition(".")[0]
            if not prefix:
                break
            name = self._aliases[prefix] + name[len(prefix) :]
        return name

    def function(self, name: str) -> CallableModel | None:
        """The entry of the function with this canonical name."""
        return self._functions.get(name)

    def class_(self, name: str) -> ClassModel | None:
        """The entry of the class with this canonical name."""
        return self._classes.get(name)

    def _ancestors(self, name: str) -> tuple[ClassModel, ...]:
        """The class and its bases, nearest first, each once."""
        found: dict[str, ClassModel] = {}
        pending = [name]
        while pending:
            model = self._classes.get(self.canonical(pending.pop(0)))
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
        return name.partition(".")[0] in self._modules

    @cached_property
    def schedulers(self) -> frozenset[str]:
        """The last names of all callables that hand functions to the loop."""
        return frozenset(
            model.name.rpartition(".")[2]
            for model in self.callables()
            if model.schedules or model.starts
        )

    @cached_property
    def lazy_attributes(self) -> frozenset[str]:
        """The names of all attributes whose loading runs code."""
        return frozenset(
            model.name.rpartition(".")[2]
            for model in self.callables()
            if model.makes is Makes.PROPERTY
        )

    @cached_property
    def special_methods(self) -> frozenset[str]:
        """The special methods that some class has an entry for."""
        return frozenset(
            name
            for model in self._classes.values()
            for name in model.methods
            if name.startswith("__")
        )

    def callables(self) -> Iterator[CallableModel]:
        """Every callable entry: functions, constructors and methods, in file order."""
        for file in self.files:
            yield from file.functions
            for model in file.classes:
                if model.construct is not None:
                    yield model.construct
                yield from model.methods.values()
