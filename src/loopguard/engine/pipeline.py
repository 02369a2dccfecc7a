"""The pipeline: discover, summarize, link, propagate, flag, suppress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from loopguard.blocklist import load_library
from loopguard.cache.states import Sighting
from loopguard.config import Settings
from loopguard.discover import Discovery, discover_files
from loopguard.domain.errors import FileProblem
from loopguard.domain.result import CheckResult, Stats
from loopguard.domain.summary import Import, ModuleSummary, Site
from loopguard.engine.flagging import flag, judged, reached_sites, unused
from loopguard.engine.outline import encoded, outline_of
from loopguard.engine.resources import NOTHING_KEPT, Progress, Resources, allow_deep_code
from loopguard.engine.sources import Sources
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
from loopguard.graph.witness import qualified_name
from loopguard.reader import SummaryReader
from loopguard.shards import Shards
from loopguard.summarize import summarize_source
from loopguard.summarize.source import Unreadable
from loopguard.suppress import Usage, comment_allows, ignored_codes, lines_of_site

Read = Callable[[Sequence[str]], Iterator[tuple[str, ModuleSummary | Unreadable]]]
"""Gives each path with its summary, or with the reason why it has none."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole program, linked, with the ways from the loop to the calls that block.

    `behind` are places, by module and function, that reach work which other code has done by then,
    `usage` tells which comments in helpers have silenced calls, `asked` where comments were looked
    for there (module, function, site and rule), `files` what the files were when they were read.
    """

    discovery: Discovery
    files: dict[str, Sighting]
    problems: dict[str, FileProblem]
    linker: Linker
    graph: CallGraph
    blocked: tuple[BlockedSite, ...]
    behind: frozenset[tuple[int, int, Site]]
    usage: Usage
    asked: tuple[tuple[int, int, Site, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run, and what the next one may use of it.

    `files` are what the files were, None where one had no content; `outline` is what the findings
    were made of, encoded.
    """

    result: CheckResult
    files: dict[str, Sighting] | None
    outline: bytes


def run(
    discovery: Discovery,
    settings: Settings,
    tell: Progress,
    resources: Resources,
    edited: Mapping[str, str | None],
    shards: Shards | None = None,
    *,
    show_unresolved: bool = False,
) -> Outcome:
    """The result for these files.

    Raises BlocklistError where the blocklist is broken.
    """
    analysis = analyse(discovery, settings, tell, resources, edited, shards=shards)
    linker, graph, usage = analysis.linker, analysis.graph, analysis.usage
    given = frozenset(analysis.discovery.given)
    contents = {path: shared.content for path, shared in shards.files.items()} if shards else {}
    sources = Sources(linker.modules, edited, contents)
    found = reached_sites(analysis.blocked, linker, graph, settings, given)
    outline = outline_of(found, linker.modules, analysis.asked)
    numbers = {module.path: module for module in linker.modules}
    touched = {number: numbers[path] for number, path in enumerate(outline.paths)}
    findings = flag(outline, outline.ways, touched, linker.library, settings, sources, usage, tell)
    findings += unused(linker.modules, settings, given, sources, usage)
    problems = [p for path, p in analysis.problems.items() if path in given]
    known = sum(frame is None for frame in graph.unknown.values())
    functions = {(frame.module, frame.function) for frame in graph.on_loop}
    files = len(linker.modules) + len(analysis.problems)
    result = CheckResult(
        tuple(judged(findings, settings)),
        tuple(sorted(problems)) if settings.selects("LG001") else (),
        Stats(files, len(functions), len(graph.unknown), known),
        unresolved_calls(linker, graph, given, sources.of) if show_unresolved else (),
        behind=tuple(sorted(_functions_of(analysis.behind, linker))),
    )
    seen = analysis.files.keys() | {path for path, text in edited.items() if text is not None}
    is_complete = analysis.problems.keys() <= seen and all(m.path in seen for m in linker.modules)
    return Outcome(result, analysis.files if is_complete else None, encoded(outline))


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
    allow_deep_code()
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
    permits = _Permits(graph, linker, usage)
    blocked = propagate(
        graph,
        lambda sink: settings.selects(sink.rule),
        lambda frame, edge, sink: not permits.allow(frame, edge, sink),
        WarmWork(linker, graph.offloaded).is_warm,
        preceding.taken_before,
        likely=settings.confidence == "likely",
    )
    return Analysis(
        discovery,
        reader.files,
        problems,
        linker,
        graph,
        tuple(blocked),
        frozenset(preceding.behind),
        usage,
        tuple(permits.asked),
    )


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
        first, last = lines_of_site(site)
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


# propagate


class _Permits:
    """Answers whether comments permit blocking calls in sync helpers, for all that reach them.

    On the loop itself a comment is judged with the finding, where it can be counted as used.
    `asked` are the places that comments were looked for at, with the rule.
    """

    def __init__(self, graph: CallGraph, linker: Linker, usage: Usage) -> None:
        self._graph = graph
        self._modules = linker.modules
        self._usage = usage
        self.asked: dict[tuple[int, int, Site, str], bool] = {}

    def allow(self, frame: Frame, edge: Edge, sink: Sink) -> bool:
        """Whether a comment silences the rule of the sink where the edge stands."""
        if frame in self._graph.on_loop:
            return False
        place = (frame.module, frame.function, edge.site, sink.rule)
        if place not in self.asked:
            module, lines = self._modules[frame.module], lines_of_site(edge.site)
            self.asked[place] = self._usage.allows(module.path, module.summary, lines, sink.rule)
        return self.asked[place]


def _functions_of(
    places: Iterable[tuple[int, int, Site]], linker: Linker
) -> frozenset[tuple[str, str]]:
    """The files and the functions of places."""
    frames = [linker.frames.frame(module, function) for module, function, _ in places]
    return frozenset(
        (linker.modules[f.module].display, qualified_name(f, linker.modules)) for f in frames
    )
