"""What to change where a helper cannot go to a thread: inside it, at the call that blocks.

The helpers on the way down become coroutines, and each is awaited by the one above.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import libcst as cst

from loopguard.domain.summary import FunctionSummary, Import, Name, Site, SiteKind
from loopguard.flag.statements import statement_with
from loopguard.flag.visitor import BlockedNode
from loopguard.graph.project import Module
from loopguard.graph.propagate import BlockedSite
from loopguard.summarize.text import SourceText

_PLAIN = frozenset({"classmethod", "staticmethod"})
_MANAGER = "contextlib.contextmanager"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a witness: the function, and the site in it that runs the next."""

    module: Module
    function: FunctionSummary
    site: Site
    source: SourceText


@dataclass(frozen=True, slots=True)
class Inside:
    """The example, and the function in which the blocking call is awaited."""

    code: str
    function: str


def awaited_inside(
    site: BlockedSite,
    hops: Sequence[Hop],
    node_of: Callable[[Hop], BlockedNode | None],
    fixed_sink: Callable[[Hop], tuple[BlockedNode, str] | None],
) -> Inside | None:
    """The example for a way of several steps; None where a step can be no coroutine.

    `node_of` finds the expression of a step, `fixed_sink` that of the last and its fix.
    """
    if any(edge.entering or edge.once for _, edge in site.path[:-1]):
        return None
    last = hops[-1]
    is_made_before = last.function.name == "__init__"
    helpers = hops[1:-1] if is_made_before else hops[1:]
    for above, hop in zip(hops, helpers, strict=False):
        if not _can_await(hop, above):
            return None
    found = fixed_sink(last)
    if found is None:
        return None
    sink, code = found
    if is_made_before:
        return _before(hops, helpers, sink, code, node_of)
    text = statement_with(last.source, last.site, sink, code)
    here = _here(hops[0], helpers[0], node_of)
    if not text or not here:
        return None
    lines = [_where(last), text, *_between(helpers[:-1]), "# here", here]
    return Inside("\n".join(lines), helpers[-1].function.name)


def _before(
    hops: Sequence[Hop],
    helpers: Sequence[Hop],
    sink: BlockedNode,
    code: str,
    node_of: Callable[[Hop], BlockedNode | None],
) -> Inside | None:
    """What a constructor does is done before it is called, if it needs nothing of the object."""
    last = hops[-1]
    if hops[-2].site.kind != SiteKind.CALL or _locals_in(sink, last):
        return None
    name = _target(sink)
    if not name or re.search(rf"\b{re.escape(name)}\b", code):
        name = "made"
    line = f"{name} = {code}"
    given = f"# hand it on to __init__, for {last.module.display}:{last.site.line}"
    if not helpers:
        here = _statement(hops[0])
        return Inside("\n".join([line, given, here]), "") if here else None
    here = _here(hops[0], helpers[0], node_of)
    if not here:
        return None
    inner = helpers[-1]
    lines = [_where(inner), line, given, *_between(helpers[:-1]), "# here", here]
    return Inside("\n".join(lines), inner.function.name)


def _between(helpers: Sequence[Hop]) -> list[str]:
    """A comment for each helper between the finding and the call that blocks."""
    return [
        f"# `{hop.function.qualified_name}`: {_becomes(hop)} as well, and awaited"
        if not hop.function.is_generator
        else f"# `{hop.function.qualified_name}`: {_becomes(hop)} as well"
        for hop in reversed(helpers)
    ]


def _becomes(hop: Hop) -> str:
    return "an async context manager" if hop.function.is_generator else "`async def`"


def _where(hop: Hop) -> str:
    place = f"# {hop.module.display}:{hop.site.line}"
    return f"{place}, in `{hop.function.qualified_name}`, then {_becomes(hop)}"


def _here(hop: Hop, helper: Hop, node_of: Callable[[Hop], BlockedNode | None]) -> str:
    """The statement of the finding, with the helper awaited."""
    node = node_of(hop)
    if node is None or node.obstacle:
        return ""
    code = node.code(node.node)
    if hop.site.kind == SiteKind.ENTER:
        return statement_with(hop.source, hop.site, node, code, is_entered=True)
    return statement_with(hop.source, hop.site, node, node.in_place(f"await {code}"))


def _statement(hop: Hop) -> str:
    lines = [hop.source.line(n) for n in range(hop.site.statement, hop.site.statement_end + 1)]
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines)


def _can_await(hop: Hop, above: Hop) -> bool:
    """Whether a function can become a coroutine, and what runs it is a call by its name."""
    function = hop.function
    if function.is_lambda or function.is_async or function.parent > 0:
        return False
    if function.name.startswith("__"):
        return False
    decorators = {_decorator(hop.module, index) for index in function.decorators}
    is_manager = decorators == {_MANAGER}
    if function.is_generator != is_manager or (decorators - _PLAIN and not is_manager):
        return False
    kind = above.site.kind
    if kind != (SiteKind.ENTER if is_manager else SiteKind.CALL):
        return False
    return _is_called_by_name(above, function.name)


def _decorator(module: Module, index: int) -> str:
    row = module.summary.expressions[index]
    if isinstance(row, Name) and row.name not in module.summary.bindings:
        return row.name
    if isinstance(row, Name):
        found = [module.summary.expressions[i] for i in module.summary.bindings[row.name]]
        row = found[0] if len(found) == 1 else row
    if isinstance(row, Import):
        return f"{row.module}.{row.name}"
    return getattr(row, "name", "?")


def _is_called_by_name(hop: Hop, name: str) -> bool:
    span = hop.source.span(hop.site)
    text = hop.source.line(span.line)[span.column - 1 :]
    if span.end_line == span.line:
        text = hop.source.line(span.line)[span.column - 1 : span.end_column - 1]
    return re.search(rf"(?:^|\.){re.escape(name)}\s*\(", text) is not None


def _target(sink: BlockedNode) -> str:
    """The name that the statement gives to what the call makes."""
    parent = sink.parent
    targets: list[cst.BaseExpression] = []
    if isinstance(parent, cst.Assign) and parent.value is sink.node:
        targets = [each.target for each in parent.targets]
    elif isinstance(parent, cst.AnnAssign) and parent.value is sink.node:
        targets = [parent.target]
    for target in targets:
        if isinstance(target, cst.Name):
            return target.value
        if isinstance(target, cst.Attribute):
            return target.attr.value.lstrip("_") or "made"
    return ""


def _locals_in(sink: BlockedNode, hop: Hop) -> bool:
    """Whether a call uses names that its function binds."""
    try:
        tree = ast.parse(sink.code(sink.node), mode="eval")
    except SyntaxError:
        return True
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lines = hop.source.lines[hop.function.line - 1 : hop.function.end_line]
    body = "".join(lines)
    parameters = {parameter.name for parameter in hop.function.parameters}
    bound = parameters | {
        name
        for name in used
        if re.search(rf"(?<![\w.]){re.escape(name)}\s*(?:=(?!=)|,|:|in\b)", body)
    }
    return bool(used & bound)
