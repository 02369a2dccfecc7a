"""What calls and decorators give: frames, instances, and what the blocklist says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from loopguard.blocklist.models import CallableModel, Makes
from loopguard.domain.summary import (
    Attribute,
    Call,
    FunctionSummary,
    Parameter,
    SiteKind,
    Starred,
)
from loopguard.graph.conditions import argument_at, is_harmless
from loopguard.graph.dispatch import DispatchIndex
from loopguard.graph.passing import UNKNOWN_KEYWORDS, FrameMaker
from loopguard.graph.values import (
    CALLABLES,
    Arguments,
    AwaitableValue,
    CallableValue,
    ClassValue,
    ContainerMember,
    ContainerValue,
    CoroutineValue,
    Frame,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    Keywords,
    LibraryInstance,
    LibraryIterator,
    LibraryMember,
    LibraryValue,
    LiteralValue,
    ManagerValue,
    OffloadedValue,
    PartialValue,
    SuperValue,
    TupleValue,
    Value,
    Values,
    WrappedIterator,
    has_kind,
    relevant_values,
    scalar,
    union,
    without_members,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_KINDS = {"builtins.staticmethod": "static", "builtins.classmethod": "class"}
_MADE = {Makes.PROPERTY: "property", Makes.DISPATCH: "dispatch", Makes.CONTEXT_MANAGER: "manager"}
_DEEPEST_CONSTRUCTION = 4
_COLLECTING = frozenset({"list", "tuple", "set", "frozenset", "sorted", "collections.deque"})
_OF_LANGUAGE = ("builtins.", "collections.", "typing")
_WRAPPING = frozenset({"enumerate", "zip", "reversed", "iter"})


class CallEvaluator:
    """Evaluates calls; `frame_of` gives the frame in which a function runs for one."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._dispatch = DispatchIndex(linker)
        self.frame_of = FrameMaker(linker).of

    # calls in the code

    def result(self, call: Call, frame: Frame) -> Values:
        """What the call gives."""
        callees = self._linker.evaluate(call.function, frame)
        if not callees:
            return ()
        arguments, keywords = self.arguments(call, frame)
        found = []
        for callee in callees:
            if isinstance(callee, LibraryValue) and callee.name.startswith(_OF_LANGUAGE):
                special = self._language(callee.name, call, frame, arguments, keywords)
                if special is not None:
                    found.append(special)
                    continue
            found.append(self.called(callee, arguments, keywords))
        return union(*found)

    def arguments(self, call: Call, frame: Frame) -> tuple[Arguments, Keywords]:
        """The values of a call's arguments.

        `*x` and `**x` are spread where one tuple or dict is all that x can be; what follows a `*`
        of unknown length is not known by position.
        """
        linker = self._linker
        expressions = linker.modules[frame.module].summary.expressions
        positional: list[Values] = []
        rest_is_unknown = False
        for argument in call.arguments:
            expression = expressions[argument]
            if isinstance(expression, Starred):
                spread = linker.evaluate(expression.value, frame)
                if len(spread) != 1 or not isinstance(spread[0], TupleValue):
                    rest_is_unknown = True
                    break
                positional.extend(spread[0].items)
            else:
                positional.append(self._argument(argument, frame))
        keywords: list[tuple[str, Values]] = []
        for name, value in call.keywords:
            values = self._argument(value, frame)
            if name:
                keywords.append((name, values))
            elif len(values) == 1 and isinstance(values[0], ContainerValue) and values[0].keyed:
                keywords.extend((str(key.value), given) for key, given in values[0].keyed)
            else:
                keywords.append((UNKNOWN_KEYWORDS, ()))
        if rest_is_unknown:
            keywords.append((UNKNOWN_KEYWORDS, ()))
        return tuple(positional), tuple(keywords)

    def _argument(self, index: int, frame: Frame) -> Values:
        """What an argument can be; a constant only where it cannot be anything else.

        Of `a or False` nothing but the False may be known.
        """
        values = self._linker.evaluate(index, frame)
        general = without_members(values)
        if general is not values and not self._linker.constants.is_all(index, frame):
            values = general
        if not has_kind(values, LiteralValue):
            return values
        expression = self._linker.modules[frame.module].summary.expressions[index]
        if isinstance(expression, Parameter) or self._linker.constants.is_literal(index, frame):
            return values
        kept = [v for v in values if not isinstance(v, LiteralValue) or v.kind in ("int", "float")]
        texts = [scalar("str") for v in values if isinstance(v, LiteralValue) and v.kind == "str"]
        return (*kept, *texts[:1])

    def _language(
        self, name: str, call: Call, frame: Frame, arguments: Arguments, keywords: Keywords
    ) -> Values | None:
        """Builtins whose result depends on the language and not on a library."""
        linker = self._linker
        builtin = name.removeprefix("builtins.")
        if builtin == "super":
            return self._super(frame)
        if name in ("typing.cast", "typing_extensions.cast") and len(call.arguments) == 2:
            return self._cast(linker.annotations.read(call.arguments[0], frame), arguments[1])
        if builtin == "dict" or name == "collections.defaultdict":
            return self._dict(name, arguments, keywords)
        if not arguments:
            return None
        if builtin in _WRAPPING:
            sources = tuple([relevant_values(values) for values in arguments])
            elements = tuple([self._elements(values) for values in arguments])
            if builtin == "enumerate":
                elements = ((), *elements[:1])
            pairs = builtin in ("enumerate", "zip")
            kept = (TupleValue(elements),) if pairs else union(*elements[:1])
            return (WrappedIterator(union(*sources), kept),)
        if builtin in _COLLECTING:
            return (ContainerValue("list", self._elements(arguments[0])),)
        if builtin == "next":
            return self._elements(arguments[0])
        if builtin == "type" and len(arguments) == 1:
            return union(*[linker.class_value(value) for value in arguments[0]])
        if builtin == "getattr" and len(arguments) >= 2:
            return self._attribute_by_name(*arguments[:3])
        return None

    def _dict(self, name: str, arguments: Arguments, keywords: Keywords) -> Values:
        """What `dict(other, key=value)` holds, and `defaultdict(factory)` will."""
        if name == "collections.defaultdict" and arguments:
            made = union(*[self.called(factory, (), ()) for factory in arguments[0]])
            copied, given = made, arguments[1:2]
        else:
            copied, given = (), arguments[:1]
        copied = union(copied, self._linker.protocols.spread(union(*given), is_dict=True))
        known = not given and all(key for key, _ in keywords)
        keyed = tuple([(LiteralValue(key, "str"), values) for key, values in keywords])
        elements = union(copied, *[values for _, values in keywords])
        return (ContainerValue("dict", elements, keyed if known else ()),)

    def _attribute_by_name(self, owners: Values, names: Values, default: Values = ()) -> Values:
        """What `getattr` gives: the default only where no such attribute is known."""
        texts = [name.value for name in names if isinstance(name, LiteralValue)]
        members = self._linker.members
        found = [
            members.attribute(owner, text)
            for owner in owners
            for text in texts
            if isinstance(text, str)
        ]
        callables = tuple(value for value in default if isinstance(value, CALLABLES))
        return union(*found) or callables

    def _cast(self, named: Values, values: Values) -> Values:
        """The values that are of the named type; the type where none is known to be."""
        fitting = tuple(value for value in values if self._linker.members.is_a(value, named))
        return fitting or named or values

    def _elements(self, values: Values) -> Values:
        return union(*[self._linker.protocols.element(value, -1) for value in values])

    def _super(self, frame: Frame) -> Values:
        around: Frame | None = frame
        while around is not None:
            function = self._linker.function(around)
            if around.function > 0 and function.owner >= 0:
                parameter = Parameter(around.function, 0)
                receivers = self._linker.evaluate_parameter(parameter, around)
                return tuple(
                    SuperValue(around.module, function.owner, receiver)
                    for receiver in receivers
                    if isinstance(receiver, (InstanceValue, ClassValue))
                )
            around = around.parent
        return ()

    # calls of values

    def called(self, callee: Value, arguments: Arguments, keywords: Keywords) -> Values:
        """What calling the value with these arguments gives."""
        linker = self._linker
        match callee:
            case FunctionValue():
                return self._function(callee, arguments, keywords)
            case ClassValue():
                return self._instantiated(callee, arguments, keywords)
            case LibraryValue(name=name):
                model = linker.library.function(name)
                class_model = linker.library.class_(name)
                if model is None and class_model is not None:
                    model = class_model.construct
                if model is not None:
                    known = self._modelled(model, callee, (), arguments, keywords)
                    if known is not None:
                        return known
                last = name.rpartition(".")[2]
                if class_model is not None or last[:1].isupper():
                    return linker.instance_of(callee)
            case LibraryMember(owner=owner, path=path):
                model = linker.library.method(owner, path)
                receiver: Values = (LibraryInstance(owner, callee.arguments, callee.harmless),)
                if callee.receiver is not None:
                    receiver = (callee.receiver,)
                if callee.harmless:
                    return receiver if model is not None and model.returns == "self" else ()
                if model is not None:
                    known = self._modelled(model, callee, receiver, arguments, keywords)
                    return known or ()
            case InstanceValue():
                return union(
                    *[
                        self.called(method, arguments, keywords)
                        for method in linker.members.raw_attribute(callee, "__call__")
                        if isinstance(method, FunctionValue)
                    ]
                )
            case LibraryInstance(name=owner) if linker.library.method(owner, "__call__"):
                return self.called(LibraryMember(owner, "__call__"), arguments, keywords)
            case ContainerMember():
                return linker.protocols.container_call(callee, arguments)
            case PartialValue(function=function):
                return self.called(
                    function, (*callee.arguments, *arguments), (*callee.keywords, *keywords)
                )
            case CallableValue(results=results):
                return results
            case OffloadedValue(function=function):
                return (AwaitableValue(self.called(function, arguments, keywords)),)
        return ()

    def _instantiated(self, callee: ClassValue, arguments: Arguments, keywords: Keywords) -> Values:
        """An instance that remembers what its constructor was given, as far as it matters."""
        bare = InstanceValue(callee.module, callee.index, callee.closure)
        for method in self._linker.members.raw_attribute(bare, "__init__"):
            if isinstance(method, FunctionValue):
                shallow = tuple([self._shallow(values) for values in arguments])
                named = tuple([(name, self._shallow(values)) for name, values in keywords])
                frame = self.frame_of(method, shallow, named)
                given = {place: values for place, values in frame.bindings if place}
                if given:
                    origin = self._linker.frames.frame(
                        frame.module, frame.function, frame.parent, given
                    )
                    return (InstanceValue(bare.module, bare.index, bare.closure, origin),)
        return (bare,)

    def _shallow(self, values: Values) -> Values:
        """Values whose own origins hold no further ones: chains of objects stay finite."""
        return tuple(
            InstanceValue(value.module, value.index, value.closure)
            if isinstance(value, InstanceValue)
            and value.origin is not None
            and any(
                isinstance(inner, InstanceValue) and inner.origin is not None
                for _, given in value.origin.bindings
                for inner in given
            )
            else value
            for value in values
        )

    def constructor_frame(self, owner: ClassValue, receiver: InstanceValue) -> Frame | None:
        """The frame of the `__init__` of `owner` in the construction of `receiver`.

        A subclass's `__init__` leads there through its call of `super().__init__`.
        """
        linker = self._linker
        frame: Frame | None = receiver.origin
        for _ in range(_DEEPEST_CONSTRUCTION):
            if frame is None:
                return None
            function = linker.function(frame)
            if frame.module == owner.module and function.owner == owner.index:
                return frame
            frame = self._next_constructor(frame, function)
        return None

    def _next_constructor(self, frame: Frame, function: FunctionSummary) -> Frame | None:
        linker = self._linker
        expressions = linker.modules[frame.module].summary.expressions
        for site in function.sites:
            call = expressions[site.target]
            if isinstance(call, Call) and site.kind == SiteKind.CALL:
                callee = expressions[call.function]
                if isinstance(callee, Attribute) and callee.name == "__init__":
                    for value in linker.evaluate(call.function, frame):
                        if isinstance(value, FunctionValue):
                            return self.frame_of(value, *self.arguments(call, frame))
        return None

    def implementations(
        self, callee: FunctionValue, arguments: Arguments
    ) -> tuple[FunctionValue, ...]:
        """The functions that a call may run: one, unless it dispatches on its first argument."""
        if callee.kind != "dispatch":
            return (callee,)
        return self._dispatch.implementations(callee, arguments[0] if arguments else ())

    def _function(self, callee: FunctionValue, arguments: Arguments, keywords: Keywords) -> Values:
        if callee.kind == "dispatch":
            functions = self.implementations(callee, arguments)
            plain = [self._of_kind(function, "") for function in functions]
            return union(*[self._function(f, arguments, keywords) for f in plain])
        frame = self.frame_of(callee, arguments, keywords)
        function = self._linker.function(frame)
        if callee.kind == "manager":
            return (ManagerValue(frame),)
        if function.is_generator:
            return (GeneratorValue(frame),)
        if function.is_async:
            return (CoroutineValue(frame),)
        return self.returned(frame)

    def _modelled(
        self,
        model: CallableModel,
        callee: Value,
        receiver: Values,
        arguments: Arguments,
        keywords: Keywords,
    ) -> Values | None:
        """What the blocklist says that the call gives; None where it says nothing."""
        if model.makes is not None:
            operands = arguments[0] if arguments else ()
            functions = tuple(value for value in operands if isinstance(value, CALLABLES))
            if not functions:
                return (callee,)  # a decorator called with its options
            made = [self._made(model, callee, f, arguments[1:], keywords) for f in functions]
            return tuple(
                msgspec.structs.replace(value, attached=model.attaches)
                if model.attaches and isinstance(value, FunctionValue)
                else value
                for value in made
            )
        if is_harmless(model, arguments, keywords, self._linker.library):
            return self._harmless(model, callee) if isinstance(callee, LibraryValue) else None
        if model.injects:
            return self._injected(model, arguments, keywords)
        if model.wraps:
            return self._wrapped(arguments)
        if model.returns.startswith("generic["):
            name = model.returns[len("generic[") : -1]
            position = int(name) if name.isdecimal() else name
            given = relevant_values(argument_at(position, arguments, keywords))
            return (LibraryInstance(model.name, (given,)),)
        if model.returns:
            values = self._linker.library_type(model.returns, receiver, arguments)
            if model.is_lazy and isinstance(callee, (LibraryValue, LibraryMember)):
                elements = union(*[self._linker.protocols.element(v, -1) for v in values])
                return (LibraryIterator(callee, elements),)
            return values
        if isinstance(callee, LibraryValue) and self._linker.library.class_(callee.name):
            return None
        for place in model.offloads:
            handed = argument_at(place, arguments, keywords)
            rest = arguments[place + 1 :] if isinstance(place, int) else ()
            results = union(*[self.called(value, rest, ()) for value in handed])
            return (AwaitableValue(results),)
        return None

    def _harmless(self, model: CallableModel, callee: LibraryValue) -> Values:
        """What a call in memory, or one that is over at once, gives.

        Most of that does not block either; it is kept where its class has methods that do anyway.
        """
        library = self._linker.library
        is_class = library.class_(callee.name) is not None
        made = self._linker.library_type(callee.name if is_class else model.returns, ())
        return tuple(
            msgspec.structs.replace(value, harmless=True)
            for value in made
            if isinstance(value, LibraryInstance) and library.blocks_anyway(value.name)
        )

    def _wrapped(self, arguments: Arguments) -> Values:
        """A lazy iterator over the arguments, which calls those that are functions."""
        sources = relevant_values(union(*arguments))
        functions = [value for value in sources if isinstance(value, CALLABLES)]
        elements = self._elements(tuple(value for value in sources if value not in functions))
        results = union(*[self.called(function, (elements,), ()) for function in functions])
        return (WrappedIterator(sources, union(results, elements)),)

    def _injected(self, model: CallableModel, arguments: Arguments, keywords: Keywords) -> Values:
        """What a framework puts where a dependency is declared: its result, or what it yields."""
        linker = self._linker
        found: list[Values] = []
        for place in model.injects:
            for dependency in argument_at(place, arguments, keywords):
                for result in self.called(dependency, (), ()):
                    if isinstance(result, GeneratorValue):
                        found.append(linker.protocols.element(result, -1))
                    else:
                        found.append(linker.awaited(result) or (result,))
        return union(*found)

    def _made(
        self, model: CallableModel, callee: Value, function: Value, rest: Arguments, named: Keywords
    ) -> Value:
        makes = model.makes
        if makes is Makes.OFFLOADED:
            return OffloadedValue(function)
        if makes is Makes.PARTIAL:
            return PartialValue(function, rest, named)
        if not isinstance(function, FunctionValue):
            return function
        if makes is Makes.CACHED:
            return msgspec.structs.replace(function, cached=True)
        if makes is Makes.CACHED_PROPERTY:
            return msgspec.structs.replace(function, kind="property", cached=True)
        summary = self._linker.modules[function.module].summary.functions[function.function]
        if makes is Makes.WAITING and not (summary.is_async or summary.is_generator):
            return msgspec.structs.replace(function, managers=(*function.managers, callee))
        return self._of_kind(function, _MADE[makes]) if makes in _MADE else function

    def _of_kind(self, function: FunctionValue, kind: str) -> FunctionValue:
        return msgspec.structs.replace(function, kind=kind)

    def returned(self, frame: Frame) -> Values:
        """What the frame's function returns: as inferred where that fits the annotation."""
        linker = self._linker
        function = linker.function(frame)
        typed = linker.annotations.read(function.returns, frame)
        inferred = linker.evaluate_all(function.results, frame) if function.results else ()
        if not typed:
            return inferred
        fitting = tuple(value for value in inferred if linker.members.is_a(value, typed))
        if fitting or not linker.guards.is_none(function.results, frame):
            return fitting or typed
        return typed if linker.hierarchy.is_overridden(frame.module, function) else inferred

    # decorators

    def decorated(self, index: int, frame: Frame) -> Values:
        """What the name of a function holds once its decorators have run."""
        linker = self._linker
        function = linker.modules[frame.module].summary.functions[index]
        closure = linker.enclosing(frame, function.parent)
        values: Values = (FunctionValue(frame.module, index, closure),)
        for decorator in reversed(function.decorators):
            applied = [
                self._apply(candidate, values) for candidate in linker.evaluate(decorator, frame)
            ]
            values = union(*applied) if applied else values
        return values

    def _apply(self, decorator: Value, values: Values) -> Values:
        if self._is_managing(decorator):
            return tuple(
                msgspec.structs.replace(value, managers=(*value.managers, decorator))
                if isinstance(value, FunctionValue)
                else value
                for value in values
            )
        if isinstance(decorator, LibraryValue) and decorator.name in _KINDS:
            kind = _KINDS[decorator.name]
            return tuple(
                self._of_kind(value, kind) if isinstance(value, FunctionValue) else value
                for value in values
            )
        results = self.called(decorator, (values,), ())
        callables = tuple(value for value in results if isinstance(value, CALLABLES))
        is_class = isinstance(decorator, (LibraryValue, LibraryMember, ClassValue))
        if is_class and all(isinstance(v, (InstanceValue, LibraryInstance)) for v in results):
            return values  # registered, or wrapped in an object of which nothing is known
        return self._for_their_kind(callables, values) or values

    def _for_their_kind(self, made: Values, functions: Values) -> Values:
        """What a decorator made of functions, where it has one wrapper for each kind of function.

        `return async_wrapper if is_async(function) else wrapper`: whatever asks, the answer for a
        coroutine function can only be the asynchronous one.
        """
        kinds = {self._is_async(value) for value in functions}
        if len(kinds) != 1 or {self._is_async(value) for value in made} != {True, False}:
            return made
        return tuple(value for value in made if self._is_async(value) in kinds)

    def _is_async(self, value: Value) -> bool | None:
        """Whether it is a coroutine function; None for what is no function of the project."""
        if not isinstance(value, FunctionValue):
            return None
        return self._linker.modules[value.module].summary.functions[value.function].is_async

    def _is_managing(self, decorator: Value) -> bool:
        """Whether it is a context manager that, as a decorator, is entered at each call."""
        if isinstance(decorator, ManagerValue):
            return True
        if not isinstance(decorator, (InstanceValue, LibraryInstance)):
            return False
        return any(
            isinstance(member, LibraryMember)
            and (model := self._linker.library.method(member.owner, member.path)) is not None
            and model.makes is Makes.MANAGED
            for member in self._linker.members.raw_attribute(decorator, "__call__")
        )
