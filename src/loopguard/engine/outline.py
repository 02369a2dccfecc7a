"""What linking and propagating have found, by numbers in the place of objects and positions.

Findings are made of it, of summaries and of texts, in every run. So it can be kept, and findings
be made anew where a text has changed and its facts have not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from loopguard.blocklist.models import CallableModel, OffloadStyle
from loopguard.domain.summary import FunctionSummary, ModuleSummary, Site
from loopguard.graph.edges import Edge, Sink
from loopguard.graph.project import Module
from loopguard.graph.propagate import BlockedSite
from loopguard.graph.values import Frame


class Spot(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A site: the module's number in the outline, its function, and the site's number in that."""

    module: int
    function: int
    site: int


class Hop(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An edge on the way to a blocking call; the flags are those of `Edge`."""

    spot: Spot
    once: bool
    likely: bool
    entering: bool


class Way(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A `BlockedSite`, and what its fixes have to know.

    `model` and `styles` are places in the tables of the outline: the model of the sink, and how
    code leaves the loop in the first frame and in the last. `once` is the place in `hops` behind
    which work is done once, -1 if there is none; `using` are the sites of the first frame whose
    code uses the running loop; `plain` tells whether the function may lose its `async` as far as
    the rest of the program goes.
    """

    hops: tuple[Hop, ...]
    model: int
    name: str
    rule: str
    once: int
    also: tuple[Spot, ...]
    starting: bool
    needs_loop: bool
    styles: tuple[int, int]
    using: tuple[int, ...]
    plain: bool

    def modules(self) -> set[int]:
        """The modules on the way, by number; what is said of it depends on no other texts."""
        return {spot.module for spot in (*(hop.spot for hop in self.hops), *self.also)}


class Question(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Whether a comment silences the rule at a site: by path, function and the site's number."""

    path: str
    function: int
    site: int
    rule: str

    def site_in(self, summary: ModuleSummary) -> Site:
        """The site in the summary of that path."""
        return _function(summary, self.function).sites[self.site]


class Outline(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All ways, in the order in which they were found.

    `paths` are the modules with a part in one, in sorted order, by their absolute paths.
    `asked` are the places in helpers where it mattered whether a comment silences a call.
    """

    paths: tuple[str, ...]
    models: tuple[CallableModel, ...]
    styles: tuple[OffloadStyle, ...]
    ways: tuple[Way, ...]
    asked: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A blocked site, with what its fixes have to know of the program around it.

    `styles` say how code leaves the loop in the first frame of its path and in the last, `using`
    are the sites of its function whose code uses the running loop. `is_plain` tells whether the
    function may lose its `async`, as far as the rest of the program goes.
    """

    blocked: BlockedSite
    styles: tuple[OffloadStyle, OffloadStyle]
    using: frozenset[Site]
    is_plain: bool


def outline_of(
    found: Sequence[Reached],
    modules: Sequence[Module],
    asked: Iterable[tuple[int, int, Site, str]],
) -> Outline:
    """The outline of these sites and of the places that comments were looked for at."""
    touched = sorted({f.module for r in found for f, _ in (*r.blocked.path, *r.blocked.also)})
    numbers = {module: number for number, module in enumerate(touched)}
    models: dict[CallableModel, int] = {}
    styles: dict[OffloadStyle, int] = {}

    def spot(frame: Frame, site: Site) -> Spot:
        return Spot(
            numbers[frame.module],
            frame.function,
            _number(modules[frame.module], frame.function, site),
        )

    def way(reached: Reached) -> Way:
        blocked = reached.blocked
        home, (first, last) = modules[blocked.frame.module], reached.styles
        sites = _function(home.summary, blocked.frame.function).sites
        return Way(
            tuple(Hop(spot(f, e.site), e.once, e.likely, e.entering) for f, e in blocked.path),
            models.setdefault(blocked.sink.model, len(models)),
            blocked.sink.name,
            blocked.sink.rule,
            -1 if blocked.once is None else blocked.path.index(blocked.once),
            tuple(spot(*place) for place in blocked.also),
            blocked.starting,
            blocked.needs_loop,
            (styles.setdefault(first, len(styles)), styles.setdefault(last, len(styles))),
            tuple(n for n, site in enumerate(sites) if site in reached.using),
            reached.is_plain,
        )

    ways = tuple(map(way, found))
    questions = tuple(
        Question(modules[module].path, function, _number(modules[module], function, site), rule)
        for module, function, site, rule in asked
    )
    paths = tuple(modules[module].path for module in touched)
    return Outline(paths, tuple(models), tuple(styles), ways, questions)


def encoded(outline: Outline) -> bytes:
    """The outline as msgpack; empty where a path in it is no text."""
    try:
        return msgspec.msgpack.encode(outline)
    except UnicodeEncodeError:
        return b""


def decoded(data: bytes) -> Outline | None:
    """The outline again, or None."""
    try:
        return msgspec.msgpack.decode(data, type=Outline)
    except (msgspec.DecodeError, RecursionError):
        return None


def _number(module: Module, function: int, site: Site) -> int:
    return _function(module.summary, function).sites.index(site)


def reached(outline: Outline, way: Way, modules: Mapping[int, Module]) -> Reached:
    """What the way stands for, at the places of today; `modules` holds those that it touches."""

    def sites(spot: Spot) -> tuple[Site, ...]:
        return _function(modules[spot.module].summary, spot.function).sites

    def frame(spot: Spot, number: int = 0) -> Frame:
        return Frame(spot.module, spot.function, None, (), number)

    sink = Sink(outline.models[way.model], way.name, way.rule)
    frames = [frame(hop.spot, number) for number, hop in enumerate(way.hops)]
    targets: list[Frame | Sink] = [*frames[1:], sink]
    path = tuple(
        (
            here,
            Edge(
                sites(hop.spot)[hop.spot.site],
                target,
                hop.once,
                likely=hop.likely,
                entering=hop.entering,
            ),
        )
        for here, hop, target in zip(frames, way.hops, targets, strict=True)
    )
    own = sites(way.hops[0].spot)
    blocked = BlockedSite(
        frames[0],
        path[0][1].site,
        path,
        sink,
        path[way.once] if way.once >= 0 else None,
        tuple((frame(spot), sites(spot)[spot.site]) for spot in way.also),
        way.starting,
        way.needs_loop,
    )
    first, last = way.styles
    styles = (outline.styles[first], outline.styles[last])
    return Reached(blocked, styles, frozenset(own[n] for n in way.using), way.plain)


def _function(summary: ModuleSummary, number: int) -> FunctionSummary:
    return summary.functions[max(number, 0)]
