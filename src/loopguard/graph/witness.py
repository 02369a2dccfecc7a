"""Turns a way through the call graph into the steps that a person reads."""

from __future__ import annotations

from loopguard.domain.finding import Place, Step
from loopguard.domain.summary import Site
from loopguard.graph.edges import Sink
from loopguard.graph.project import Modules
from loopguard.graph.propagate import BlockedSite
from loopguard.graph.values import Frame


def witness(blocked: BlockedSite, modules: Modules) -> tuple[Step, ...]:
    """The steps from the code on the loop to the blocking call.

    Columns are still 0-based and in UTF-8 bytes here, as `ast` gives them; the stage that reads
    the source makes characters of them.
    """
    steps = []
    for frame, edge in blocked.path:
        target = edge.target
        callee = target.name if isinstance(target, Sink) else qualified_name(target, modules)
        module = modules[frame.module]
        steps.append(
            Step(
                module.display,
                edge.site.line,
                edge.site.column,
                qualified_name(frame, modules),
                callee,
            )
        )
    return tuple(steps)


def place_of(frame: Frame, site: Site, modules: Modules) -> Place:
    """Where a site is; its column is still in bytes, as in `witness`."""
    module = modules[frame.module]
    return Place(module.display, site.line, site.column, qualified_name(frame, modules))


def qualified_name(frame: Frame, modules: Modules) -> str:
    """`package.module.Class.method` of the frame's function."""
    module = modules[frame.module]
    function = module.summary.functions[max(frame.function, 0)]
    return f"{module.name}.{function.qualified_name}"
