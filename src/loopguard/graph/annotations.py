"""Reads annotations: from the expression of a type to the values that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Call,
    Choice,
    Display,
    Import,
    Name,
    Narrowed,
    Parameter,
    Subscript,
    TypeName,
)
from loopguard.graph.values import (
    AwaitableValue,
    CallableValue,
    ClassValue,
    ContainerValue,
    Frame,
    InstanceValue,
    LibraryInstance,
    LibraryValue,
    ModuleValue,
    TupleValue,
    Value,
    Values,
    union,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_TYPING_MODULES = ("typing.", "typing_extensions.", "collections.abc.", "builtins.", "contextlib.")
_WRAPPERS = frozenset(
    {"Optional", "Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "Unpack"}
)
_SEQUENCES = frozenset(
    {"list", "List", "set", "Set", "frozenset", "FrozenSet", "Sequence", "MutableSequence"}
    | {"Iterable", "Iterator", "Collection", "AbstractSet", "MutableSet", "deque", "Deque"}
    | {"Generator", "AsyncGenerator", "AsyncIterator", "AsyncIterable"}
)
_MANAGERS = frozenset(
    {"ContextManager", "AsyncContextManager", "AbstractContextManager"}
    | {"AbstractAsyncContextManager"}
)
_MAPPINGS = frozenset(
    {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"}
)
_AWAITABLES = frozenset({"Awaitable", "Coroutine", "Future", "Task"})
_OPAQUE = frozenset(
    {"Any", "object", "Callable", "Literal", "Self", "TypeVar", "NoReturn", "Never"}
)
_SELF = frozenset({"typing.Self", "typing_extensions.Self"})


class AnnotationReader:
    """Evaluates the expressions of types."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def read(self, index: int, frame: Frame) -> Values:
        """Values of the type that the expression `index` names; empty where it says nothing."""
        if index == UNKNOWN:
            return ()
        known = frame.types.get(index)
        if known is not None:
            return known
        return self._linker.once(frame.types, index, lambda: self._read(index, frame), ())

    def _read(self, index: int, frame: Frame) -> Values:
        linker = self._linker
        summary = linker.modules[frame.module].summary
        expression = summary.expressions[index]
        if self._is_self(index, frame):
            return union(*[_as_instance(value) for value in self._receivers(frame)])
        match expression:
            case Choice(members=members):
                return union(*[self.read(member, frame) for member in members])
            case Subscript(base=base, index=inner):
                return self._generic(base, inner, frame)
            case Name(name=name) | TypeName(name=name) if (
                name in summary.bindings or name in summary.type_bindings
            ):
                return self._named(frame.module, name)
            case Import(name=name) if name:
                return self._imported(index, expression, frame)
            case Attribute(base=base, name=name):
                return self._dotted(index, base, name, frame)
            case Call():
                return self._made(expression, frame)
            case Narrowed(value=value):
                return self.read(value, frame)
        return self._instances(linker.evaluate(index, frame))

    def _is_self(self, index: int, frame: Frame) -> bool:
        """Whether the expression is `typing.Self`, under that name."""
        row = self._linker.modules[frame.module].summary.expressions[index]
        if not (isinstance(row, (Attribute, Name, TypeName)) and row.name == "Self"):
            return False
        values = self._linker.evaluate(index, frame)
        return any(isinstance(value, LibraryValue) and value.name in _SELF for value in values)

    def _receivers(self, frame: Frame) -> Values:
        """What `Self` stands for: the object or class whose method the frame runs."""
        around: Frame | None = frame
        while around is not None and around.function > 0:
            if self._linker.function(around).owner >= 0:
                return self._linker.bound(Parameter(around.function, 0), around) or ()
            around = around.parent
        return ()

    def _instances(self, values: Values) -> Values:
        found: list[Values] = []
        for value in values:
            if isinstance(value, LibraryValue) and value.name.startswith(_TYPING_MODULES):
                name = value.name.rpartition(".")[2]
                if name in _OPAQUE or name in _WRAPPERS or name == "Union":
                    continue
                if name in _SEQUENCES or name in _MAPPINGS or name == "tuple":
                    kind = "dict" if name in _MAPPINGS else name.lower()
                    found.append((ContainerValue(kind, ()),))
                    continue
            found.append(self._linker.instance_of(value))
        return union(*found)

    def _made(self, call: Call, frame: Frame) -> Values:
        """A type that is the result of a call: `A | B`, `TypeVar(bound=A)`, `NewType("N", A)`."""
        expressions = self._linker.modules[frame.module].summary.expressions
        method = expressions[call.function]
        if isinstance(method, Attribute) and method.name == "__or__":
            return union(self.read(method.base, frame), self.read(call.arguments[0], frame))
        for value in self._linker.evaluate(call.function, frame):
            name = value.name.rpartition(".")[2] if isinstance(value, LibraryValue) else ""
            if name == "TypeVar":
                bound = dict(call.keywords).get("bound", UNKNOWN)
                constraints = [self.read(part, frame) for part in call.arguments[1:]]
                return union(self.read(bound, frame), *constraints)
            if name == "NewType" and len(call.arguments) == 2:
                return self.read(call.arguments[1], frame)
        return ()

    def _named(self, module: int, name: str) -> Values:
        """A type by its name in a module, which may be an alias of another type."""
        summary = self._linker.modules[module].summary
        targets = summary.type_bindings.get(name) or summary.bindings.get(name)
        home = self._linker.module_frame(module)
        if targets is None:
            return self._instances(self._linker.exports(module, name))
        return union(*[self.read(target, home) for target in targets])

    def _imported(self, index: int, expression: Import, frame: Frame) -> Values:
        """A type by an import: of the project as it is written there, else of a library."""
        for module in self._linker.imported_modules(expression, frame):
            return self._named(module, expression.name)
        return self._instances(self._linker.evaluate(index, frame))

    def _dotted(self, index: int, base: int, name: str, frame: Frame) -> Values:
        found: list[Values] = []
        for value in self._linker.evaluate(base, frame):
            if isinstance(value, ModuleValue):
                found.append(self._named(value.module, name))
            else:
                found.append(self._instances(self._linker.members.attribute(value, name)))
        return union(*found)

    def _generic(self, base: int, inner: int, frame: Frame) -> Values:
        """`Optional[X]`, `list[X]`, `Repository[User]` and the like."""
        expressions = self._linker.modules[frame.module].summary.expressions
        row = expressions[inner]
        parts = row.elements if isinstance(row, Display) and row.kind == "tuple" else (inner,)
        for value in self._linker.evaluate(base, frame):
            name = value.name.rpartition(".")[2] if isinstance(value, LibraryValue) else ""
            if name == "Union":
                return union(*[self.read(part, frame) for part in parts])
            if name == "Annotated" and parts:
                return self.read(parts[0], frame) or self._metadata(parts[1:], frame)
            if name in _WRAPPERS:
                return self.read(parts[0], frame) if parts else ()
            if name in ("type", "Type"):
                if self._is_self(parts[0], frame):
                    return self._receivers(frame)
                return self._linker.evaluate(parts[0], frame)
            if name in ("tuple", "Tuple"):
                return self._tuple(parts, frame)
            if name == "Callable" and len(parts) == 2:
                return (CallableValue(self.read(parts[1], frame)),)
            if name in _MANAGERS:
                return (ContainerValue("manager", self.read(parts[0], frame)),) if parts else ()
            if name in _SEQUENCES:
                return (ContainerValue("list", self.read(parts[0], frame)),) if parts else ()
            if name in _MAPPINGS:
                return (ContainerValue("dict", self.read(parts[-1], frame)),) if parts else ()
            if name in _AWAITABLES and isinstance(value, LibraryValue):
                if value.name.startswith(_TYPING_MODULES):
                    return (AwaitableValue(self.read(parts[-1], frame)),) if parts else ()
                return self._instances((value,))
            if name in _OPAQUE:
                return ()
            if isinstance(value, LibraryValue):
                types = tuple([self.read(part, frame) for part in parts])
                return (LibraryInstance(value.name, types),)
        return self.read(base, frame)

    def _metadata(self, parts: tuple[int, ...], frame: Frame) -> Values:
        """What a framework injects for `Annotated[Any, Depends(make)]`."""
        expressions = self._linker.modules[frame.module].summary.expressions
        calls = [part for part in parts if isinstance(expressions[part], Call)]
        values = [self._linker.evaluate(call, frame) for call in calls]
        return tuple(v for v in union(*values) if isinstance(v, (InstanceValue, LibraryInstance)))

    def _tuple(self, parts: tuple[int, ...], frame: Frame) -> Values:
        items = [self.read(part, frame) for part in parts]
        if len(parts) == 2 and not items[1]:  # tuple[X, ...]
            return (ContainerValue("tuple", items[0]),)
        return (TupleValue(tuple(items)),)


def _as_instance(value: Value) -> Values:
    """The object itself, or an instance of the class."""
    if isinstance(value, ClassValue):
        return (InstanceValue(value.module, value.index, value.closure),)
    return (value,)
