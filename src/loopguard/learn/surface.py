"""What a package publishes: functions and classes under the names that its users write."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loopguard.domain.summary import Import
from loopguard.graph.link import Linker
from loopguard.graph.values import (
    ClassValue,
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryValue,
    ModuleValue,
    Values,
    union,
)

CONSTRUCTING = ("__new__", "__init__", "__post_init__")

_SPECIAL = frozenset(
    {
        *("__enter__", "__exit__", "__iter__", "__next__", "__call__"),
        *("__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__"),
    }
)
"""Methods that users call through the language."""

_TESTS = frozenset({"test", "tests", "testing", "conftest"})


@dataclass(frozen=True, slots=True)
class PublicCallable:
    """A function or method under one name, with all that the name can stand for."""

    functions: tuple[FunctionValue, ...]
    frames: tuple[Frame, ...]

    def has_kind(self, kind: str) -> bool:
        """Whether a decorator makes it such ("property", "manager")."""
        return any(function.kind == kind for function in self.functions)


@dataclass(slots=True)
class PublicClass:
    """A class with its methods, inherited ones included, and what its objects hold.

    `bases` are the nearest public ones: names of the package, and of other libraries where these
    are described.
    """

    value: ClassValue
    bases: tuple[str, ...]
    constructors: PublicCallable
    methods: dict[str, PublicCallable]
    attributes: dict[str, Values]


@dataclass(slots=True)
class Surface:
    """Everything that is public, by name; `aliases` are further names of the same things."""

    functions: dict[str, PublicCallable] = field(default_factory=dict)
    classes: dict[str, PublicClass] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    names: dict[ClassValue, str] = field(default_factory=dict)

    def frames(self) -> Iterator[Frame]:
        """The frames of all that is public, in the order of names."""
        for _, function in sorted(self.functions.items()):
            yield from function.frames
        for _, class_ in sorted(self.classes.items()):
            yield from class_.constructors.frames
            for _, method in sorted(class_.methods.items()):
                yield from method.frames


def read_surface(linker: Linker) -> Surface:
    """Finds what the modules of the run publish."""
    found: dict[FunctionValue | ClassValue, list[str]] = {}
    for index, module in enumerate(linker.modules):
        if _is_public(module.name) and not _TESTS & set(module.name.split(".")):
            for name in _public_names(linker, index):
                for value in linker.exports(index, name):
                    if isinstance(value, (FunctionValue, ClassValue)):
                        found.setdefault(value, []).append(f"{module.name}.{name}")
    surface = Surface()
    functions: dict[str, list[FunctionValue]] = {}
    for value, names in found.items():
        declared = _declared(linker, value)
        own = declared.rpartition(".")[2]
        best = min(
            names,
            key=lambda name: (
                name.count("."),
                not name.endswith(f".{own}"),
                name != declared,
                name,
            ),
        )
        if isinstance(value, FunctionValue):
            functions.setdefault(best, []).append(value)
        elif _is_error(linker, value) or best in surface.names.values():
            continue  # nobody calls methods of errors; of two classes of one name the first counts
        else:
            surface.names[value] = best
        if "<locals>" not in declared and getattr(value, "receiver", None) is None:
            names.append(declared)
        surface.aliases.update((name, best) for name in names if name != best)
    surface.functions = {name: _callable(linker, values) for name, values in functions.items()}
    _read_classes(linker, surface)
    return surface


def _read_classes(linker: Linker, surface: Surface) -> None:
    """Reads the public classes, and those that nobody names but everybody is given."""
    pending = list(surface.names)
    given = [_given(linker, function) for function in surface.functions.values()]
    pending += _name_unnamed(linker, surface, given)
    for value in pending:  # grows while it is read
        class_ = _read_class(linker, value)
        surface.classes[surface.names[value]] = class_
        given = [*class_.attributes.values()]
        given += [_given(linker, method) for method in class_.methods.values()]
        pending += _name_unnamed(linker, surface, given)
    for value, name in surface.names.items():
        surface.classes[name].bases = _bases(linker, value, surface)


def _given(linker: Linker, public: PublicCallable) -> Values:
    """What calling it gives."""
    return union(*[linker.calls.called(function, (), ()) for function in public.functions])


def _name_unnamed(linker: Linker, surface: Surface, given: Iterable[Values]) -> list[ClassValue]:
    """Names the classes of these objects after the place where they are declared."""
    found: list[ClassValue] = []
    for value in dict.fromkeys(value for values in given for value in values):
        if isinstance(value, InstanceValue):
            class_ = ClassValue(value.module, value.index, value.closure)
            name = _declared(linker, class_)
            is_plain = "<locals>" not in name and not _is_error(linker, class_)
            if class_ not in surface.names and name not in surface.classes and is_plain:
                surface.names[class_] = name
                found.append(class_)
    return found


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def _declared(linker: Linker, value: FunctionValue | ClassValue) -> str:
    module = linker.modules[value.module]
    if isinstance(value, FunctionValue):
        return f"{module.name}.{module.summary.functions[value.function].qualified_name}"
    return f"{module.name}.{module.summary.classes[value.index].qualified_name}"


def _is_error(linker: Linker, value: ClassValue) -> bool:
    """Whether it is the class of an exception."""
    for ancestor in linker.members.ancestors(value):
        if isinstance(ancestor, LibraryValue) and ancestor.name.startswith("builtins."):
            found = getattr(builtins, ancestor.name.removeprefix("builtins."), None)
            if isinstance(found, type) and issubclass(found, BaseException):
                return True
    return False


def _public_names(linker: Linker, index: int) -> Iterator[str]:
    """The names that a module offers: what it exports, or defines; a package what it imports."""
    module = linker.modules[index]
    exported = module.summary.exports
    is_package = module.path.endswith("__init__.py")
    for name in sorted(_bound_names(linker, index, frozenset())):
        own = is_package or _is_defined(linker, index, name)
        if (exported is not None and name in exported) or (own and not name.startswith("_")):
            yield name


def _bound_names(linker: Linker, index: int, seen: frozenset[int]) -> set[str]:
    """The names of a module's scope, with those that star imports bring."""
    summary = linker.modules[index].summary
    names = set(summary.bindings)
    if "__getattr__" in summary.bindings:
        names |= set(summary.type_bindings) | set(summary.exports or ())
    for source, level in summary.stars:
        statement = Import(source, level, "")
        for target in linker.imported_modules(statement, linker.module_frame(index)):
            if target not in seen:
                exports = linker.modules[target].summary.exports
                bound = _bound_names(linker, target, seen | {index})
                names |= set(exports) if exports is not None else bound
    return names


def _is_defined(linker: Linker, index: int, name: str) -> bool:
    """Whether the module makes the thing itself, and does not import it."""
    summary = linker.modules[index].summary
    bound = summary.bindings.get(name, ())
    return any(not isinstance(summary.expressions[b], Import) for b in bound)


def _callable(linker: Linker, values: list[FunctionValue]) -> PublicCallable:
    frames = [linker.calls.frame_of(value, (), ()) for value in values]
    return PublicCallable(tuple(values), tuple(dict.fromkeys(frames)))


def _read_class(linker: Linker, value: ClassValue) -> PublicClass:
    instance = InstanceValue(value.module, value.index, value.closure)
    names: dict[str, None] = {}
    attributes: dict[str, Values] = {}
    for ancestor in linker.members.ancestors(value):
        if isinstance(ancestor, ClassValue):
            summary = linker.modules[ancestor.module].summary.classes[ancestor.index]
            held = (summary.members, summary.instance, summary.annotations)
            names.update(dict.fromkeys(name for table in held for name in table))
            names.update(dict.fromkeys(summary.instance_annotations))
    methods: dict[str, PublicCallable] = {}
    for name in sorted(names):
        if "." in name or (name.startswith("_") and name not in _SPECIAL):
            continue
        found = linker.members.raw_attribute(instance, name)
        functions = [member for member in found if isinstance(member, FunctionValue)]
        if functions:
            methods[name] = _callable(linker, functions)
        elif found and not any(isinstance(member, ModuleValue) for member in found):
            attributes[name] = found
    constructing = [
        member
        for name in CONSTRUCTING
        for member in linker.members.raw_attribute(instance, name)
        if isinstance(member, FunctionValue)
    ]
    return PublicClass(value, (), _callable(linker, constructing), methods, attributes)


def _bases(linker: Linker, value: ClassValue, surface: Surface) -> tuple[str, ...]:
    """The nearest bases that have a name; those behind them come with them."""
    found: list[str] = []
    covered: set[object] = set()
    own = surface.names[value]
    for ancestor in linker.members.ancestors(value)[1:]:
        if ancestor in covered:
            continue
        if isinstance(ancestor, LibraryValue):
            if linker.library.class_(ancestor.name) is not None:
                found.append(ancestor.name)
        elif surface.names.get(ancestor, own) != own:
            found.append(surface.names[ancestor])
            covered.update(linker.members.ancestors(ancestor))
    return tuple(found)
