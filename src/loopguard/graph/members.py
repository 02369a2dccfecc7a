"""Looks attributes up: on modules, classes and instances of the project and of libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeGuard

import msgspec

from loopguard.domain.summary import Call, FunctionRef, FunctionSummary
from loopguard.graph.conditions import argument_at
from loopguard.graph.values import (
    CALLABLES,
    CallableValue,
    ClassValue,
    ContainerMember,
    ContainerValue,
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryInstance,
    LibraryMember,
    LibraryValue,
    LiteralValue,
    ModuleValue,
    PackageValue,
    SuperValue,
    TupleValue,
    Value,
    Values,
    as_likely,
    has_kind,
    scalar,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loopguard.graph.link import Linker


class BuiltField(NamedTuple):
    """A field of a data class (its place among the fields) and the functions that make it."""

    name: str
    position: int
    factories: Values


Ancestor = ClassValue | LibraryValue
"""A class in a method resolution order."""


class MemberLookup:
    """Answers what `value.name` is."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._orders: dict[tuple[int, int], tuple[Ancestor, ...]] = {}
        self._known: dict[tuple[ClassValue | InstanceValue, str], Values] = {}
        self._built: dict[tuple[int, int], tuple[BuiltField, ...]] = {}

    def attribute(self, value: Value, name: str) -> Values:
        """What loading the attribute gives; a property's getter counts as run."""
        found = self.raw_attribute(value, name)
        if has_kind(found, FunctionValue) and any(_is_property(v) for v in found):
            calls = self._linker.calls
            found = union(
                *[
                    calls.returned(calls.frame_of(v, (), ())) if _is_property(v) else (v,)
                    for v in found
                ]
            )
        if not found and isinstance(value, InstanceValue) and not name.startswith("__"):
            calls = self._linker.calls
            hooks = self.attribute_hooks(value, name)
            given = union(*[calls.returned(calls.frame_of(hook, (), ())) for hook in hooks])
            # Which of several a proxy gives for this name, its code alone knows.
            return given if len(given) <= 1 else as_likely(given)
        return found

    def raw_attribute(self, value: Value, name: str) -> Values:
        """The same with a property as its getter."""
        if isinstance(value, (InstanceValue, ClassValue)):  # four of five
            return self._of_object(value, name)
        linker = self._linker
        match value:
            case ModuleValue(module=module):
                return linker.exports(module, name)
            case PackageValue():
                return linker.submodule(value, name)
            case SuperValue(receiver=receiver):
                return self._of_class(self._after(value), name, receiver)
            case LibraryInstance(name=owner, arguments=arguments, harmless=harmless):
                typed = linker.library.attribute(owner, name)
                if typed:
                    return () if harmless else linker.library_type(typed, (value,))
                own = () if linker.library.method(owner, name) else self.of_project(value, name)
                return own or (LibraryMember(owner, name, arguments, harmless),)
            case LibraryMember(owner=owner, path=path):
                dotted = f"{path}.{name}"
                typed = linker.library.attribute(owner, dotted)
                if typed:
                    return linker.library_type(typed, (LibraryInstance(owner),))
                stored = linker.stores.stored_attribute((path.rpartition(".")[2],), name)
                return stored or (LibraryMember(owner, dotted),)
            case LibraryValue(name=dotted):
                return self._of_library(dotted, name)
            case FunctionValue(attached=attached) if attached:
                return self._inherited(attached, name, value) or ()
            case ContainerValue():
                return (ContainerMember(value, name),)
            case TupleValue(items=items):
                return (ContainerMember(ContainerValue("tuple", union(*items)), name),)
            case LiteralValue(value=literal) if literal is not None:
                return self.raw_attribute(scalar(type(literal).__name__), name)
        return ()

    def of_project(self, value: LibraryInstance, name: str) -> Values:
        """What the project gives a library's object: by assignment, or in its own subclass."""
        if name.startswith("__"):
            return ()
        stored = self._linker.stores.set_on_library(value, name)
        if stored or not self._linker.library.is_application(value.name):
            return stored
        found = [
            self.attribute(subclass, name)
            for subclass in self._linker.hierarchy.objects_of_library(value.name)
            if self.has_own(subclass, name)
        ]
        return found[0] if len(found) == 1 else ()

    def _of_library(self, dotted: str, name: str) -> Values:
        library = self._linker.library
        if library.class_(dotted) is not None:
            typed = library.attribute(dotted, name)
            if typed:
                return self._linker.library_type(typed, (LibraryInstance(dotted),))
            if library.method(dotted, name) is not None:
                return (LibraryMember(dotted, name),)
        qualified = library.canonical(f"{dotted}.{name}")
        stores = self._linker.stores
        stored: Values = ()
        if "." in dotted and stores.is_stored(name) and not library.described_below(dotted):
            stored = stores.set_on_library(LibraryValue(dotted), name)  # `g.db`; no module's
        for known in stores.known_as(dotted.rpartition(".")[2]):
            stored = stored or self.of_project(known, name)
        return stored or (LibraryValue(qualified),)

    # classes

    def ancestors(self, value: ClassValue | InstanceValue) -> tuple[Ancestor, ...]:
        """The class and its bases in the order in which attributes are looked up."""
        key = (value.module, value.index)
        known = self._orders.get(key)
        if known is not None:
            return known
        own = ClassValue(value.module, value.index, value.closure)
        self._orders[key] = (own,)  # a class among its own bases
        summary = self._linker.modules[value.module].summary.classes[value.index]
        frame = value.closure or self._linker.module_frame(value.module)
        order: list[Ancestor] = []
        for base in summary.bases:
            for candidate in self._linker.evaluate(base, frame):
                if isinstance(candidate, ClassValue):
                    order.extend(self.ancestors(candidate))
                elif isinstance(candidate, LibraryValue):
                    order.append(candidate)
        # A base shared by several classes comes after the last of them, as in C3.
        last = {ancestor: position for position, ancestor in enumerate(order)}
        unique = [a for position, a in enumerate(order) if last[a] == position and a != own]
        self._orders[key] = (own, *unique)
        return self._orders[key]

    def _after(self, value: SuperValue) -> tuple[Ancestor, ...]:
        receiver = value.receiver
        own = (value.module, value.index)
        if isinstance(receiver, (ClassValue, InstanceValue)):
            order = self.ancestors(receiver)
            for position, ancestor in enumerate(order):
                if isinstance(ancestor, ClassValue) and (ancestor.module, ancestor.index) == own:
                    return order[position + 1 :]
        return self.ancestors(ClassValue(*own))[1:]

    def _of_object(self, value: ClassValue | InstanceValue, name: str) -> Values:
        """The attribute of a class or an object; looked up once, as it is asked for often."""
        key = (value, name)
        known = self._known.get(key)
        if known is not None:
            return known
        found, is_whole = self._linker.whole(lambda: self._of_concrete(value, name))
        if is_whole:
            self._known[key] = found
        return found

    def _of_concrete(self, value: ClassValue | InstanceValue, name: str) -> Values:
        """The attribute; for an abstract class a method of its concrete subclasses.

        What the abstract class lacks, code that asks for it finds in some of these.
        """
        order = self.ancestors(value)
        found = self._of_class(order, name, value)
        if not isinstance(value, InstanceValue) or any(map(self._is_stub, found)):
            return found
        if not all(isinstance(member, FunctionValue) for member in found):
            return found
        owners = self._linker.abstract.owners(value, name)
        parts: list[Values] = []
        for owner, subclass in owners.items():
            if owner in order:
                parts.append(found)
            elif isinstance(owner, LibraryValue):
                parts.append(self._inherited(owner.name, name, self._as_instance(subclass)) or ())
            else:
                below = order[0] in self.ancestors(owner)
                receiver = self._as_instance(owner if below else subclass)
                parts.append(self._own(owner, name, receiver) or ())
        return union(*parts) or found

    def _of_class(
        self, order: tuple[Ancestor, ...], name: str, receiver: ClassValue | InstanceValue
    ) -> Values:
        for ancestor in order:
            if isinstance(ancestor, LibraryValue):
                found = self._inherited(ancestor.name, name, receiver)
            else:
                found = self._own(ancestor, name, receiver)
            if found is not None:
                if isinstance(receiver, InstanceValue) and _is_placeholder(found):
                    found = union(found, self._linker.stores.set_on(receiver, name))
                return self._implemented(found, name, receiver)
        if isinstance(receiver, InstanceValue) and not name.startswith("__"):
            if name == "value" and self.is_enum(ClassValue(receiver.module, receiver.index)):
                return self._enum_values(receiver)
            return self._linker.stores.set_on(receiver, name)
        return ()

    def has_own(self, value: InstanceValue, name: str) -> bool:
        """Whether the class itself, and not one of its bases, defines the attribute."""
        summary = self._linker.modules[value.module].summary.classes[value.index]
        return name in {*summary.members, *summary.instance, *summary.annotations}

    def has(self, value: InstanceValue, name: str) -> bool:
        """Whether the class or one of its bases defines the attribute, whatever it is."""
        for ancestor in self.ancestors(value):
            if isinstance(ancestor, LibraryValue):
                if self._linker.library.method(ancestor.name, name) is not None:
                    return True
            else:
                summary = self._linker.modules[ancestor.module].summary.classes[ancestor.index]
                if name in {*summary.members, *summary.instance, *summary.annotations}:
                    return True
        return False

    def class_level(self, value: InstanceValue, name: str) -> Values:
        """What the class itself holds under a name, as descriptors do."""
        for ancestor in self.ancestors(value):
            if isinstance(ancestor, ClassValue):
                summary = self._linker.modules[ancestor.module].summary.classes[ancestor.index]
                if name in summary.members:
                    frame = self.class_frame(ancestor, value)
                    return self._linker.evaluate_all(summary.members[name], frame)
        return ()

    def built_fields(self, value: InstanceValue) -> tuple[BuiltField, ...]:
        """The fields of a data class whose value a function makes at each construction."""
        key = (value.module, value.index)
        return self._linker.once(
            self._built, key, lambda: tuple(self._find_built_fields(value)), ()
        )

    def _find_built_fields(self, value: InstanceValue) -> Iterator[BuiltField]:
        linker = self._linker
        for ancestor in self.ancestors(value):
            if not isinstance(ancestor, ClassValue):
                continue
            module = linker.modules[ancestor.module].summary
            summary = module.classes[ancestor.index]
            frame = ancestor.closure or linker.module_frame(ancestor.module)
            for position, name in enumerate(summary.annotations):
                for member in summary.members.get(name, ()):
                    call = module.expressions[member]
                    if not isinstance(call, Call):
                        continue
                    for callee in linker.evaluate(call.function, frame):
                        if isinstance(callee, LibraryValue):
                            model = linker.library.function(callee.name)
                            places = model.builds if model is not None else ()
                            given = linker.calls.arguments(call, frame)
                            made = [argument_at(place, *given) for place in places]
                            if any(made):
                                yield BuiltField(name, position, union(*made))

    def attribute_hooks(self, value: InstanceValue, name: str) -> list[FunctionValue]:
        """The `__getattribute__` that a load runs, or `__getattr__` where nothing else is found."""
        found = list(self.raw_attribute(value, "__getattribute__"))
        if not self.raw_attribute(value, name):
            found += self.raw_attribute(value, "__getattr__")
        return [member for member in found if isinstance(member, FunctionValue)]

    def _implemented(
        self, found: Values, name: str, receiver: ClassValue | InstanceValue
    ) -> Values:
        """The overrides in subclasses where the method itself is abstract or a protocol's."""
        if not isinstance(receiver, InstanceValue) or not any(map(self._is_stub, found)):
            return found
        implementations = self._linker.hierarchy.implementations(receiver, name)
        concrete = tuple(
            member
            for subclass in implementations.classes
            for member in self._own(subclass, name, self._as_instance(subclass)) or ()
            if not self._is_stub(member)
        )
        return union(concrete if implementations.certain else as_likely(concrete)) or found

    def _is_stub(self, value: Value) -> bool:
        if not isinstance(value, FunctionValue):
            return False
        summary = self._linker.modules[value.module].summary
        return summary.functions[value.function].is_stub

    def _as_instance(self, value: ClassValue) -> InstanceValue:
        return InstanceValue(value.module, value.index, value.closure)

    def _inherited(self, base: str, name: str, receiver: object) -> Values | None:
        library = self._linker.library
        own = receiver if isinstance(receiver, InstanceValue) else None
        if isinstance(receiver, ClassValue):
            own = self._as_instance(receiver)
        typed = library.attribute(base, name)
        if typed:
            return self._linker.library_type(typed, (own,) if own is not None else ())
        model = library.method(base, name)
        if model is None:
            return None
        return (LibraryMember(base, name, receiver=own if model.returns == "self" else None),)

    def _own(
        self, owner: ClassValue, name: str, receiver: ClassValue | InstanceValue
    ) -> Values | None:
        """The attribute as this one class has it; None where it has no such attribute."""
        linker = self._linker
        summary = linker.modules[owner.module].summary.classes[owner.index]
        declared = summary.annotations.get(name) or summary.instance_annotations.get(name)
        assigned = (*summary.members.get(name, ()), *summary.instance.get(name, ()))
        if not declared and not assigned and name not in summary.members:
            return None
        if self.is_enum(owner) and not name.startswith("_"):
            member = self._enum_member(owner, name)
            if member is not None:
                return member
        frame = self.class_frame(owner, receiver)
        values = linker.evaluate_all(summary.members.get(name, ()), frame)
        values = union(
            tuple(self._bind(value, receiver) for value in values),
            linker.evaluate_all(summary.instance.get(name, ()), frame),
        )
        if declared:
            typed = linker.annotations.read(declared, frame)
            values = self.narrowed(values, typed)
        return values

    def is_enum(self, owner: ClassValue) -> bool:
        """Whether the class is an enumeration."""
        return any(
            isinstance(ancestor, LibraryValue) and ancestor.name.startswith("enum.")
            for ancestor in self.ancestors(owner)
        )

    def _enum_member(self, owner: ClassValue, name: str) -> Values | None:
        """A member of an enumeration is an instance of it."""
        summary = self._linker.modules[owner.module].summary
        values = summary.classes[owner.index].members.get(name, ())
        is_member = not any(isinstance(summary.expressions[v], FunctionRef) for v in values)
        if not values or not is_member:
            return None
        return (InstanceValue(owner.module, owner.index, member=name),)

    def _enum_values(self, value: InstanceValue) -> Values:
        summary = self._linker.modules[value.module].summary
        frame = self._linker.module_frame(value.module)
        return union(
            *[
                self._linker.evaluate_all(values, frame)
                for name, values in summary.classes[value.index].members.items()
                if (name == value.member if value.member else not name.startswith("_"))
                and not any(isinstance(summary.expressions[v], FunctionRef) for v in values)
            ]
        )

    def class_frame(self, owner: ClassValue, receiver: ClassValue | InstanceValue) -> Frame:
        """The frame in which a class's attributes are evaluated: it knows what `self` is."""
        bindings: dict[int, Values] = {0: (receiver,)}
        around = owner.closure
        if isinstance(receiver, InstanceValue) and receiver.origin is not None:
            around = self._linker.calls.constructor_frame(owner, receiver) or around
        return self._linker.frames.frame(owner.module, -1, around, bindings)

    def _bind(self, value: Value, receiver: ClassValue | InstanceValue) -> Value:
        """Turns a function found on a class into a bound method."""
        if not isinstance(value, FunctionValue) or value.receiver is not None:
            return value
        if value.kind == "static":
            return value
        if value.kind == "class":
            if isinstance(receiver, InstanceValue):
                receiver = ClassValue(receiver.module, receiver.index, receiver.closure)
        elif isinstance(receiver, ClassValue):
            return value
        return msgspec.structs.replace(value, receiver=receiver)

    def first_argument(
        self, function: FunctionSummary, instance: InstanceValue, frame: Frame
    ) -> Values:
        """What `self` or `cls` is when nothing more is known than the class around the method."""
        module = self._linker.modules[frame.module].summary
        for decorator in function.decorators:
            row = module.expressions[decorator]
            name = getattr(row, "name", "")
            if name == "staticmethod":
                return ()
            if name == "classmethod":
                return (ClassValue(instance.module, instance.index),)
        if function.name in ("__new__", "__init_subclass__", "__class_getitem__"):
            return (ClassValue(instance.module, instance.index),)
        return (instance,)

    def narrowed(self, values: Values, allowed: Values) -> Values:
        """The values that an annotation allows; what it says, where it says more than they do.

        `ContextVar("x")` and an empty list say less than `ContextVar[Session]` and `list[Path]`.
        """
        if not allowed:
            return values
        fitting = tuple(value for value in values if self.is_a(value, allowed))
        if all(map(_is_bare, fitting)) and any(
            isinstance(value, (ContainerValue, LibraryInstance)) and not _is_bare(value)
            for value in allowed
        ):
            return allowed
        return fitting or allowed

    def is_a(self, value: Value, allowed: Values) -> bool:
        """Whether the value is an instance of the class of any of the `allowed` instances."""
        for target in allowed:
            if value == target:
                return True
            if isinstance(value, InstanceValue):
                wanted = self._linker.class_of(target)
                if wanted is not None and any(
                    self._linker.same_class(ancestor, wanted) for ancestor in self.ancestors(value)
                ):
                    return True
                if isinstance(target, InstanceValue) and self._linker.hierarchy.fits(value, target):
                    return True
            if isinstance(value, LiteralValue) and target == scalar(value.kind):
                return True
            if isinstance(value, LibraryInstance) and isinstance(target, LibraryInstance):
                ancestors = self._linker.library.ancestors(value.name)
                if any(model.name == target.name for model in ancestors):
                    return True
            if isinstance(value, ContainerValue) and isinstance(target, ContainerValue):
                return True
            if isinstance(value, CALLABLES) and isinstance(target, CallableValue):
                return True
        return False


def _is_property(value: Value) -> TypeGuard[FunctionValue]:
    return isinstance(value, FunctionValue) and value.kind == "property"


def _is_placeholder(values: Values) -> bool:
    """Whether it is the `None` that a class gives an attribute until somebody sets it."""
    return len(values) == 1 and values[0] == LiteralValue(None, "NoneType")


def _is_bare(value: Value) -> bool:
    """Whether it is a container, or an object of a generic class, of which no content is known."""
    if isinstance(value, ContainerValue):
        return not value.elements
    return isinstance(value, LibraryInstance) and not any(value.arguments)
