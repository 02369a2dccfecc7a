"""Whether two summaries of a file tell the same program, at other places in the text.

Linking and propagating ask few things of positions: which of two comes first, which are the same,
and whether a line lies in the body of a `with`. Where all answers are the same, so is all that they
find, each thing at its new place. Of comments that silence they know nothing by themselves.
`tests/meta/test_positions.py` lists the modules that look at positions.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise

import msgspec

from loopguard.domain.summary import (
    FunctionSummary,
    ModuleSummary,
    Site,
    SiteKind,
)

_ENCODER = msgspec.msgpack.Encoder()


def is_only_moved(old: ModuleSummary, new: ModuleSummary) -> bool:
    """Whether the facts are the same, in the same order, and so are the answers about positions.

    Comments that silence are left to the caller.
    """
    if _ENCODER.encode(_without_positions(old)) != _ENCODER.encode(_without_positions(new)):
        return False
    pairs = list(zip(_sites(old), _sites(new), strict=True))
    return (
        _is_one_to_one(pairs)
        and _keeps_order(_ends(_sites(old)), _ends(_sites(new)))
        and all(
            _is_one_to_one(
                (a.statement, b.statement) for a, b in zip(f.sites, g.sites, strict=True)
            )
            and _bodies(f) == _bodies(g)
            for f, g in zip(old.functions, new.functions, strict=True)
        )
    )


def _without_positions(summary: ModuleSummary) -> ModuleSummary:
    """The facts alone; that a body has no end is one."""
    replace = msgspec.structs.replace
    functions = tuple(
        replace(
            function,
            start=0,
            line=0,
            column=0,
            end_line=0,
            sites=tuple(
                replace(
                    site,
                    line=0,
                    column=0,
                    end_line=0,
                    end_column=0,
                    statement=0,
                    statement_end=0,
                    body_end=min(site.body_end, 1),
                )
                for site in function.sites
            ),
        )
        for function in summary.functions
    )
    return replace(
        summary,
        functions=functions,
        classes=tuple(replace(class_, line=0) for class_ in summary.classes),
        suppressions=(),
    )


def _sites(summary: ModuleSummary) -> Iterator[Site]:
    for function in summary.functions:
        yield from function.sites


def _ends(sites: Iterable[Site]) -> Iterator[tuple[int, int]]:
    for site in sites:
        yield site.line, site.column
        yield site.end_line, site.end_column


def _is_one_to_one(pairs: Iterable[tuple[Hashable, Hashable]]) -> bool:
    """Whether equal ones stay equal and different ones different."""
    there: dict[Hashable, Hashable] = {}
    back: dict[Hashable, Hashable] = {}
    return all(there.setdefault(a, b) == b and back.setdefault(b, a) == a for a, b in pairs)


def _keeps_order(old: Iterable[tuple[int, int]], new: Iterable[tuple[int, int]]) -> bool:
    """Whether of any two positions the same comes first, or they are the same in both."""
    found = sorted(zip(old, new, strict=True))
    return all(b == d if a == c else b < d for (a, b), (c, d) in pairwise(found))


def _bodies(function: FunctionSummary) -> list[list[bool]]:
    """For each `with`, which sites of the function stand above the end of its body."""
    return [
        [site.line <= enter.body_end for site in function.sites]
        for enter in function.sites
        if enter.kind == SiteKind.ENTER and enter.body_end
    ]
