"""What the protocols of the language give: iteration, subscripts, context managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.graph.values import (
    Arguments,
    ClassValue,
    ContainerMember,
    ContainerValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    LibraryInstance,
    LibraryIterator,
    LibraryMember,
    LibraryValue,
    LiteralValue,
    ManagerValue,
    TupleValue,
    Value,
    Values,
    WrappedIterator,
    union,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker


class ProtocolEvaluator:
    """Evaluates `for`, `[]`, `with` and the methods of builtin containers."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def element(self, value: Value, position: int) -> Values:
        """What iterating over the value gives, or its item `position` where it is unpacked."""
        match value:
            case TupleValue(items=items):
                if position >= 0:
                    return items[position] if position < len(items) else ()
                return union(*items)
            case ContainerValue(kind=kind, elements=elements):
                return () if kind == "dict" else elements
            case ClassValue() if self._linker.members.is_enum(value):
                return (InstanceValue(value.module, value.index),)
            case LibraryIterator(elements=elements) | WrappedIterator(elements=elements):
                return elements
            case GeneratorValue(frame=frame):
                return self._linker.evaluate_all(self._linker.function(frame).yields, frame)
            case InstanceValue() if position >= 0 and (
                field := self._field(value, (LiteralValue(position, "int"),))
            ):
                return field
            case LibraryInstance() | InstanceValue():
                iterators = self._special(value, "__iter__") or self._special(value, "__aiter__")
                following: list[Values] = []
                for iterator in iterators:
                    if isinstance(iterator, (GeneratorValue, ContainerValue)):
                        following.append(self.element(iterator, -1))
                    else:
                        following.append(self._special(iterator, "__next__"))
                return union(*following) if following else self._special(value, "__next__")
        return ()

    def spread(self, values: Values, is_dict: bool) -> Values:
        """What `*values` puts into a list, or `**values` into a dict."""
        if is_dict:
            return union(*[v.elements for v in values if isinstance(v, ContainerValue)])
        return union(*[self.element(value, -1) for value in values])

    def item(self, value: Value, index: Values) -> Values:
        """What `value[index]` gives."""
        match value:
            case TupleValue(items=items):
                for position in index:
                    if isinstance(position, LiteralValue) and isinstance(position.value, int):
                        known = -len(items) <= position.value < len(items)
                        return items[position.value] if known else ()
                return union(*items)
            case ContainerValue(elements=elements, keyed=keyed):
                chosen = [values for key, values in keyed if key in index]
                literal = bool(index) and all(isinstance(key, LiteralValue) for key in index)
                return union(*chosen) if chosen and literal else elements
            case ClassValue() | LibraryValue():
                return (value,)
            case InstanceValue() if (field := self._field(value, index)) is not None:
                return field
            case LibraryInstance() | InstanceValue() | LibraryMember():
                return self._special(value, "__getitem__")
        return ()

    def named(self, value: Value, key: str) -> Values:
        """What a dict of which the keys are known holds under a text."""
        keyed = value.keyed if isinstance(value, ContainerValue) else ()
        return union(*[values for literal, values in keyed if literal.value == key])

    def item_by_key(self, key: Value) -> Values:
        """What any object gives for a key that says it by its own type (`app[KEY]`)."""
        if not isinstance(key, LibraryInstance):
            return ()
        typed = self._linker.library.type_by_key(key.name)
        values = self._linker.library_type(typed, (key,)) if typed else ()
        return union(*[self._linker.instance_of(value) or (value,) for value in values])

    def match_argument(self, value: Value, position: int) -> Values:
        """What a positional class pattern takes: a field of a dataclass, the builtin itself."""
        if isinstance(value, InstanceValue):
            summary = self._linker.modules[value.module].summary.classes[value.index]
            names = list(summary.annotations)
            if position < len(names):
                return self._linker.members.attribute(value, names[position])
            return ()
        return (value,) if isinstance(value, LibraryInstance) and position == 0 else ()

    def _field(self, value: InstanceValue, index: Values) -> Values | None:
        """A field of a named tuple by its position, or of a typed dict by its key."""
        summary = self._linker.modules[value.module].summary.classes[value.index]
        if "__getitem__" in summary.members or len(index) != 1:
            return None
        key = index[0].value if isinstance(index[0], LiteralValue) else None
        names = list(summary.annotations)
        if isinstance(key, int) and -len(names) <= key < len(names):
            return self._linker.members.attribute(value, names[key])
        if isinstance(key, str) and key in summary.annotations:
            return self._linker.members.attribute(value, key)
        return None

    def entered(self, value: Value, is_async: bool) -> Values:
        """What `with value as x` binds."""
        if isinstance(value, ContainerValue) and value.kind == "manager":
            return value.elements
        if isinstance(value, ManagerValue):
            return self._linker.evaluate_all(self._linker.function(value.frame).yields, value.frame)
        if isinstance(value, (LibraryInstance, InstanceValue)):
            method = "__aenter__" if is_async else "__enter__"
            found = self._special(value, method)
            if is_async:
                awaited = [self._linker.awaited(result) for result in found]
                found = union(*awaited)
            return found if found or not self._may_enter(value, method) else (value,)
        return (value,) if isinstance(value, LibraryIterator) else ()

    def _may_enter(self, value: LibraryInstance | InstanceValue, method: str) -> bool:
        """Whether the object can be a manager at all; a class of the project must say so."""
        if isinstance(value, LibraryInstance):
            return True
        members = self._linker.members
        inherits = any(isinstance(a, LibraryValue) for a in members.ancestors(value))
        return inherits or bool(members.raw_attribute(value, method))

    def container_call(self, member: ContainerMember, arguments: Arguments) -> Values:
        """What calling a method of a builtin container gives."""
        container = member.container
        if member.name in ("get", "pop", "setdefault"):
            key = arguments[0] if arguments else ()
            fallback = arguments[1] if len(arguments) > 1 else ()
            return union(self.item(container, key), fallback)
        if member.name in ("popleft", "popitem"):
            return container.elements
        if member.name in ("values", "copy", "union", "difference"):
            kind = container.kind if member.name == "copy" else "list"
            return (ContainerValue(kind, container.elements),)
        if member.name in ("__add__", "__or__") and arguments:
            more = self.spread(arguments[0], container.kind == "dict")
            return (ContainerValue(container.kind, union(container.elements, more)),)
        if member.name == "items":
            return (ContainerValue("list", (TupleValue(((), container.elements)),)),)
        return ()

    def _special(self, value: Value, method: str) -> Values:
        """The result of a special method, empty where the value has none."""
        linker = self._linker
        if isinstance(value, LibraryInstance):
            model = linker.library.method(value.name, method)
            return linker.library_type(model.returns, (value,)) if model is not None else ()
        if isinstance(value, InstanceValue):
            found = linker.members.raw_attribute(value, method)
            return union(
                *[
                    linker.calls.called(callee, (), ())
                    for callee in found
                    if isinstance(callee, (FunctionValue, LibraryMember))
                ]
            )
        return ()
