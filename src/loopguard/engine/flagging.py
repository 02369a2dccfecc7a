"""Flag and suppress: makes findings of what linking and propagating have found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import OffloadStyle
from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.engine.outline import Outline, Reached, Way, reached
from loopguard.engine.resources import Progress
from loopguard.engine.sources import Sources
from loopguard.graph.project import Module
from loopguard.graph.propagate import BlockedSite
from loopguard.graph.values import Frame
from loopguard.suppress import Usage, ignored_codes, lines_of

if TYPE_CHECKING:
    from loopguard.graph.callgraph import CallGraph
    from loopguard.graph.link import Linker


def reached_sites(
    blocked: Sequence[BlockedSite],
    linker: Linker,
    graph: CallGraph,
    settings: Settings,
    given: frozenset[str],
) -> list[Reached]:
    """The sites that concern the given files, there or on a way that enters one of them."""
    modules = linker.modules
    wanted = [
        site for site in blocked if any(modules[f.module].path in given for f, _ in site.path)
    ]
    if not wanted:
        return []  # a project without findings never loads LibCST
    from loopguard.flag.plain import PlainFunctions
    from loopguard.flag.sites import innermost_def
    from loopguard.flag.styles import OffloadStyles

    style_of = cache(OffloadStyles(linker, settings.offload).of)
    plain = PlainFunctions(linker, graph.needing)
    return [
        Reached(
            site,
            (style_of(site.frame), style_of(site.path[-1][0])),
            graph.sites_using_loop(site.frame),
            plain.may_be_plain(
                site.frame.module, innermost_def(site.frame, modules[site.frame.module].summary)
            ),
        )
        for site in wanted
    ]


def flag(
    outline: Outline,
    ways: Iterable[Way],
    modules: Mapping[int, Module],
    library: Library,
    settings: Settings,
    sources: Sources,
    usage: Usage,
    tell: Progress,
) -> list[Finding]:
    """The findings of these ways of an outline, in the order of files and lines.

    `modules` are those that the ways touch, by their numbers in the outline. Of the module of a
    way, all ways have to be there: what its findings are called depends on the others.
    """
    by_module: dict[int, list[Reached]] = {}
    for way in ways:
        found = reached(outline, way, modules)
        by_module.setdefault(found.blocked.frame.module, []).append(found)
    findings: list[Finding] = []
    for done, (number, sites) in enumerate(sorted(by_module.items())):
        tell("flag", done, len(by_module))
        findings += _flag_module(sites, modules[number], modules, library, settings, sources, usage)
    return sorted(findings, key=lambda finding: finding.sort_key)


def _flag_module(
    sites: Sequence[Reached],
    module: Module,
    modules: Mapping[int, Module],
    library: Library,
    settings: Settings,
    sources: Sources,
    usage: Usage,
) -> Iterable[Finding]:
    """The findings of one module that no comment and no setting silences."""
    from loopguard.flag import FlagContext, flag_module
    from loopguard.flag.plain import awaits_nothing
    from loopguard.flag.sites import innermost_def
    from loopguard.graph.witness import place_of, witness

    source, summary = sources.of(module.display), module.summary
    styles: dict[Frame, OffloadStyle] = {}
    using = {each.blocked.frame: each.using for each in sites}
    for each in sites:
        first, last = each.blocked.frame, each.blocked.path[-1][0]
        styles[first], styles[last] = each.styles
    plain = {innermost_def(each.blocked.frame, summary) for each in sites if each.is_plain}

    @cache
    def may_be_plain(function: int) -> bool:
        return function in plain and awaits_nothing(source, summary.functions[function])

    context = FlagContext(
        module.display,
        summary,
        modules,
        library,
        sources.of,
        styles.__getitem__,
        may_be_plain,
        lambda frame, first, last: any(first <= site.line <= last for site in using[frame]),
    )
    blocked = [each.blocked for each in sites]
    traces = [witness(site, modules) for site in blocked]
    also = [tuple(place_of(f, s, modules) for f, s in site.also) for site in blocked]
    off = ignored_codes(module.path, settings)
    for finding in flag_module(blocked, traces, context, also):
        if finding.code.startswith(off):
            continue
        for place in finding.also:  # a comment there is not idle, though not decisive either
            if place.path == finding.path:
                usage.allows(module.path, summary, (place.line, place.line), finding.code)
        if not usage.allows(module.path, summary, lines_of(finding), finding.code):
            yield finding


UNUSED_COMMENT = "LG002"


def unused(
    modules: Iterable[Module],
    settings: Settings,
    given: Collection[str],
    sources: Sources,
    usage: Usage,
) -> list[Finding]:
    """The comments in the given files that silence nothing, where that is asked for."""
    if not settings.selects(UNUSED_COMMENT):
        return []
    from loopguard.suppress.unused import unused_suppressions

    found: list[Finding] = []
    for module in modules:
        off = ignored_codes(module.path, settings) if module.summary.suppressions else ()
        if (
            module.summary.suppressions
            and module.path in given
            and not UNUSED_COMMENT.startswith(off)
        ):
            source = sources.of(module.display)
            found += unused_suppressions(
                module.path, module.display, module.name, source, usage, settings, off
            )
    return found


def judged(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """The findings with the severities that the settings give them, by file and place."""
    found = sorted(findings, key=lambda finding: finding.sort_key)
    if not settings.severity:
        return found
    return [replace(f, severity=settings.severity_of(f.code, f.severity)) for f in found]
