"""Runs LoopGuard over a package as if a loop called all that it publishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loopguard.config import Settings
from loopguard.discover import discover_files
from loopguard.engine.pipeline import analyse
from loopguard.engine.resources import Progress, Resources
from loopguard.graph.edges import Sink
from loopguard.graph.link import Linker
from loopguard.graph.propagate import BlockedSite, nearest
from loopguard.graph.values import Frame
from loopguard.graph.warm import WarmWork
from loopguard.learn.source import PackageSource
from loopguard.learn.surface import PublicCallable, PublicClass, Surface, read_surface
from loopguard.learn.twins import Twins
from loopguard.learn.types import TypeNames

_LEFT_OUT = ("__pycache__", "tests", "test")
"""Directories of a package that its users do not import."""

_LONGEST_WAY = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What is learned of one callable; without a rule it does not block.

    `twin` is in the form of the blocklist (`{}_async`), `counterpart` the name of an async class
    that has a method of the same name.
    """

    rule: str = ""
    severity: str = ""
    reason: str = ""
    returns: str = ""
    makes: str = ""
    twin: str = ""
    counterpart: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it is worth an entry."""
        return bool(self.rule or self.returns)

    def same_verdict(self, other: Entry) -> bool:
        """Whether the other says the same, for another reason maybe."""
        return replace(self, reason="") == replace(other, reason="")


@dataclass(slots=True)
class LearnedClass:
    """A class with the entries of its own that differ from what it inherits."""

    bases: tuple[str, ...]
    construct: Entry
    methods: dict[str, Entry] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Learned:
    """All that a package's source says, by public name."""

    source: PackageSource
    functions: dict[str, Entry] = field(default_factory=dict)
    classes: dict[str, LearnedClass] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def blocking(self) -> Iterator[tuple[str, Entry]]:
        """The names of all that blocks."""
        for name, entry in self.functions.items():
            if entry.rule:
                yield name, entry
        for owner, class_ in self.classes.items():
            if class_.construct.rule:
                yield owner, class_.construct
            for method, entry in class_.methods.items():
                if entry.rule:
                    yield f"{owner}.{method}", entry


def learn(source: PackageSource, progress: Progress | None = None) -> Learned:
    """Finds the public functions and methods of a package that block the thread that calls them.

    Raises BlocklistError where the blocklist is broken.
    """
    surfaces: list[Surface] = []

    def entries(linker: Linker) -> Iterator[tuple[Frame, str]]:
        surfaces.append(read_surface(linker))
        for frame in surfaces[0].frames():
            yield frame, "published"

    root = source.place.parent
    # The package stands on the import path beside others, and is read alone.
    settings = Settings(
        root=root, exclude=_LEFT_OUT, extend_exclude=("/*", f"!/{source.place.name}")
    )
    tell = progress or (lambda stage, done, total: None)
    analysis = analyse(
        discover_files([source.place], settings), settings, tell, Resources(), entries=entries
    )
    linker, graph = analysis.linker, analysis.graph
    surface = surfaces[0]
    reached = nearest(
        graph,
        dict.fromkeys(surface.frames()),
        lambda sink: settings.selects(sink.rule) and not _is_lock(linker, sink),
        WarmWork(linker, graph.offloaded).is_warm,
    )
    return _Judge(linker, surface, reached).learned(source)


def _is_lock(linker: Linker, sink: Sink) -> bool:
    """Whether it waits for a lock: a library holds its own ones for a few statements only."""
    return linker.library.is_lock(sink.model.name.rpartition(".")[0])


class _Judge:
    """Makes entries of what each frame reaches."""

    def __init__(self, linker: Linker, surface: Surface, reached: dict[Frame, BlockedSite]) -> None:
        self._linker = linker
        self._surface = surface
        self._reached = reached
        self._twins = Twins(linker, surface)
        self._types = TypeNames(linker, surface)
        self._known: dict[str, LearnedClass] = {}

    def learned(self, source: PackageSource) -> Learned:
        functions = {
            name: self._entry(function, self._twins.of_function(name, function))
            for name, function in sorted(self._surface.functions.items())
        }
        classes = {name: self._class(name) for name in sorted(self._surface.classes)}
        self._leave_out_the_silent(functions, classes)
        named = {*functions, *classes}
        aliases = {
            name: meant for name, meant in sorted(self._surface.aliases.items()) if meant in named
        }
        return Learned(source, functions, classes, aliases)

    def _entry(self, public: PublicCallable, twin: str = "", counterpart: str = "") -> Entry:
        # An async function that blocks inside cannot be told by an entry: it is awaited.
        sites = [
            self._reached[frame]
            for frame in public.frames
            if frame in self._reached and not self._linker.function(frame).is_async
        ]
        returns = self._types.returned(public, blocks=bool(sites))
        if not sites:
            return Entry(returns=returns)
        site = min(sites, key=lambda site: (site.severity != "error", len(site.path)))
        makes = "property" if public.has_kind("property") else ""
        return Entry(
            site.sink.rule, site.severity, self._reason(site), returns, makes, twin, counterpart
        )

    def _reason(self, site: BlockedSite) -> str:
        """The way to the blocking call in short."""
        steps = [
            self._linker.function(edge.target).qualified_name.replace(".<locals>", "")
            for _, edge in site.path
            if not isinstance(edge.target, Sink)
        ]
        if len(steps) > _LONGEST_WAY:
            steps = [steps[0], "…", steps[-1]]
        return site.sink.name + (f", through {' → '.join(steps)}" if steps else "")

    # classes

    def _class(self, name: str) -> LearnedClass:
        known = self._known.get(name)
        if known is not None:
            return known
        public = self._surface.classes[name]
        found = self._known[name] = LearnedClass(public.bases, self._entry(public.constructors))
        found.construct = replace(found.construct, returns="", twin="")
        for method, callable_ in public.methods.items():
            twin, counterpart = self._twins.of_method(name, public, method)
            entry = self._entry(callable_, twin, counterpart)
            if callable_.has_kind("property") and not entry.rule:
                if entry.returns and entry.returns != self._inherited_type(public, method):
                    found.attributes[method] = entry.returns
                continue
            inherited = self._inherited(public, method)
            if inherited is None:
                if entry.says_something:
                    found.methods[method] = entry
            elif not entry.same_verdict(inherited):
                silent = not entry.rule and not entry.returns
                reason = "is overridden and does not block" if silent else entry.reason
                found.methods[method] = replace(entry, reason=reason)
        for attribute, values in public.attributes.items():
            typed = self._types.of_values(values)
            if typed and typed != self._inherited_type(public, attribute):
                found.attributes[attribute] = typed
        return found

    def _inherited_type(self, public: PublicClass, attribute: str) -> str:
        for base in public.bases:
            if base in self._surface.classes:
                own = self._class(base).attributes.get(attribute)
                typed = own or self._inherited_type(self._surface.classes[base], attribute)
                if typed:
                    return typed
        return ""

    def _inherited(self, public: PublicClass, method: str) -> Entry | None:
        """The entry that the class has from a base of the package."""
        for base in public.bases:
            if base in self._surface.classes:
                entry = self._class(base).methods.get(method) or self._inherited(
                    self._surface.classes[base], method
                )
                if entry is not None:
                    return entry
        return None

    def _leave_out_the_silent(
        self, functions: dict[str, Entry], classes: dict[str, LearnedClass]
    ) -> None:
        """Keeps what blocks, and what leads to it by a type; the rest tells nobody anything."""
        telling = {
            name
            for name, class_ in classes.items()
            if class_.construct.rule or any(entry.rule for entry in class_.methods.values())
        }
        size = -1
        while size != len(telling):
            size = len(telling)
            for name, class_ in classes.items():
                types = [*class_.attributes.values()]
                types += [entry.returns for entry in class_.methods.values()]
                if telling & {*class_.bases, *self._types.classes_in(types)}:
                    telling.add(name)
        for name in set(classes) - telling:
            del classes[name]
        wanted = frozenset(telling)
        for class_ in classes.values():
            class_.bases = tuple(b for b in class_.bases if self._is_described(b, wanted))
            class_.attributes = self._kept_types(class_.attributes, wanted)
            class_.methods = self._kept(class_.methods, wanted)
        kept = self._kept(functions, wanted)
        functions.clear()
        functions.update(kept)

    def _is_described(self, base: str, wanted: frozenset[str]) -> bool:
        return base in wanted or base not in self._surface.classes

    def _kept_types(self, types: dict[str, str], wanted: frozenset[str]) -> dict[str, str]:
        return {n: text for n, text in types.items() if self._types.is_told(text, wanted)}

    def _kept(self, entries: dict[str, Entry], wanted: frozenset[str]) -> dict[str, Entry]:
        kept = {}
        for name, entry in entries.items():
            if entry.returns and not self._types.is_told(entry.returns, wanted):
                entry = replace(entry, returns="")
            if entry.says_something or entry.reason:
                kept[name] = entry
        return kept
