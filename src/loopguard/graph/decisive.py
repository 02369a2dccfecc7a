"""Which arguments decide a branch: `if client is None`, `if name.startswith("oidc/")`.

Texts are kept out of frames, or every string of a program would make contexts of its own. Those
that such a test asks about are let in, for the parameters that reach one; all others look alike.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Set
from functools import cached_property
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    Attribute,
    Call,
    Choice,
    ClassRef,
    Free,
    FunctionRef,
    Guard,
    Guarded,
    GuardKind,
    Import,
    ModuleSummary,
    Name,
    Narrowed,
    Parameter,
    SiteKind,
    TextTest,
    TextTestKind,
)
from loopguard.graph.values import (
    TEXT,
    Frame,
    InstanceValue,
    LibraryValue,
    LiteralValue,
    Value,
)

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_NO_TEXT = "\0"
"""What `None` is taken for in tests of texts: none of them is true of it."""

_OTHER = LiteralValue(_NO_TEXT, TEXT)
"""Stands for every text that no test of the project is true of."""

_TRUTH = 1
"""The question whether a value is true, or `None`: the lowest bit of a set of questions."""

_TEXTS = frozenset({"builtins.str", "enum.StrEnum"})

_OF_VALUES = frozenset({GuardKind.TRUE, GuardKind.FALSE, GuardKind.NONE, GuardKind.SET})

_MAY_BE_PARAMETER = frozenset({Parameter, Attribute, Choice, Guarded, Narrowed})
"""The kinds of expression that a parameter may stand behind."""

ParameterKey = tuple[int, int, int]
"""A module, one of its functions and one of that one's parameters."""

CallPlace = tuple[str, int | str]
"""The last name of a callee, and an argument of the call by its place or keyword."""

Constant = str | InstanceValue
"""A text, or a member of an enumeration that is no text itself."""


def passes(kind: int, constants: Collection[Constant], subject: Constant) -> bool:
    """Whether a test of the kind (a `TextTestKind`) with these constants is true of the subject."""
    if kind == TextTestKind.EQUALS:
        return subject in constants
    texts = tuple(text for text in constants if isinstance(text, str))
    if not isinstance(subject, str):
        return False
    return subject.startswith(texts) if kind == TextTestKind.PREFIX else subject.endswith(texts)


class _Tests:
    """The tests of a project, each a bit of the numbers that stand for sets of questions."""

    def __init__(self) -> None:
        self._bits: dict[tuple[int, frozenset[Constant]], int] = {}
        self._equal: dict[Constant, int] = {}
        self._true: dict[str, int] = {}

    def bit(self, kind: int, constants: frozenset[Constant]) -> int:
        """The bit of a test; equal ones share it."""
        bit = self._bits.get((kind, constants))
        if bit is None:
            bit = self._bits[kind, constants] = _TRUTH << (len(self._bits) + 1)
            for constant in constants if kind == TextTestKind.EQUALS else ():
                self._equal[constant] = self._equal.get(constant, 0) | bit
        return bit

    def true_of(self, text: str) -> int:
        """The bits of all tests that are true of the text."""
        known = self._true.get(text)
        if known is None:
            known = self._equal.get(text, 0)
            for (kind, constants), bit in self._bits.items():
                if kind != TextTestKind.EQUALS and passes(kind, constants, text):
                    known |= bit
            self._true[text] = known
        return known


class DecisiveParameters:
    """Knows the parameters by which functions branch, and the tests that texts meet there."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._tests = _Tests()
        self._alike: dict[tuple[int, int], LiteralValue] = {}
        self._asking = 0

    @property
    def is_settled(self) -> bool:
        """Whether all tests are known; the constants that they compare with are looked up first."""
        return "_questions" in self.__dict__ and not self._asking

    def is_wanted(self, module: int, function: int, parameter: int) -> bool:
        """Whether the text that is passed for a parameter may decide a branch."""
        return bool(self._questions.get((module, function, parameter), 0) & ~_TRUTH)

    def is_asked_for(self, module: int, function: int, parameter: int) -> bool:
        """Whether it may decide a branch that the argument is `None` (`if client is None:`)."""
        return bool(self._questions.get((module, function, parameter), 0))

    def abstract(self, text: str, module: int, function: int, parameter: int) -> LiteralValue:
        """The text as far as it matters for the parameter.

        It stands for all texts that answer the tests which the parameter reaches in the same way.
        """
        asked = self._questions.get((module, function, parameter), 0)
        true = asked & self._tests.true_of(text)
        if not true:
            return _OTHER
        return self._alike.setdefault((asked, true), LiteralValue(text, TEXT))

    def constant(self, value: Value) -> Constant | None:
        """What the value is for a comparison; None where it is no constant.

        A member of an enumeration of texts is equal to its text. `None` is like a text that no test
        is true of.
        """
        if isinstance(value, LiteralValue):
            if value.value is None:
                return _NO_TEXT
            return value.value if isinstance(value.value, str) else None
        if not isinstance(value, InstanceValue) or not value.member:
            return None
        members = self._linker.members
        names = {a.name for a in members.ancestors(value) if isinstance(a, LibraryValue)}
        if names.isdisjoint(_TEXTS):
            return InstanceValue(value.module, value.index, member=value.member)
        texts = members.attribute(value, "value")
        return self.constant(texts[0]) if len(texts) == 1 else None

    def with_constants(self, test: TextTest, frame: Frame) -> frozenset[Constant] | None:
        """All that a test compares with; None where one of its constants is not known."""
        found: set[Constant] = set(test.texts)
        for index in test.constants:
            values = self._linker.evaluate(index, frame)
            constant = self.constant(values[0]) if len(values) == 1 else None
            if constant is None or constant == _NO_TEXT:
                return None
            found.add(constant)
        return frozenset(found)

    @cached_property
    def _questions(self) -> dict[ParameterKey, int]:
        """What code asks of a parameter, there or where it is handed on or kept.

        That is whether it is true or `None` (`_TRUTH`), and the tests by their bits.
        """
        self._asking += 1
        found: dict[ParameterKey, int] = {}
        kept: dict[str, int] = {}
        for number, module in enumerate(self._linker.modules):
            for row, question in self._asked_in(number, module.summary):
                if isinstance(row, Attribute):
                    kept[row.name] = kept.get(row.name, 0) | question
                else:
                    key = (number, row.function, row.index)
                    found[key] = found.get(key, 0) | question
        for number, module in enumerate(self._linker.modules):
            for row, name in _stored(module.summary, kept.keys()):
                key = (number, row.function, row.index)
                found[key] = found.get(key, 0) | kept[name]
        givers: dict[CallPlace, list[ParameterKey]] = {}
        for number, module in enumerate(self._linker.modules):
            for row, place in _handed_on(module.summary):
                givers.setdefault(place, []).append((number, row.function, row.index))
        givers_of: dict[ParameterKey, list[ParameterKey]] = {}
        pending = deque(found)
        waiting = set(found)
        while pending:
            key = pending.popleft()
            waiting.discard(key)
            asked = found[key]
            if key not in givers_of:
                reached = [givers.get(place, ()) for place in self._places(key)]
                givers_of[key] = [giver for each in reached for giver in each]
            for giver in givers_of[key]:
                before = found.get(giver, 0)
                if asked | before != before:
                    found[giver] = before | asked
                    if giver not in waiting:
                        waiting.add(giver)
                        pending.append(giver)
        self._asking -= 1
        return found

    def _asked_in(
        self, number: int, summary: ModuleSummary
    ) -> Iterator[tuple[Parameter | Attribute, int]]:
        """The parameters and attributes that a module asks something of, with the question."""
        for row in summary.expressions:
            kind = type(row)
            if kind is not Guard and kind is not TextTest:
                continue
            if isinstance(row, Guard) and row.kind in _OF_VALUES:
                question = _TRUTH
            elif isinstance(row, TextTest):
                constants = self.with_constants(row, self._linker.module_frame(number))
                if constants is None:
                    continue
                question = self._tests.bit(row.kind, constants)
            else:
                continue
            for subject in _subjects(summary, row.value):
                yield subject, question

    def _places(self, key: ParameterKey) -> Iterator[CallPlace]:
        """How a call names a parameter: by the function's last name, and its place or keyword."""
        number, index, parameter = key
        summary = self._linker.modules[number].summary
        function = summary.functions[index]
        names = [function.name]
        if function.name == "__init__" and function.owner >= 0:
            names.append(summary.classes[function.owner].name)
        places: list[int | str] = [parameter, function.parameters[parameter].name]
        if function.owner >= 0:
            places.append(parameter - 1)  # after `self`, unless the method is a static one
        for name in names:
            for place in places:
                yield name, place


def _subjects(summary: ModuleSummary, index: int) -> Iterator[Parameter | Attribute]:
    """The parameters and attributes that an expression may be, or whose `value` it is."""
    pending, seen = [index], set[int]()
    while pending:
        for member in summary.reachable(pending.pop()):
            if member in seen:
                continue  # as in a loop: `node = node.value`
            seen.add(member)
            row = summary.expressions[member]
            if isinstance(row, (Parameter, Attribute)):
                yield row
            if isinstance(row, Attribute) and row.name == "value":
                pending.append(row.base)


def _stored(summary: ModuleSummary, attributes: Set[str]) -> Iterator[tuple[Parameter, str]]:
    """The parameters that methods keep in attributes of one of these names, with the name."""
    for class_ in summary.classes:
        for name in class_.instance.keys() & attributes:
            for value in class_.instance[name]:
                for row in _subjects(summary, value):
                    if isinstance(row, Parameter):
                        yield row, name


def _handed_on(
    summary: ModuleSummary,
) -> Iterator[tuple[Parameter, CallPlace]]:
    """Parameters that stand as arguments of a call, with the callee's last name and the place."""
    for function in summary.functions:
        for site in function.sites:
            call = summary.expressions[site.target] if site.kind == SiteKind.CALL else None
            if not isinstance(call, Call):
                continue
            callee = summary.expressions[call.function]
            if isinstance(callee, FunctionRef):
                name = summary.functions[callee.index].name
            elif isinstance(callee, ClassRef):
                name = summary.classes[callee.index].name
            elif isinstance(callee, (Attribute, Free, Import, Name)):
                name = callee.name
            else:
                continue
            given: list[tuple[int | str, int]] = [*enumerate(call.arguments), *call.keywords]
            for place, argument in given:
                if type(summary.expressions[argument]) in _MAY_BE_PARAMETER:
                    for row in _subjects(summary, argument):
                        if isinstance(row, Parameter):
                            yield row, (name, place)
