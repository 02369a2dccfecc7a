"""Makes the findings of one file out of its blocked sites and its source."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import OffloadStyle
from loopguard.domain.finding import Finding, Place, Step
from loopguard.domain.summary import FunctionSummary, Import, ModuleSummary, SiteKind
from loopguard.flag.names import ModuleNames
from loopguard.flag.rewrite import Blocked, RewriteContext, advise, without_async
from loopguard.flag.segments import segments
from loopguard.flag.surroundings import surroundings
from loopguard.flag.visitor import find_node
from loopguard.flag.whole_file import whole_file
from loopguard.graph.propagate import BlockedSite
from loopguard.rules import BY_CODE
from loopguard.summarize.text import SourceText

_Located = TypeVar("_Located", Step, Place)


@dataclass(frozen=True, slots=True)
class FlagContext:
    """What flagging one file needs.

    `source_of` gives the text of any file of the run by its displayed path, for the columns of
    the steps in it; `library` is what is known of other people's code,
    `may_be_plain` tells whether a function, by its index, could be no coroutine.
    """

    path: str
    summary: ModuleSummary
    offload: OffloadStyle
    source_of: Callable[[str], SourceText]
    library: Library
    may_be_plain: Callable[[int], bool]


def flag_module(
    blocked: Sequence[BlockedSite],
    traces: Sequence[tuple[Step, ...]],
    context: FlagContext,
    also: Sequence[tuple[Place, ...]],
) -> list[Finding]:
    """The findings of one file, one for each blocked site, in the same order."""
    source = context.source_of(context.path)
    rewrite = RewriteContext(context.offload, ModuleNames(context.summary), context.library)
    seen: Counter[str] = Counter()
    findings: list[Finding] = []
    for site, steps, others in zip(blocked, traces, also, strict=True):
        span = source.span(site.site)
        function = context.summary.functions[_innermost_def(site, context.summary)]
        trace = tuple(_in_characters(step, context) for step in steps)
        model = site.sink.model
        rule = BY_CODE[site.sink.rule]
        message = rule.message.format(callee=site.sink.name)
        if model.raises:
            error = model.raises.rpartition(".")[2]
            message = f"`{site.sink.name}` raises {error} on an event loop, which it would hold up"
        if len(trace) > 1:
            message += f", reached through `{_short(trace[0].callee)}`"
        identity = f"{rule.code}:{trace[0].function}:{trace[0].callee}:{site.sink.name}"
        seen[identity] += 1
        fix = advise(
            Blocked(
                model,
                find_node(segments(source, function, site.site), span),
                is_call=site.site.kind == SiteKind.CALL and not site.path[0][1].entering,
                is_direct=len(trace) == 1,
                needs_loop=site.needs_loop,
                around=surroundings(source, function, site.site),
                whole_file=partial(
                    whole_file, source, context.summary, rewrite.names, function, site.site
                ),
            ),
            rewrite,
        )
        number = _innermost_def(site, context.summary)
        if (fix is None or not fix.replacement) and context.may_be_plain(number):
            fix = without_async(fix, source, function)
        findings.append(
            Finding(
                code=rule.code,
                name=rule.name,
                severity=site.severity,
                confidence=site.confidence,
                message=message,
                path=context.path,
                span=span,
                function=trace[0].function,
                callee=site.sink.name,
                fingerprint=_fingerprint(f"{identity}:{seen[identity]}"),
                trace=trace,
                fix=fix,
                statement=(site.site.statement, site.site.statement_end),
                once=site.once is not None,
                also=tuple(_in_characters(place, context) for place in others),
                library=model.library,
            )
        )
    return findings


def offload_style(
    summary: ModuleSummary, wanted: str, styles: Sequence[OffloadStyle]
) -> OffloadStyle:
    """The style in which this file should leave the loop: as configured, or as its imports say.

    Imports inside functions do not count: they say what that function uses.
    """
    if wanted != "auto":
        return next(style for style in styles if style.name == wanted)
    imported = {
        row.module.partition(".")[0]
        for bound in summary.bindings.values()
        for row in (summary.expressions[index] for index in bound)
        if isinstance(row, Import) and not row.level
    }
    return next(
        style for style in styles if not style.imports or imported.intersection(style.imports)
    )


def _innermost_def(blocked: BlockedSite, summary: ModuleSummary) -> int:
    """The function whose lines hold the site: a lambda's are those of the `def` around it."""
    index = blocked.frame.function
    function: FunctionSummary = summary.functions[index]
    while function.is_lambda:
        index = max(function.parent, 0)
        function = summary.functions[index]
    return index


def _in_characters(step: _Located, context: FlagContext) -> _Located:
    source = context.source_of(step.path)
    return replace(step, column=source.character(step.line, step.column))


def _fingerprint(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _short(name: str) -> str:
    """The last two parts of a qualified name: `Orders.all`, `retry.retry`."""
    return ".".join(name.replace(".<locals>", "").split(".")[-2:])
