"""The pipeline: discover, summarize, link, propagate, flag, suppress. Neither prints nor exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loopguard.blocklist import load_shipped
from loopguard.config import Settings
from loopguard.discover import Discovery, discover_files
from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding
from loopguard.domain.summary import Import, ModuleSummary
from loopguard.graph.callgraph import CallGraph, Edge, Sink, build_call_graph
from loopguard.graph.link import Linker
from loopguard.graph.project import ImportResolver, Module, module_name
from loopguard.graph.propagate import BlockedSite, propagate
from loopguard.graph.values import Frame
from loopguard.graph.warm import ImportTime
from loopguard.graph.witness import place_of, witness
from loopguard.summarize import summarize_source
from loopguard.summarize.source import Unreadable, decode_source
from loopguard.suppress import comment_allows, ignored_codes, is_suppressed

if TYPE_CHECKING:
    from loopguard.flag.segments import SourceText

_RECURSION = 12_000
"""Deep enough for the expressions of generated code; each level takes a handful of frames."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a run: files read, calls in code on the loop, those whose target is unknown."""

    files: int
    functions_on_loop: int
    calls: int
    unresolved: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a run found: findings by place, problems by file, and counts."""

    findings: tuple[Finding, ...]
    problems: tuple[FileProblem, ...]
    stats: Stats


def check(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None
) -> CheckResult:
    """Checks the Python files at and below `paths`.

    Raises ConfigError where a path does not exist, BlocklistError where the blocklist is broken.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))
    tell = progress or (lambda stage, done, total: None)
    library = load_shipped()
    discovery = discover_files(paths, settings)
    imports = ImportResolver(discovery.available, discovery.roots, library.knows_module)
    summaries, problems = _summarize(discovery, imports, tell)
    modules = _modules(summaries, discovery)
    tell("link", 0, 1)
    linker = Linker(modules, imports, library)
    graph = build_call_graph(linker)
    blocked = propagate(
        graph,
        lambda sink: settings.selects(sink.rule),
        lambda frame, edge, sink: not _allowed_below(graph, linker, frame, edge, sink),
        ImportTime(linker).is_warm,
    )
    findings = _flag(blocked, linker, settings, frozenset(discovery.given), tell)
    given = frozenset(discovery.given)
    reported = [p for path, p in problems.items() if path in given and settings.selects("LG001")]
    stats = Stats(len(summaries) + len(problems), len(graph.on_loop), graph.calls, graph.unresolved)
    return CheckResult(tuple(findings), tuple(sorted(reported)), stats)


def display_path(path: str) -> str:
    """The path relative to the working directory if it lies below, else as it is."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


# summarize


def _summarize(
    discovery: Discovery, imports: ImportResolver, tell: Progress
) -> tuple[dict[str, ModuleSummary], dict[str, FileProblem]]:
    """The summaries of all files that the run needs, and the problems with the others.

    Starts with the given files and follows their imports; where single files were given, their
    callers matter too, so every file of the project is read.
    """
    summaries: dict[str, ModuleSummary] = {}
    problems: dict[str, FileProblem] = {}
    wanted = dict.fromkeys(discovery.available if discovery.whole else discovery.given)
    pending = list(wanted)
    while pending:
        following: dict[str, None] = {}
        for path in pending:
            tell("read", len(summaries) + len(problems), len(wanted))
            outcome = _read_module(path)
            if isinstance(outcome, Unreadable):
                shown = display_path(path)
                problems[path] = FileProblem(shown, outcome.line, outcome.column, outcome.reason)
                continue
            summaries[path] = outcome
            following.update(dict.fromkeys(_imported_files(path, outcome, imports)))
        pending = [path for path in following if path not in wanted]
        wanted.update(dict.fromkeys(pending))
    return summaries, problems


def _read_module(path: str) -> ModuleSummary | Unreadable:
    text = _read_text(path)
    return text if isinstance(text, Unreadable) else summarize_source(text)


def _read_text(path: str) -> str | Unreadable:
    try:
        return decode_source(Path(path).read_bytes())
    except OSError as error:
        return Unreadable(f"cannot be read: {error.strerror or error}")


def _imported_files(path: str, summary: ModuleSummary, imports: ImportResolver) -> Iterable[str]:
    """The project's files that the module imports, with the packages around them."""
    wanted = [(e.module, e.level, e.name) for e in summary.expressions if isinstance(e, Import)]
    wanted += [(module, level, "") for module, level in summary.stars]
    for module, level, name in wanted:
        parts = module.split(".") if module else []
        for length in range(1 if parts and not level else len(parts), len(parts) + 1):
            place = imports.resolve(path, ".".join(parts[:length]), level)
            if place is None:
                break
            if place.endswith(".py"):
                yield place
        else:
            child = imports.child(place, name) if name and place is not None else None
            if child is not None and child.endswith(".py"):
                yield child


def _modules(summaries: dict[str, ModuleSummary], discovery: Discovery) -> list[Module]:
    files = frozenset(discovery.available)
    return [
        Module(path, display_path(path), module_name(path, files.__contains__), summaries[path])
        for path in sorted(summaries)
    ]


# propagate and flag


def _allowed_below(graph: CallGraph, linker: Linker, frame: Frame, edge: Edge, sink: Sink) -> bool:
    """Whether a comment permits a blocking call in a sync helper, for all that reach it.

    On the loop itself the comment is judged with the finding, where it can be counted as used.
    """
    if frame in graph.on_loop:
        return False
    site = edge.site
    summary = linker.modules[frame.module].summary
    first, last = min(site.statement, site.line), max(site.statement_end, site.end_line)
    return comment_allows(summary, first, last, sink.rule)


def _flag(
    blocked: Sequence[BlockedSite],
    linker: Linker,
    settings: Settings,
    given: frozenset[str],
    tell: Progress,
) -> list[Finding]:
    """The findings that concern the given files: there, or on a way that enters one of them."""
    by_module: dict[int, list[BlockedSite]] = {}
    for site in blocked:
        touched = (linker.modules[frame.module].path for frame, _ in site.path)
        if any(path in given for path in touched):
            by_module.setdefault(site.frame.module, []).append(site)
    if not by_module:
        return []  # a project without findings never loads LibCST
    from loopguard.flag import FlagContext, flag_module
    from loopguard.flag.findings import offload_style
    from loopguard.flag.segments import SourceText

    paths = {module.display: module.path for module in linker.modules}
    sources: dict[str, SourceText] = {}

    def source_of(shown: str) -> SourceText:
        if shown not in sources:
            text = _read_text(paths[shown])
            sources[shown] = SourceText.of("" if isinstance(text, Unreadable) else text)
        return sources[shown]

    styles = linker.library.offload_styles
    findings: list[Finding] = []
    for done, (index, sites) in enumerate(sorted(by_module.items())):
        tell("flag", done, len(by_module))
        module = linker.modules[index]
        style = offload_style(module.summary, settings.offload, styles)
        context = FlagContext(module.display, module.summary, style, source_of)
        traces = [witness(site, linker) for site in sites]
        also = [tuple(place_of(f, s, linker) for f, s in site.also) for site in sites]
        off = ignored_codes(module.path, settings)
        findings += [
            finding
            for finding in flag_module(sites, traces, context, also)
            if not any(finding.code.startswith(code) for code in off)
            and not is_suppressed(finding, module.summary)
        ]
    return sorted(findings, key=lambda finding: finding.sort_key)
