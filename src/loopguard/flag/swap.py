"""The example of an advice, written for one call: with its names, arguments and client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst

from loopguard.blocklist.models import Advice
from loopguard.domain.summary import (
    Attribute,
    Call,
    FunctionSummary,
    ModuleSummary,
    Name,
    Parameter,
    Site,
    SiteKind,
    Subscript,
)
from loopguard.flag.statements import statement_with
from loopguard.flag.trees import holds
from loopguard.flag.visitor import BlockedNode
from loopguard.summarize.text import SourceText


@dataclass(frozen=True, slots=True)
class Place:
    """A blocked site in its file and its function, for what has to be looked up there."""

    source: SourceText
    summary: ModuleSummary
    function: FunctionSummary
    site: Site


def example_of(advice: Advice, callee: str, node: BlockedNode, place: Place) -> str:
    """The statement of a call, and what makes its client, as the advice has it; or an empty text.

    `callee` is the qualified name of the call.
    """
    if not advice.becomes or not _is_fitting(advice, node):
        return ""
    parts = _parts(node, place.site)
    if parts is None:
        return ""
    above = _client(advice, callee, place) if advice.swaps else ""
    if above is None:
        return ""
    try:
        code = advice.becomes.format(**parts)
        before = advice.before.format(**parts)
    except (KeyError, IndexError, ValueError):
        return ""
    is_entered = place.site.kind == SiteKind.ENTER
    code = code if is_entered else node.in_place(code)
    text = statement_with(place.source, place.site, node, code, is_entered=is_entered)
    if not text:
        return ""
    if before.endswith(":"):
        text = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
    return "\n".join(part for part in (above, before, text) if part)


def _is_fitting(advice: Advice, node: BlockedNode) -> bool:
    call = node.node
    if not advice.keywords or not isinstance(call, cst.Call):
        return True
    return all(
        argument.star != "**"
        and (argument.keyword is None or argument.keyword.value in advice.keywords)
        and not isinstance(argument.value, cst.Tuple)
        for argument in call.args
    )


def _parts(node: BlockedNode, site: Site) -> Mapping[str, str] | None:
    expression = node.node
    if site.kind == SiteKind.ENTER and not isinstance(expression, cst.Call):
        return {"receiver": node.code(expression), "name": "", "arguments": "", "target": ""}
    if not isinstance(expression, cst.Call) or holds(expression, cst.Yield):
        return None
    function = expression.func
    inside = node.between(function)
    opening = inside.index("(")
    arguments = inside[opening + 1 : inside.rindex(")")]
    if isinstance(function, cst.Attribute):
        receiver, name = node.code(function.value), function.attr.value
    elif isinstance(function, cst.Name):
        receiver, name = "", function.value
    else:
        return None
    return {"receiver": receiver, "name": name, "arguments": arguments, "target": ""}


def _client(advice: Advice, callee: str, place: Place) -> str | None:
    """The line that makes the object of the call, with the async class; None where it has none.

    Where the line is not to be seen, a comment tells which class it has to be.
    """
    swaps = dict(advice.swaps)
    rows = place.summary.expressions
    constructions = {
        other.target: other
        for function in place.summary.functions
        for other in function.sites
        if other.kind == SiteKind.CALL and isinstance(rows[other.target], Call)
    }
    pending, seen = [place.site.target], set[int]()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for reached in _values_of(current, place):
            row = rows[reached]
            if isinstance(row, Call):
                line = ""
                if reached in constructions:
                    line = _construction(constructions[reached], swaps, place.source)
                if line:
                    return line
                pending.append(row.function)
            elif isinstance(row, (Attribute, Subscript)):
                pending.append(row.base)
    owner = next((name for name in swaps if callee.startswith(f"{name}.")), "")
    if not owner and len(swaps) > 1:
        return None
    owner = owner or next(iter(swaps))
    return f"# with {swaps[owner]} in place of {owner}"


def _values_of(index: int, place: Place) -> list[int]:
    """What an expression may be, also behind a name of the module or an attribute of `self`."""
    summary, found = place.summary, list[int]()
    for reached in summary.reachable(index):
        found.append(reached)
        row = summary.expressions[reached]
        bound: tuple[int, ...] = ()
        if isinstance(row, Name):
            bound = summary.bindings.get(row.name, ())
        elif isinstance(row, Attribute) and place.function.owner >= 0:
            base = summary.expressions[row.base]
            if isinstance(base, Parameter) and base.index == 0:
                owner = summary.classes[place.function.owner]
                bound = owner.instance.get(row.name, ()) or owner.members.get(row.name, ())
        for value in bound:
            found += summary.reachable(value)
    return found


def _construction(site: Site, swaps: Mapping[str, str], source: SourceText) -> str:
    """The statement that makes the client, with the other class."""
    if site.line != site.statement or site.statement != site.statement_end:
        return ""
    line = source.line(site.line)
    start = source.character(site.line, site.column) - 1
    end = source.character(site.end_line, site.end_column) - 1
    code = line[start:end]
    function = code.partition("(")[0].strip()
    last = function.rpartition(".")[2]
    made = next((new for old, new in swaps.items() if old.rpartition(".")[2] == last), "")
    if not made:
        return ""
    head, tail = line[:start].lstrip(), line[end:].rstrip()
    if not re.fullmatch(r"[\w.]+(: *[\w.]+)? *= *", head) or tail:
        return ""
    head = re.sub(r": *[\w.]+", "", head)
    return f"{head}{made}{code[len(function) :]}"
