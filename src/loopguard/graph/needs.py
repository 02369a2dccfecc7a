"""Which functions have to stay on the loop: they start tasks there, or hand callbacks to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from loopguard.graph.values import Frame

if TYPE_CHECKING:
    from loopguard.graph.edges import Edge


def needing_frames(
    edges: Mapping[Frame, Sequence[Edge]], using: Mapping[Frame, object]
) -> frozenset[Frame]:
    """The frames that use the running loop (`using`), and all that call one of them."""
    callers: dict[Frame, list[Frame]] = {}
    for frame, leaving in edges.items():
        for edge in leaving:
            if isinstance(edge.target, Frame):
                callers.setdefault(edge.target, []).append(frame)
    found = set(using)
    pending = list(using)
    while pending:
        for caller in callers.get(pending.pop(), ()):
            if caller not in found:
                found.add(caller)
                pending.append(caller)
    return frozenset(found)
