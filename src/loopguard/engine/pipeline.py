"""The pipeline: discover, summarize, link, propagate, flag, suppress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from loopguard.blocklist import load_library
from loopguard.cache.states import Sighting
from loopguard.config import Settings
from loopguard.discover import Discovery, discover_files
from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult, Stats
from loopguard.domain.summary import Import, ModuleSummary, Site
from loopguard.engine.resources import NOTHING_KEPT, Progress, Resources
from loopguard.files import display_path
from loopguard.graph.callgraph import CallGraph, build_call_graph
from loopguard.graph.edges import Edge, Sink
from loopguard.graph.entrypoints import Entries, entry_frames
from loopguard.graph.explain import Explanation, explain_line
from loopguard.graph.link import Linker
from loopguard.graph.preceding import PrecedingSteps
from loopguard.graph.project import ImportResolver, Module, module_name
from loopguard.graph.propagate import BlockedSite, propagate
from loopguard.graph.unresolved import unresolved_calls
from loopguard.graph.values import Frame
from loopguard.graph.warm import WarmWork
from loopguard.graph.witness import place_of, qualified_name, witness
from loopguard.reader import SummaryReader
from loopguard.shards import Shards
from loopguard.summarize import summarize_source
from loopguard.summarize.reading import digest_of, read_text
from loopguard.summarize.source import Unreadable
from loopguard.summarize.text import SourceText
from loopguard.suppress import Usage, comment_allows, ignored_codes, lines_of

_RECURSION = 12_000
"""Deep enough for the expressions of generated code; each level takes a handful of frames."""


Read = Callable[[Sequence[str]], Iterator[tuple[str, ModuleSummary | Unreadable]]]
"""Gives each path with its summary, or with the reason why it has none."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole program, linked, with the ways from the loop to the calls that block.

    `behind` are places, by module and function, that reach work which other code has done by then,
    `usage` tells which comments in helpers have silenced calls, `files` what the files were when
    they were read.
    """

    discovery: Discovery
    files: dict[str, Sighting]
    problems: dict[str, FileProblem]
    linker: Linker
    graph: CallGraph
    blocked: tuple[BlockedSite, ...]
    behind: frozenset[tuple[int, int, Site]]
    usage: Usage


def run(
    discovery: Discovery,
    settings: Settings,
    tell: Progress,
    resources: Resources,
    edited: Mapping[str, str | None],
    shards: Shards | None = None,
    *,
    show_unresolved: bool = False,
) -> tuple[CheckResult, dict[str, Sighting] | None]:
    """The result for these files, and what they were; None for these where one had no content.

    Raises BlocklistError where the blocklist is broken.
    """
    analysis = analyse(discovery, settings, tell, resources, edited, shards=shards)
    linker, graph = analysis.linker, analysis.graph
    given = frozenset(analysis.discovery.given)
    contents = {path: shared.content for path, shared in shards.files.items()} if shards else {}
    sources = Sources(linker.modules, edited, contents)
    usage = analysis.usage
    findings = _flag(analysis.blocked, linker, graph, settings, given, sources, usage, tell)
    if settings.selects("LG002"):
        findings += _unused(linker, settings, given, sources, usage)
        findings.sort(key=lambda finding: finding.sort_key)
    if settings.severity:
        findings = [
            replace(finding, severity=settings.severity_of(finding.code, finding.severity))
            for finding in findings
        ]
    problems = [p for path, p in analysis.problems.items() if path in given]
    known = sum(frame is None for frame in graph.unknown.values())
    functions = {(frame.module, frame.function) for frame in graph.on_loop}
    files = len(linker.modules) + len(analysis.problems)
    result = CheckResult(
        tuple(findings),
        tuple(sorted(problems)) if settings.selects("LG001") else (),
        Stats(files, len(functions), len(graph.unknown), known),
        unresolved_calls(linker, graph, given, sources.of) if show_unresolved else (),
        behind=tuple(sorted(_functions_of(analysis.behind, linker))),
    )
    seen = analysis.files.keys() | {path for path, text in edited.items() if text is not None}
    is_complete = analysis.problems.keys() <= seen and all(m.path in seen for m in linker.modules)
    return result, analysis.files if is_complete else None


def analyse(
    discovery: Discovery,
    settings: Settings,
    tell: Progress,
    resources: Resources = NOTHING_KEPT,
    edited: Mapping[str, str | None] = MappingProxyType({}),
    entries: Entries = entry_frames,
    shards: Shards | None = None,
) -> Analysis:
    """Reads and links the files, and finds the calls that block.

    `entries` gives the code that is taken to run on a loop. Raises BlocklistError where the
    blocklist is broken.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))
    library = load_library(settings.blocklist_files, settings.blocklist, settings.config_file)
    imports = ImportResolver(discovery.available, discovery.roots, library.knows_module)
    reader = SummaryReader(resources.cache, resources.jobs)
    read = reader.read if shards is None else shards.outcomes
    summaries, problems = _summarize(discovery, imports, _with_texts(read, edited), tell)
    reader.finish()
    modules = _modules(summaries, discovery)
    tell("link", 0, 1)
    linker = Linker(modules, imports, library)
    graph = build_call_graph(linker, entries)
    usage = Usage()
    preceding = PrecedingSteps(linker, graph)
    blocked = propagate(
        graph,
        lambda sink: settings.selects(sink.rule),
        lambda frame, edge, sink: not _allowed_below(graph, linker, usage, frame, edge, sink),
        WarmWork(linker, graph.offloaded).is_warm,
        preceding.taken_before,
        likely=settings.confidence == "likely",
    )
    behind = frozenset(preceding.behind)
    return Analysis(discovery, reader.files, problems, linker, graph, tuple(blocked), behind, usage)


def explain(
    path: Path, line: int, settings: Settings, tell: Progress
) -> list[Explanation] | FileProblem:
    """What is known of the calls on a line (1-based) of a file, or why the file has no answer.

    Columns are 1-based and in characters. Raises the same errors as `check`.
    """
    analysis = analyse(discover_files([path], settings), settings, tell)
    file = analysis.discovery.given[0] if analysis.discovery.given else ""
    if file in analysis.problems:
        return analysis.problems[file]
    modules = analysis.linker.modules
    module = next((n for n, candidate in enumerate(modules) if candidate.path == file), None)
    if module is None:
        return []

    def is_silenced(blocked: BlockedSite) -> bool:
        home, site = modules[blocked.frame.module], blocked.site
        first, last = min(site.statement, site.line), max(site.statement_end, site.end_line)
        rule = blocked.sink.rule
        ignored = ignored_codes(home.path, settings)
        return comment_allows(home.summary, first, last, rule) or rule.startswith(tuple(ignored))

    found = explain_line(
        analysis.linker,
        analysis.graph,
        analysis.blocked,
        analysis.behind,
        is_silenced,
        module,
        line,
    )
    source = Sources(modules).of(modules[module].display)
    return [replace(e, column=source.character(e.line, e.column)) for e in found]


class Sources:
    """The texts of the modules by their displayed paths, each read when first asked for.

    `contents` are digests, by path, of what the files held when they were summarized; where such a
    file holds something else, it has no text.
    """

    def __init__(
        self,
        modules: Sequence[Module],
        edited: Mapping[str, str | None] = MappingProxyType({}),
        contents: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self._contents = contents
        self._paths = {module.display: module.path for module in modules}
        self._texts = {
            module.display: SourceText.of(text)
            for module in modules
            if (text := edited.get(module.path)) is not None
        }

    def of(self, display: str) -> SourceText:
        """The text of a file; empty where it cannot be read any more."""
        if display not in self._texts:
            path = self._paths[display]
            content = self._contents.get(path)
            text: str | Unreadable = ""
            if content is None or content == digest_of(path):
                text = read_text(path)
            self._texts[display] = SourceText.of("" if isinstance(text, Unreadable) else text)
        return self._texts[display]


# summarize


def _summarize(
    discovery: Discovery, imports: ImportResolver, read: Read, tell: Progress
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
        for path, outcome in read(pending):
            tell("read", len(summaries) + len(problems), len(wanted))
            if isinstance(outcome, Unreadable):
                shown = display_path(path)
                problems[path] = FileProblem(shown, outcome.line, outcome.column, outcome.reason)
                continue
            summaries[path] = outcome
            if len(wanted) < len(discovery.available):  # else imports lead to nothing new
                following.update(dict.fromkeys(_imported_files(path, outcome, imports)))
        pending = [path for path in following if path not in wanted]
        wanted.update(dict.fromkeys(pending))
    return summaries, problems


def _with_texts(read: Read, edited: Mapping[str, str | None]) -> Read:
    """Reads the edited texts in the place of their files."""
    texts = {path: text for path, text in edited.items() if text is not None}

    def read_all(paths: Sequence[str]) -> Iterator[tuple[str, ModuleSummary | Unreadable]]:
        for path in paths:
            if path in texts:
                yield path, summarize_source(texts[path])
        yield from read([path for path in paths if path not in texts])

    return read_all if texts else read


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


def _allowed_below(
    graph: CallGraph, linker: Linker, usage: Usage, frame: Frame, edge: Edge, sink: Sink
) -> bool:
    """Whether a comment permits a blocking call in a sync helper, for all that reach it.

    On the loop itself the comment is judged with the finding, where it can be counted as used.
    """
    if frame in graph.on_loop:
        return False
    site, module = edge.site, linker.modules[frame.module]
    lines = (min(site.statement, site.line), max(site.statement_end, site.end_line))
    return usage.allows(module.path, module.summary, lines, sink.rule)


def _flag(
    blocked: Sequence[BlockedSite],
    linker: Linker,
    graph: CallGraph,
    settings: Settings,
    given: frozenset[str],
    sources: Sources,
    usage: Usage,
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
    from loopguard.flag.plain import PlainFunctions
    from loopguard.flag.styles import OffloadStyles

    styles = OffloadStyles(linker, settings.offload)
    plain = PlainFunctions(linker, graph.needing)
    findings: list[Finding] = []
    for done, (index, sites) in enumerate(sorted(by_module.items())):
        tell("flag", done, len(by_module))
        module = linker.modules[index]
        source = sources.of(module.display)
        context = FlagContext(
            module.display,
            module.summary,
            linker,
            sources.of,
            styles.of,
            lambda function, index=index, source=source: plain.may_be_plain(  # type: ignore[misc]
                index, function, source
            ),
            graph.uses_loop,
        )
        traces = [witness(site, linker) for site in sites]
        also = [tuple(place_of(f, s, linker) for f, s in site.also) for site in sites]
        off = ignored_codes(module.path, settings)
        for finding in flag_module(sites, traces, context, also):
            if finding.code.startswith(off):
                continue
            for place in finding.also:  # a comment there is not idle, though not decisive either
                if place.path == finding.path:
                    lines = (place.line, place.line)
                    usage.allows(module.path, module.summary, lines, finding.code)
            if not usage.allows(module.path, module.summary, lines_of(finding), finding.code):
                findings.append(finding)
    return sorted(findings, key=lambda finding: finding.sort_key)


def _functions_of(
    places: Iterable[tuple[int, int, Site]], linker: Linker
) -> frozenset[tuple[str, str]]:
    """The files and the functions of places."""
    frames = [linker.frames.frame(module, function) for module, function, _ in places]
    return frozenset((linker.modules[f.module].display, qualified_name(f, linker)) for f in frames)


def _unused(
    linker: Linker, settings: Settings, given: frozenset[str], sources: Sources, usage: Usage
) -> list[Finding]:
    """The comments in the given files that silence nothing."""
    from loopguard.suppress.unused import unused_suppressions

    found: list[Finding] = []
    for module in linker.modules:
        off = ignored_codes(module.path, settings) if module.summary.suppressions else ()
        if module.summary.suppressions and module.path in given and not "LG002".startswith(off):
            source = sources.of(module.display)
            found += unused_suppressions(
                module.path, module.display, module.name, source, usage, settings, off
            )
    return found
