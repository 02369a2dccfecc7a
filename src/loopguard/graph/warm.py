"""Which work that is done once is done before the loop asks for it: at import, or in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from loopguard.domain.summary import Call, Element, Site, SiteKind
from loopguard.graph.edges import Edge
from loopguard.graph.link import Linker
from loopguard.graph.startup import FunctionKey
from loopguard.graph.values import Arguments, Frame, FunctionValue, Keywords

_EVERY: tuple[Arguments, Keywords] = ((), (("*", ()),))
"""Stands for a call with every argument that matters (`for kind in KINDS: connect(kind)`)."""


class WarmWork:
    """Knows the calls that module bodies make; worked out when first asked.

    So does a function that is handed to a thread (`offloaded`) and throws the result of a memoised
    one away: what else would it call that for?
    """

    def __init__(self, linker: Linker, offloaded: Iterable[FunctionKey]) -> None:
        self._linker = linker
        self._offloaded = offloaded

    def is_warm(self, frame: Frame, edge: Edge) -> bool:
        """Whether the work behind an edge that runs once has been done already.

        A check that something is empty is behind us once a module has called the function that
        holds it. A memoised function, with or without such a check around the call, is warm for
        the arguments with which a module calls it, for all if it does so in a loop over them.
        """
        if edge.site.once and (frame.module, frame.function) in self._called_by_modules:
            return True
        if not isinstance(edge.target, Frame):
            return False
        known = self._memos.get((edge.target.module, edge.target.function), ())
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
    def _called_by_modules(self) -> frozenset[FunctionKey]:
        """The functions that module bodies call."""
        modules = range(len(self._linker.modules))
        return frozenset((v.module, v.function) for n in modules for _, v, _ in self._made_by(n, 0))

    @cached_property
    def _memos(self) -> dict[FunctionKey, list[tuple[Arguments, Keywords]]]:
        """The arguments for which memoised functions have their answers."""
        found: dict[FunctionKey, list[tuple[Arguments, Keywords]]] = {}
        bodies = [(number, 0) for number in range(len(self._linker.modules))]
        for number, function in (*bodies, *self._offloaded):
            for site, value, given in self._made_by(number, function):
                if value.cached and (site.unused or not function):
                    found.setdefault((value.module, value.function), []).append(given)
        return found

    def _made_by(
        self, module: int, function: int
    ) -> Iterator[tuple[Site, FunctionValue, tuple[Arguments, Keywords]]]:
        """The calls of the project's functions that a function makes, with their arguments."""
        linker = self._linker
        summary = linker.modules[module].summary
        frame = linker.frames.frame(module, function)
        for site in summary.functions[function].sites:
            call = summary.expressions[site.target]
            if site.kind == SiteKind.CALL and isinstance(call, Call):
                for value in linker.evaluate(call.function, frame):
                    if isinstance(value, FunctionValue):
                        looped = self._is_looped(call, module)
                        given = _EVERY if looped else linker.calls.arguments(call, frame)
                        yield site, value, given
