"""Lays the entries of users and plugins over those that are shipped, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import CallableModel, ClassModel, LibraryFile, OwnEntries
from loopguard.blocklist.shelf import callables_of_class
from loopguard.domain.errors import Complaint

_T = TypeVar("_T")


def lay_over(shipped: Library, files: Sequence[LibraryFile]) -> tuple[Library, list[Complaint]]:
    """The library with the entries of the files over its own, later files over earlier ones.

    A function, a method or a constructor takes the place of the one of the same name, whole; a
    class keeps the methods and attributes that its new description does not name. What a file
    switches off is what lies below it. With the library come the complaints about entries that
    contradict others or name what nobody describes.
    """
    library, complaints = shipped, []
    for file in files:
        layer = _Layer(library, file)
        library = Library(shipped.shelf, layer.entries())
        complaints += layer.complaints
    for file in files:
        for class_ in file.classes:
            for base in class_.bases:
                if library.class_(library.canonical(base)) is None:
                    key = f"class {class_.name}.bases"
                    complaints.append(Complaint(file.path, key, f"no class {base} is described"))
    return library, complaints


class _Layer:
    """One file over a library."""

    def __init__(self, below: Library, file: LibraryFile) -> None:
        self._below = below
        self._file = file
        self._functions = dict(below.own.functions)
        self._classes = dict(below.own.classes)
        self._origins = dict(below.own.origins)
        self._new: dict[str, str] = {}
        self.complaints: list[Complaint] = []

    def entries(self) -> OwnEntries:
        below, file = self._below, self._file
        for name in file.off:
            self._switch_off(name)
        for function in file.functions:
            name = self._canonical(function.name)
            if below.class_(name) is not None:
                self._complain(function.name, "is a class; [[class]] describes it")
            self._functions[name] = msgspec.structs.replace(function, name=name)
            self._origins[name] = file.path
        for class_ in file.classes:
            name = self._canonical(class_.name)
            if below.function(name) is not None:
                self._complain(class_.name, "is a function; [[function]] describes it")
            moved = _moved(class_, name)
            known = self._classes.get(name) or below.class_(name)
            self._classes[name] = _merged(known, moved) if known is not None else moved
            for model in callables_of_class(moved):
                self._origins[model.name] = file.path
            self._origins[name] = file.path
        return OwnEntries(
            (*below.own.files, file),
            {**below.own.aliases, **dict(self._aliases())},
            self._functions,
            self._classes,
            self._origins,
        )

    def _complain(self, key: str, reason: str) -> None:
        self.complaints.append(Complaint(self._file.path, key, reason))

    def _canonical(self, name: str) -> str:
        """The name under which the library looks for what the file describes."""
        canonical = self._below.canonical(name)
        if self._new.get(canonical, name) != name:
            self._complain(name, f"is {self._new[canonical]}, which is described already")
        self._new[canonical] = name
        return canonical

    def _aliases(self) -> Iterator[tuple[str, str]]:
        """The file's aliases but those that turn one of the library's around."""
        for name, meant in self._file.aliases.items():
            if self._below.canonical(meant) != self._below.canonical(name):
                yield name, meant

    # what is switched off

    def _switch_off(self, name: str) -> None:
        for candidate in (name, f"builtins.{name}"):
            found = list(self._named(self._below.canonical(candidate)))
            for model in found:
                if isinstance(model, ClassModel):
                    self._classes[model.name] = model
                else:
                    self._functions[model.name] = model
            if found:
                return
        self._complain("off", f"{name!r} is no call, class or module of the blocklist")

    def _named(self, name: str) -> Iterator[CallableModel | ClassModel]:
        """What the name stands for, with nothing in it that blocks."""
        function, class_ = self._below.function(name), self._below.class_(name)
        if function is not None:
            yield self._quiet(function)
        if class_ is not None:
            yield self._quiet_class(class_)
        if function is None and class_ is None:
            method = self._quiet_method(name)
            if method is not None:
                yield method
        for model in self._below.described_below(name):
            if isinstance(model, ClassModel):
                yield self._quiet_class(model)
            else:
                yield self._quiet(model)

    def _quiet_class(self, model: ClassModel) -> ClassModel:
        """The class with its own methods and those that it inherits."""
        known = self._classes.get(model.name, model)
        inherited: dict[str, CallableModel] = {}
        for ancestor in self._below.ancestors(model.name):
            for method, entry in ancestor.methods.items():
                inherited.setdefault(method, entry)
        construct = self._below.method(model.name, "__init__")
        return msgspec.structs.replace(
            known,
            construct=self._quiet(construct, model.name) if construct is not None else None,
            methods={
                method: self._quiet(entry, f"{model.name}.{method}")
                for method, entry in inherited.items()
            },
            lock=False,
        )

    def _quiet_method(self, name: str) -> ClassModel | None:
        """The class that the method belongs to, with this method quiet."""
        owner = name
        while "." in owner:
            owner = owner.rpartition(".")[0]
            path = name[len(owner) + 1 :]
            class_ = self._below.class_(owner)
            method = self._below.method(owner, path) if class_ is not None else None
            if class_ is not None and method is not None:
                known = self._classes.get(owner, class_)
                methods = {**known.methods, path: self._quiet(method, name)}
                return msgspec.structs.replace(known, methods=methods)
        return None

    def _quiet(self, model: CallableModel, name: str = "") -> CallableModel:
        """The entry, which no longer blocks, under its own name or this one."""
        name = name or model.name
        if not model.blocks:
            return model
        self._origins[name] = self._file.path
        return msgspec.structs.replace(model, name=name, blocks=False, reason="is switched off")


def _moved(model: ClassModel, name: str) -> ClassModel:
    """The class under another name."""
    if model.name == name:
        return model

    def renamed(entry: CallableModel) -> CallableModel:
        return msgspec.structs.replace(entry, name=f"{name}{entry.name[len(model.name) :]}")

    return msgspec.structs.replace(
        model,
        name=name,
        construct=renamed(model.construct) if model.construct is not None else None,
        methods={method: renamed(entry) for method, entry in model.methods.items()},
    )


def _merged(below: ClassModel, above: ClassModel) -> ClassModel:
    """The description above, completed by what only the one below says."""
    attributes = _without(below.attributes, above.methods)
    methods = _without(below.methods, above.attributes)
    return ClassModel(
        above.name,
        above.library,
        above.bases or below.bases,
        above.construct or below.construct,
        {**attributes, **above.attributes},
        {**methods, **above.methods},
        above.handle or below.handle,
        above.lock or below.lock,
        above.key or below.key,
        above.known_as or below.known_as,
        above.keeps or below.keeps,
        above.thread_affine or below.thread_affine,
        above.in_constructor or below.in_constructor,
        above.on_loop or below.on_loop,
        above.off_loop or below.off_loop,
        above.when_imported or below.when_imported,
        above.reason or below.reason,
        above.source or below.source,
    )


def _without(table: dict[str, _T], names: Iterable[str]) -> dict[str, _T]:
    return {name: value for name, value in table.items() if name not in names}
