"""Which work that is done once is done before any event loop runs: at import time."""

from __future__ import annotations

from functools import cached_property

from loopguard.domain.summary import Call, Element, SiteKind
from loopguard.graph.callgraph import Edge
from loopguard.graph.link import Linker
from loopguard.graph.values import Arguments, Frame, FunctionValue, Keywords

_EVERY: tuple[Arguments, Keywords] = ((), (("*", ()),))
"""Stands for a call with every argument that matters (`for kind in KINDS: connect(kind)`)."""


class ImportTime:
    """Knows the calls that module bodies make; worked out when first asked."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def is_warm(self, frame: Frame, edge: Edge) -> bool:
        """Whether importing the project has done the work behind an edge that runs once.

        A memoised function is warm for the arguments with which a module calls it, for all if it
        does so in a loop over them; a check that
        something is empty, once a module has called the function that holds it.
        """
        if edge.site.once:
            return (frame.module, frame.function) in self._calls
        if not isinstance(edge.target, Frame):
            return False
        known = self._calls.get((edge.target.module, edge.target.function), ())
        if _EVERY in known:
            return True
        arguments, keywords = edge.arguments
        readable = all(arguments) and all(values for _, values in keywords)
        return readable and edge.arguments in known

    def _is_looped(self, call: Call, module: int) -> bool:
        """Whether an argument is what a loop goes through: all that there is, so to speak."""
        expressions = self._linker.modules[module].summary.expressions
        given = (*call.arguments, *(value for _, value in call.keywords))
        return any(isinstance(expressions[argument], Element) for argument in given)

    @cached_property
    def _calls(self) -> dict[tuple[int, int], list[tuple[Arguments, Keywords]]]:
        linker = self._linker
        found: dict[tuple[int, int], list[tuple[Arguments, Keywords]]] = {}
        for number, module in enumerate(linker.modules):
            frame = linker.module_frame(number)
            for site in module.summary.functions[0].sites:
                call = module.summary.expressions[site.target]
                if site.kind == SiteKind.CALL and isinstance(call, Call):
                    for value in linker.evaluate(call.function, frame):
                        if isinstance(value, FunctionValue):
                            given = linker.calls.arguments(call, frame)
                            if self._is_looped(call, number):
                                given = _EVERY
                            found.setdefault((value.module, value.function), []).append(given)
        return found
