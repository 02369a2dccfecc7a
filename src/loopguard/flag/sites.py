"""Gathers what the fixes of a blocked site have to know, from all files on the way down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import msgspec

from loopguard.blocklist.library import Library
from loopguard.blocklist.models import OffloadStyle
from loopguard.domain.finding import Fix
from loopguard.domain.summary import FunctionSummary, ModuleSummary, Site, SiteKind
from loopguard.flag.blocks import unit_of_work
from loopguard.flag.chain import Hop, Inside, awaited_inside
from loopguard.flag.names import ModuleNames
from loopguard.flag.pieces import Piece
from loopguard.flag.rewrite import Blocked, advise
from loopguard.flag.segments import segments
from loopguard.flag.surroundings import surroundings
from loopguard.flag.swap import Place, example_of
from loopguard.flag.threads import RewriteContext
from loopguard.flag.visitor import BlockedNode, find_node
from loopguard.flag.whole_file import whole_file
from loopguard.graph.edges import Edge
from loopguard.graph.project import Modules
from loopguard.graph.propagate import BlockedSite
from loopguard.graph.values import Frame
from loopguard.summarize.text import SourceText


class SiteReader:
    """Works out the fixes of blocked sites; what is needed of a file is read once."""

    def __init__(
        self,
        modules: Modules,
        library: Library,
        source_of: Callable[[str], SourceText],
        style_of: Callable[[Frame], OffloadStyle],
        uses_loop: Callable[[Frame, int, int], bool],
    ) -> None:
        self._modules = modules
        self._library = library
        self._source_of = source_of
        self._style_of = style_of
        self._uses_loop = uses_loop
        self._names: dict[int, ModuleNames] = {}
        self._nodes: dict[tuple[str, Site, bool], BlockedNode | None] = {}

    def fixes(self, site: BlockedSite) -> list[Fix]:
        """The fixes of a site, the best first."""
        frame, edge = site.path[0]
        context = self._context(frame)
        hop = self._hop(frame, edge)
        is_direct = len(site.path) == 1
        blocked = self._blocked(site, hop, context, edge, is_direct=is_direct)
        return advise(blocked, context)

    def _context(self, frame: Frame) -> RewriteContext:
        if frame.module not in self._names:
            summary = self._modules[frame.module].summary
            self._names[frame.module] = ModuleNames(summary)
        names = self._names[frame.module]
        return RewriteContext(self._style_of(frame), names, self._library)

    def _hop(self, frame: Frame, edge: Edge) -> Hop:
        module = self._modules[frame.module]
        function = module.summary.functions[innermost_def(frame, module.summary)]
        return Hop(module, function, edge.site, self._source_of(module.display))

    def _blocked(
        self,
        site: BlockedSite,
        hop: Hop,
        context: RewriteContext,
        edge: Edge,
        *,
        is_direct: bool,
    ) -> Blocked:
        source, function, summary = hop.source, hop.function, hop.module.summary
        node = self._node_of(hop)
        model, names = site.sink.model, context.names
        return Blocked(
            model,
            node,
            kind=SiteKind.ENTER if edge.entering else hop.site.kind,
            is_direct=is_direct,
            around=surroundings(source, function, hop.site),
            whole_file=partial(whole_file, source, summary, names, function, hop.site),
            block=partial(self._block, site.frame, hop, context),
            inside=partial(self._inside, site),
            swapped=partial(self._swapped, site, hop, node),
            method="" if is_direct else self._name(site.path[1][0]),
            needs_loop=site.needs_loop,
        )

    def _name(self, frame: Frame) -> str:
        return self._modules[frame.module].summary.functions[max(frame.function, 0)].name

    def _block(self, frame: Frame, hop: Hop, context: RewriteContext) -> str:
        piece = Piece.around(hop.source, hop.function, hop.site)
        if piece is None or self._uses_loop(frame, hop.site.statement, piece.last_line):
            return ""
        return unit_of_work(piece, hop.function, context)

    def _swapped(self, site: BlockedSite, hop: Hop, node: BlockedNode | None) -> str:
        advice = site.sink.model.advice
        if advice is None or node is None or node.obstacle:
            return ""
        place = Place(hop.source, hop.module.summary, hop.function, hop.site)
        return example_of(advice, site.sink.name, node, place)

    def _inside(self, site: BlockedSite) -> Inside | None:
        hops = [self._hop(frame, edge) for frame, edge in site.path]

        def fixed_sink(hop: Hop) -> tuple[BlockedNode, str] | None:
            frame, edge = site.path[-1]
            as_async = Hop(
                hop.module,
                msgspec.structs.replace(hop.function, is_async=True),
                hop.site,
                hop.source,
            )
            context = self._context(frame)
            blocked = replace(
                self._blocked(site, as_async, context, edge, is_direct=True), needs_loop=False
            )
            node = blocked.node
            if node is None or blocked.around.hazard:
                return None
            best = advise(blocked, context)[:1]
            if (
                not best
                or not best[0].replacement
                or best[0].span not in (None, node.span(node.node))
            ):
                return None
            return node, best[0].replacement

        return awaited_inside(site, hops, self._node_of, fixed_sink)

    def _node_of(self, hop: Hop) -> BlockedNode | None:
        """The expression of a hop; many sites of a module have hops in common."""
        key = (hop.module.path, hop.site, hop.function.is_async)
        if key not in self._nodes:
            pieces = segments(hop.source, hop.function, hop.site)
            self._nodes[key] = find_node(pieces, hop.source.span(hop.site))
        return self._nodes[key]


def innermost_def(frame: Frame, summary: ModuleSummary) -> int:
    """The function whose lines hold a frame's code: a lambda's are those of the `def` around it."""
    index = frame.function
    function: FunctionSummary = summary.functions[index]
    while function.is_lambda:
        index = max(function.parent, 0)
        function = summary.functions[index]
    return index
