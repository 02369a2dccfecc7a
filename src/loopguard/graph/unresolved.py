"""The calls on the loop whose target is unknown, each with the reason."""

from __future__ import annotations

from collections.abc import Callable

from loopguard.domain.finding import UnresolvedCall
from loopguard.domain.summary import Call
from loopguard.graph.callgraph import CallGraph
from loopguard.graph.describe import why_unknown, written
from loopguard.graph.link import Linker
from loopguard.graph.witness import qualified_name
from loopguard.summarize.text import SourceText


def unresolved_calls(
    linker: Linker,
    graph: CallGraph,
    given: frozenset[str],
    source_of: Callable[[str], SourceText],
) -> tuple[UnresolvedCall, ...]:
    """The calls of unknown target in the `given` files (absolute paths), by place."""
    found = []
    for (number, site), frame in graph.unknown.items():
        module = linker.modules[number]
        call = module.summary.expressions[site.target]
        if frame is None or module.path not in given or not isinstance(call, Call):
            continue
        found.append(
            UnresolvedCall(
                module.display,
                site.line,
                source_of(module.display).character(site.line, site.column),
                qualified_name(frame, linker.modules),
                written(call.function, number, linker),
                why_unknown(call.function, frame, linker),
            )
        )
    return tuple(sorted(set(found)))
