"""Which arguments decide a branch: `if client is None`, `if name.startswith("oidc/")`.

Texts are kept out of frames, or every string of a program would make contexts of its own. Those
that such a test asks about are let in, for the parameters that reach one; all others look alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from loopguard.domain.summary import (
    Attribute,
    Call,
    Free,
    FunctionRef,
    Guard,
    GuardKind,
    Import,
    ModuleSummary,
    Name,
    Parameter,
    SiteKind,
    TextTest,
    TextTestKind,
)
from loopguard.graph.values import TEXT, LiteralValue

if TYPE_CHECKING:
    from loopguard.graph.link import Linker

_OTHER = LiteralValue("\0", TEXT)
"""Stands for every text that no test of the project is true of."""

_OF_VALUES = frozenset({GuardKind.TRUE, GuardKind.FALSE, GuardKind.NONE, GuardKind.SET})

ParameterKey = tuple[int, int, int]
"""A module, one of its functions and one of that one's parameters."""


def passes(test: TextTest, text: str) -> bool:
    """Whether the test is true of the text."""
    if test.kind == TextTestKind.PREFIX:
        return text.startswith(test.texts)
    if test.kind == TextTestKind.SUFFIX:
        return text.endswith(test.texts)
    return text in test.texts


class DecisiveParameters:
    """Knows the parameters by which functions branch, and the tests that texts meet there."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._known: dict[str, LiteralValue] = {}

    def is_wanted(self, module: int, function: int, parameter: int) -> bool:
        """Whether the text that is passed for a parameter may decide a branch."""
        return (module, function, parameter) in self._wanted

    def abstract(self, text: str) -> LiteralValue:
        """The text as far as it matters: itself if some test is true of it."""
        known = self._known.get(text)
        if known is None:
            matters = any(passes(test, text) for test in self._tests)
            known = self._known[text] = LiteralValue(text, TEXT) if matters else _OTHER
        return known

    def is_asked_for(self, module: int, function: int, parameter: int) -> bool:
        """Whether the function branches on the parameter itself (`if client is None:`)."""
        return (module, function, parameter) in self._asked_for

    @cached_property
    def _asked_for(self) -> frozenset[ParameterKey]:
        found: set[ParameterKey] = set()
        for number, module in enumerate(self._linker.modules):
            summary = module.summary
            for row in summary.expressions:
                if isinstance(row, Guard) and row.kind in _OF_VALUES:
                    for member in summary.reachable(row.value):
                        asked = summary.expressions[member]
                        if isinstance(asked, Parameter):
                            found.add((number, asked.function, asked.index))
        return frozenset(found)

    @cached_property
    def _tests(self) -> tuple[TextTest, ...]:
        """One test for each kind, of all texts that the project asks about."""
        asked: dict[int, set[str]] = {}
        for module in self._linker.modules:
            for row in module.summary.expressions:
                if isinstance(row, TextTest):
                    asked.setdefault(row.kind, set()).update(row.texts)
        return tuple(TextTest(0, kind, tuple(sorted(asked[kind]))) for kind in sorted(asked))

    @cached_property
    def _wanted(self) -> frozenset[ParameterKey]:
        """The parameters that are tested, and those that are handed on to such a function."""
        wanted: set[ParameterKey] = set()
        names: set[str] = set()
        handed: list[tuple[ParameterKey, str, str]] = []
        for number, module in enumerate(self._linker.modules):
            functions = module.summary.functions
            for row in _tested(module.summary):
                wanted.add((number, row.function, row.index))
                names.add(functions[row.function].name)
            for parameter, callee in _handed_on(module.summary):
                key = (number, parameter.function, parameter.index)
                handed.append((key, functions[parameter.function].name, callee))
        before = -1
        while before != len(wanted):
            before = len(wanted)
            for key, name, callee in handed:
                if callee in names and key not in wanted:
                    wanted.add(key)
                    names.add(name)
        return frozenset(wanted)


def _tested(summary: ModuleSummary) -> Iterator[Parameter]:
    """The parameters that a test may look at, also after branches that change them."""
    for row in summary.expressions:
        if isinstance(row, TextTest):
            for member in summary.reachable(row.value):
                expression = summary.expressions[member]
                if isinstance(expression, Parameter):
                    yield expression


def _handed_on(summary: ModuleSummary) -> Iterator[tuple[Parameter, str]]:
    """Parameters that stand as arguments of a call, with the last name of its callee."""
    for function in summary.functions:
        for site in function.sites:
            call = summary.expressions[site.target] if site.kind == SiteKind.CALL else None
            if not isinstance(call, Call):
                continue
            callee = summary.expressions[call.function]
            if isinstance(callee, FunctionRef):
                name = summary.functions[callee.index].name
            elif isinstance(callee, (Attribute, Free, Import, Name)):
                name = callee.name
            else:
                continue
            for argument in (*call.arguments, *(value for _, value in call.keywords)):
                for member in summary.reachable(argument):
                    expression = summary.expressions[member]
                    if isinstance(expression, Parameter):
                        yield expression, name
