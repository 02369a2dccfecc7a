"""Watches a package run and notes where it blocks the event loop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from blockbuster import BlockBuster


@contextmanager
def blocked_calls(package: Path) -> Iterator[set[str]]:
    """Collect the chains of calls through `package` that end in a wait on the event loop.

    BlockBuster knows the primitives that wait. It would raise at the first one; here its predicate
    takes a note and lets the call go on, so that one run shows them all.
    """
    chains: set[str] = set()

    def watched(
        is_harmless: Callable[..., bool], allowed: list[tuple[str, Any]]
    ) -> Callable[..., bool]:
        def note(*args: Any, **kwargs: Any) -> bool:
            if not is_harmless(*args, **kwargs):
                stack = list(_stack(sys._getframe(1)))
                steps = [_step(frame, package) for frame in stack if _is_in(frame, package)]
                if steps and not any(_is_allowed(frame, allowed) for frame in stack):
                    chains.add(" > ".join(reversed(steps)))
            return True

        return note

    buster = BlockBuster()
    for function in buster.functions.values():
        function.can_block_predicate = watched(
            function.can_block_predicate, function.can_block_functions
        )
    buster.activate()
    try:
        yield chains
    finally:
        buster.deactivate()


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_in(frame: FrameType, package: Path) -> bool:
    return Path(frame.f_code.co_filename).is_relative_to(package)


def _step(frame: FrameType, package: Path) -> str:
    module = Path(frame.f_code.co_filename).relative_to(package).with_suffix("")
    return f"{'.'.join(module.parts)}.{frame.f_code.co_name}"


def _is_allowed(frame: FrameType, allowed: list[tuple[str, Any]]) -> bool:
    return any(
        frame.f_code.co_filename.endswith(file) and frame.f_code.co_name in functions
        for file, functions in allowed
    )
