"""The result after an edit that leaves the facts: of comments, docstrings, blank lines, formatting.

A comment that silences a finding is such an edit too, where no way leads through what it covers.
What linking and propagating have found then holds, each thing at its new place; only findings that
have to do with an edited file are made anew. Where anything is in doubt, there is no such result,
and the run does everything from the beginning.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from loopguard.blocklist import load_library
from loopguard.cache.results import Kept
from loopguard.cache.states import Sighting
from loopguard.config import Settings
from loopguard.discover import Discovery
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.domain.summary import ModuleSummary
from loopguard.engine.flagging import UNUSED_COMMENT, flag, judged, unused
from loopguard.engine.outline import Outline, Question, Way, decoded
from loopguard.engine.resources import Progress, Resources, allow_deep_code
from loopguard.engine.sources import Sources
from loopguard.files import display_path
from loopguard.graph.positions import is_only_moved
from loopguard.graph.project import Module, module_name
from loopguard.reader import SummaryReader
from loopguard.summarize.source import Unreadable
from loopguard.suppress import Usage, comment_allows, lines_of_site

_MOST = 64
"""More files at once are no edits but another version."""


def run_after_moves(
    kept: Kept, discovery: Discovery, settings: Settings, tell: Progress, resources: Resources
) -> tuple[CheckResult, dict[str, Sighting]] | None:
    """The result where every changed file has the facts that it had, and what the files were.

    None where one has not. `kept` is the earlier result for what is asked now. The summaries of
    changed files are written down in either case.
    """
    outline = decoded(kept.outline)
    if outline is None or len(kept.changed) > _MOST:
        return None
    try:
        return _run(kept, outline, discovery, settings, tell, resources)
    except LookupError:  # numbers of nothing: no run has written that
        return None


def _run(
    kept: Kept,
    outline: Outline,
    discovery: Discovery,
    settings: Settings,
    tell: Progress,
    resources: Resources,
) -> tuple[CheckResult, dict[str, Sighting]] | None:
    allow_deep_code()
    reader = SummaryReader(resources.cache, resources.jobs)
    edited = _edited(kept, outline, reader)
    reader.finish()
    if edited is None:
        return None
    ways = _concerned(outline, edited)
    summaries: dict[str, ModuleSummary] = dict(edited)
    for number in {number for way in ways for number in way.modules()}:
        path = outline.paths[number]
        if path not in summaries:
            summary = reader.earlier(path, kept.files[path].content)
            if summary is None:
                return None
            summaries[path] = summary
    findings = _findings(outline, ways, summaries, edited, discovery, settings, tell)
    flagged = {display_path(outline.paths[way.hops[0].spot.module]) for way in ways}
    texts = {display_path(path) for path in edited}
    findings += [
        finding
        for finding in kept.result.findings
        if finding.path not in texts
        and (finding.path not in flagged or finding.code == UNUSED_COMMENT)
    ]
    result = replace(kept.result, findings=tuple(judged(findings, settings)))
    return result, {**kept.files, **reader.files}


def _edited(kept: Kept, outline: Outline, reader: SummaryReader) -> dict[str, ModuleSummary] | None:
    """The new summaries of the changed files; None where one says something else than before."""
    asked: dict[str, list[Question]] = {}
    for question in outline.asked:
        asked.setdefault(question.path, []).append(question)
    before = {path: reader.earlier(path, kept.files[path].content) for path in kept.changed}
    edited: dict[str, ModuleSummary] = {}
    for path, now in reader.read(kept.changed):
        old = before[path]
        if old is None or isinstance(now, Unreadable) or not is_only_moved(old, now):
            return None
        for question in asked.get(path, ()):
            if _is_silenced(question, old) != _is_silenced(question, now):
                return None
        edited[path] = now
    return edited


def _is_silenced(question: Question, summary: ModuleSummary) -> bool:
    lines = lines_of_site(question.site_in(summary))
    return comment_allows(summary, *lines, question.rule)


def _concerned(outline: Outline, edited: Collection[str]) -> list[Way]:
    """The ways that touch an edited file, and the others from the same modules."""
    texts = {number for number, path in enumerate(outline.paths) if path in edited}
    starts = {way.hops[0].spot.module for way in outline.ways if way.modules() & texts}
    return [way for way in outline.ways if way.hops[0].spot.module in starts]


def _findings(
    outline: Outline,
    ways: list[Way],
    summaries: Mapping[str, ModuleSummary],
    edited: Collection[str],
    discovery: Discovery,
    settings: Settings,
    tell: Progress,
) -> list[Finding]:
    """The findings of the ways, and the idle comments of edited files."""
    files = frozenset(discovery.available)
    modules = {
        path: Module(path, display_path(path), module_name(path, files.__contains__), summary)
        for path, summary in summaries.items()
    }
    sources = Sources(modules.values())
    usage = Usage()
    for question in outline.asked:
        if question.path in edited:
            summary = summaries[question.path]
            lines = lines_of_site(question.site_in(summary))
            usage.allows(question.path, summary, lines, question.rule)
    library = load_library(settings.blocklist_files, settings.blocklist, settings.config_file)
    touched = {n: modules[path] for n, path in enumerate(outline.paths) if path in modules}
    findings = flag(outline, ways, touched, library, settings, sources, usage, tell)
    own = [modules[path] for path in sorted(edited)]
    return findings + unused(own, settings, frozenset(discovery.given), sources, usage)
