"""Decides which code an event loop never reaches: what runs only where no loop is running.

Everything that is judged here runs on a loop, so `asyncio.get_running_loop()` never raises and a
handler for its failure is dead code; so is the branch for `loop is None` behind it.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Call,
    Choice,
    Guard,
    Guarded,
    GuardKind,
    Literal,
    ModuleSummary,
    Narrowed,
    Parameter,
    TextTest,
)
from loopguard.graph.decisive import Constant, passes
from loopguard.graph.values import (
    ClassValue,
    Frame,
    FunctionValue,
    InstanceValue,
    LibraryMember,
    LibraryValue,
    LiteralValue,
    Values,
)

if TYPE_CHECKING:
    from loopguard.blocklist.models import CallableModel
    from loopguard.graph.link import Linker

_DEEPEST = 12


class State(Enum):
    """What a value can be for a condition."""

    TRUE = "true"
    FALSE = "false"
    NONE = "none"


States = frozenset[State]
_FITTING: dict[int, States] = {
    GuardKind.TRUE: frozenset({State.TRUE}),
    GuardKind.FALSE: frozenset({State.FALSE, State.NONE}),
    GuardKind.NONE: frozenset({State.NONE}),
    GuardKind.SET: frozenset({State.TRUE, State.FALSE}),
}


_ANSWERING = {"true": State.TRUE, "false": State.FALSE, "unset": State.FALSE}
"""What calls give for sure on a running loop, by the `when_running` of the callee."""

_TRUE_ALONE: States = frozenset({State.TRUE})
_NONE_ALONE: States = frozenset({State.NONE})

_ANSWERS: dict[int, str] = {
    GuardKind.TRUE: "{}",
    GuardKind.FALSE: "not {}",
    GuardKind.SET: "{} is not None",
}
"""How the blocklist writes down that a method, which was just called, gave such a value."""


class GuardEvaluator:
    """Answers whether code under a guard can run on a loop; when in doubt it can."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._alive: dict[tuple[Frame, int], bool] = {}
        self._comparing: dict[tuple[int, int], bool] = {}

    def is_alive(self, guard: int, frame: Frame) -> bool:
        """Whether the conditions of the guard (an expression's index) may hold in the frame."""
        if guard == UNKNOWN:
            return True
        key = (frame, guard)
        known = self._alive.get(key)
        if known is None:
            return self._linker.once(self._alive, key, lambda: self._judge(guard, frame), True)
        return known

    def is_none(self, indices: tuple[int, ...], frame: Frame) -> bool:
        """Whether the expressions surely give `None` in the frame, all of them that are reached."""
        return self._all_states(indices, frame, _DEEPEST) == _NONE_ALONE

    def constants_of(self, index: int, frame: Frame) -> frozenset[Constant] | None:
        """All texts and members of enumerations that the expression can be; None where unknown."""
        return self._texts(index, frame, _DEEPEST)

    def is_doubtful(self, guard: int, frame: Frame) -> bool:
        """Whether the code is for another thread than some object's: the loop's own, mostly."""
        summary = self._linker.modules[frame.module].summary
        key = (frame.module, guard)
        if key not in self._comparing:
            self._comparing[key] = _compares(summary, guard)
        if not self._comparing[key]:
            return False
        while guard != UNKNOWN:
            row = summary.expressions[guard]
            assert isinstance(row, Guard)
            call = summary.expressions[row.value]
            if row.kind == GuardKind.UNEQUAL and isinstance(call, Call):
                model = self._model(call, frame, _DEEPEST)
                if model is not None and model.when_running == "thread":
                    return True
            guard = row.outer
        return False

    def is_ready(self, guard: int, call: Call, ready_when: tuple[str, ...], frame: Frame) -> bool:
        """Whether the code has just asked the object, and it said that it need not wait.

        `ready_when` are the answers that say so, see `CallableModel`. The object is recognised by
        its expression.
        """
        expressions = self._linker.modules[frame.module].summary.expressions
        method = expressions[call.function]
        while ready_when and guard != UNKNOWN and isinstance(method, Attribute):
            row = expressions[guard]
            assert isinstance(row, Guard)
            question = expressions[row.value]
            asked = expressions[question.function] if isinstance(question, Call) else None
            if isinstance(asked, Attribute) and asked.base == method.base:
                answer = _ANSWERS.get(row.kind, "").format(asked.name)
                if answer in ready_when:
                    return True
            guard = row.outer
        return False

    def _judge(self, index: int, frame: Frame) -> bool:
        guard = self._linker.modules[frame.module].summary.expressions[index]
        if not isinstance(guard, Guard):
            return True
        if guard.kind == GuardKind.RAISED:
            possible = not self._surely_returns(guard.value, frame)
        elif guard.kind == GuardKind.ANY:
            summary = self._linker.modules[frame.module].summary
            possible = any(self.is_alive(case, frame) for case in summary.members(guard.value))
        elif guard.kind not in _FITTING:
            possible = True
        else:
            states = self._states(guard.value, frame, _DEEPEST)
            possible = not states or bool(states & _FITTING[guard.kind])
        return possible and self.is_alive(guard.outer, frame)

    def _surely_returns(self, index: int, frame: Frame) -> bool:
        call = self._linker.modules[frame.module].summary.expressions[index]
        model = self._model(call, frame, _DEEPEST) if isinstance(call, Call) else None
        return model is not None and bool(model.when_running)

    def _states(self, index: int, frame: Frame, depth: int) -> States | None:
        """All that the value can be; None where that is not known."""
        expression = self._linker.modules[frame.module].summary.expressions[index]
        if not depth:
            return None
        match expression:
            case Literal(value=value):
                if value is None:
                    return frozenset({State.NONE})
                return frozenset({State.TRUE if value else State.FALSE})
            case Choice(members=members):
                return self._all_states(members, frame, depth - 1)
            case Narrowed(value=inner):
                return self._states(inner, frame, depth - 1)
            case Guarded(value=inner, guard=guard):
                if not self.is_alive(guard, frame):
                    return frozenset()
                return self._states(inner, frame, depth - 1)
            case TextTest():
                return self._states_of_test(expression, frame, depth - 1)
            case Call():
                return self._states_of_call(expression, frame, depth - 1)
            case Parameter():
                return _state_of_flag(self._linker.bound(expression, frame) or ())
            case Attribute(base=base, name=name):
                place = self._only_assignment(base, name, frame)
                return self._states(*place, depth - 1) if place is not None else None
        return None

    def _states_of_test(self, test: TextTest, frame: Frame, depth: int) -> States | None:
        subjects = self._texts(test.value, frame, depth)
        if subjects is None:
            return None
        texts = self._linker.decisive.with_constants(test, frame)
        if texts is None:
            return None
        return frozenset(
            State.TRUE if passes(test.kind, texts, subject) else State.FALSE for subject in subjects
        )

    def _texts(self, index: int, frame: Frame, depth: int) -> frozenset[Constant] | None:
        """All texts and members of enumerations that the value can be; None where unknown."""
        expression = self._linker.modules[frame.module].summary.expressions[index]
        if not depth:
            return None
        match expression:
            case Literal(value=str() | None):
                return self._constants(self._linker.evaluate(index, frame))
            case Parameter():
                bound = self._linker.bound(expression, frame) or ()
                return self._constants(bound) if len(bound) == 1 else None
            case Attribute(base=base, name=name):
                return self._texts_of_attribute(base, name, frame, depth - 1)
            case Narrowed(value=inner):
                return self._texts(inner, frame, depth - 1)
            case Guarded(value=inner, guard=guard):
                alive = self.is_alive(guard, frame)
                return self._texts(inner, frame, depth - 1) if alive else frozenset()
            case Choice(members=members):
                found: frozenset[Constant] = frozenset()
                for member in members:
                    texts = self._texts(member, frame, depth - 1)
                    if texts is None:
                        return None
                    found |= texts
                return found
        return None

    def _texts_of_attribute(
        self, base: int, name: str, frame: Frame, depth: int
    ) -> frozenset[Constant] | None:
        """The texts of `Kind.A.value`, or of an attribute that the class sets in one place."""
        values = self._linker.evaluate(base, frame)
        value = values[0] if len(values) == 1 else None
        if isinstance(value, InstanceValue) and value.member:
            return self._constants(self._linker.members.attribute(value, name))
        place = self._only_assignment(base, name, frame)
        return self._texts(*place, depth) if place is not None else None

    def _constants(self, values: Values) -> frozenset[Constant] | None:
        """The values as constants; None where there are none or one of them is something else."""
        found = [self._linker.decisive.constant(value) for value in values]
        known = frozenset(constant for constant in found if constant is not None)
        return known if known and None not in found else None

    def _all_states(self, indices: tuple[int, ...], frame: Frame, depth: int) -> States | None:
        found: States = frozenset()
        for index in indices:
            states = self._states(index, frame, depth)
            if states is None:
                return None
            found |= states
        return found

    def _states_of_call(self, call: Call, frame: Frame, depth: int) -> States | None:
        model = self._model(call, frame, depth)
        if model is not None and model.when_running in _ANSWERING:
            return frozenset({_ANSWERING[model.when_running]})
        found: States = frozenset()
        for callee in self._linker.evaluate(call.function, frame):
            states = self._states_returned(callee, call, frame, depth)
            if states is None:
                return None
            found |= states
        return found or None

    def _states_returned(
        self, callee: object, call: Call, frame: Frame, depth: int
    ) -> States | None:
        if not isinstance(callee, FunctionValue):
            return None
        calls = self._linker.calls
        called = calls.frame_of(callee, *calls.arguments(call, frame))
        function = self._linker.function(called)
        if function.is_async or function.is_generator or not function.results:
            return None
        return self._all_states(function.results, called, depth)

    def _only_assignment(self, base: int, name: str, frame: Frame) -> tuple[int, Frame] | None:
        """What an attribute is set to, if that is in one place, which is in its class."""
        values = self._linker.evaluate(base, frame)
        value = values[0] if len(values) == 1 else None
        if not isinstance(value, InstanceValue) or self._linker.stores.is_stored(name):
            return None
        places: list[tuple[int, ClassValue]] = []
        for ancestor in self._linker.members.ancestors(value):
            if not isinstance(ancestor, ClassValue):
                return None
            summary = self._linker.modules[ancestor.module].summary.classes[ancestor.index]
            if name in summary.members or name in summary.annotations:
                return None  # a field, which the constructor may set
            places += [(index, ancestor) for index in summary.instance.get(name, ())]
        if len(places) != 1:
            return None
        ((index, owner),) = places
        if self._is_constructing(base, owner, frame):
            return index, frame
        return index, self._linker.members.class_frame(owner, value)

    def _is_constructing(self, base: int, owner: ClassValue, frame: Frame) -> bool:
        """Whether it is the `self` of the class's own constructor, whose arguments are here."""
        row = self._linker.modules[frame.module].summary.expressions[base]
        function = self._linker.function(frame)
        return (
            row == Parameter(frame.function, 0)
            and function.name == "__init__"
            and (frame.module, function.owner) == (owner.module, owner.index)
        )

    def _model(self, call: Call, frame: Frame, depth: int) -> CallableModel | None:
        """What the blocklist says of the callee; most methods count on the running loop alone."""
        linker = self._linker
        callees = linker.evaluate(call.function, frame)
        if len(callees) != 1:
            return None
        (callee,) = callees
        if isinstance(callee, LibraryValue):
            return linker.library.function(callee.name)
        if isinstance(callee, LibraryMember):
            model = linker.library.method(callee.owner, callee.path)
            written = linker.modules[frame.module].summary.expressions[call.function]
            if model is None or not model.when_running or not isinstance(written, Attribute):
                return None
            is_of_thread = model.when_running == "unset"
            if is_of_thread or self._states(written.base, frame, depth) == _TRUE_ALONE:
                return model
        return None


def _compares(summary: ModuleSummary, guard: int) -> bool:
    """Whether some condition of the guard is that something is unequal."""
    while guard != UNKNOWN:
        row = summary.expressions[guard]
        assert isinstance(row, Guard)
        if row.kind == GuardKind.UNEQUAL:
            return True
        guard = row.outer
    return False


def _state_of_flag(values: Values) -> States | None:
    """The state of `True`, `False` or `None` that is all a value can be."""
    value = values[0] if len(values) == 1 else None
    if not isinstance(value, LiteralValue) or value.kind not in ("bool", "NoneType"):
        return None
    if value.value is None:
        return frozenset({State.NONE})
    return frozenset({State.TRUE if value.value else State.FALSE})
