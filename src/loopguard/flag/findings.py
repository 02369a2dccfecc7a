"""Makes the findings of one file out of its blocked sites and its source."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import OffloadStyle
from loopguard.domain.finding import Finding, Place, Step
from loopguard.domain.summary import ModuleSummary
from loopguard.flag.rewrite import without_async
from loopguard.flag.sites import SiteReader, innermost_def
from loopguard.graph.project import Modules
from loopguard.graph.propagate import BlockedSite
from loopguard.graph.values import Frame
from loopguard.rules import BY_CODE
from loopguard.summarize.text import SourceText

_Located = TypeVar("_Located", Step, Place)


@dataclass(frozen=True, slots=True)
class FlagContext:
    """What flagging one file needs.

    `source_of` gives the text of any file of the run by its displayed path, for the steps in it;
    `style_of` how code of a frame leaves the loop, `may_be_plain` tells whether a function, by its
    index, could be no coroutine, `uses_loop` whether code of a frame, from one line to another,
    uses the running loop.
    """

    path: str
    summary: ModuleSummary
    modules: Modules
    library: Library
    source_of: Callable[[str], SourceText]
    style_of: Callable[[Frame], OffloadStyle]
    may_be_plain: Callable[[int], bool]
    uses_loop: Callable[[Frame, int, int], bool]


def flag_module(
    blocked: Sequence[BlockedSite],
    traces: Sequence[tuple[Step, ...]],
    context: FlagContext,
    also: Sequence[tuple[Place, ...]],
) -> list[Finding]:
    """The findings of one file, one for each blocked site, in the same order."""
    source = context.source_of(context.path)
    reader = SiteReader(
        context.modules, context.library, context.source_of, context.style_of, context.uses_loop
    )
    seen: Counter[str] = Counter()
    findings: list[Finding] = []
    for site, steps, others in zip(blocked, traces, also, strict=True):
        span = source.span(site.site)
        number = innermost_def(site.frame, context.summary)
        function = context.summary.functions[number]
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
        fixes = reader.fixes(site)
        if context.may_be_plain(number):
            fixes = without_async(fixes, source, function)
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
                fix=fixes[0] if fixes else None,
                alternatives=tuple(fixes[1:]),
                statement=(site.site.statement, site.site.statement_end),
                once=site.once is not None,
                also=tuple(_in_characters(place, context) for place in others),
                library=model.library,
            )
        )
    return findings


def _in_characters(step: _Located, context: FlagContext) -> _Located:
    source = context.source_of(step.path)
    return replace(step, column=source.character(step.line, step.column))


def _fingerprint(identity: str) -> str:
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _short(name: str) -> str:
    """The last two parts of a qualified name: `Orders.all`, `retry.retry`."""
    return ".".join(name.replace(".<locals>", "").split(".")[-2:])
