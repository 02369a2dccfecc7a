"""The edges of the call graph: what code at a place runs, a function or a blocking callable."""

from __future__ import annotations

from dataclasses import dataclass

from loopguard.blocklist.models import CallableModel
from loopguard.domain.summary import Site
from loopguard.graph.values import Arguments, Frame, Keywords, LibraryMember, LibraryValue

LOCK_HELD = "LG112"

LockKey = tuple[int, int, str]
"""A module, one of its classes and an attribute of that; or one of its expressions, and no name."""


@dataclass(frozen=True, slots=True)
class Sink:
    """A library callable that blocks, under the name by which it was reached.

    `rule` is the model's own, unless the way of its use makes it another (LG112).
    """

    model: CallableModel
    name: str
    rule: str

    @property
    def severity(self) -> str:
        """How bad it is: what the model says, but a lock held over an await is an error."""
        return "error" if self.rule == LOCK_HELD else self.model.severity


@dataclass(frozen=True, slots=True)
class Edge:
    """Code at `site` runs `target` before it goes on.

    `once` says that a memoised function or a check stands in between: the target runs once, not
    each time; `arguments` are then what the memo depends on. `likely` says that the target is one
    of several which only look like what is meant, `entering` that a call enters a manager which is
    left later (`stack.enter_context(x)`). `lock` is the lock that is waited for, if its uses are
    all known.
    """

    site: Site
    target: Frame | Sink
    once: bool = False
    arguments: tuple[Arguments, Keywords] = ((), ())
    likely: bool = False
    entering: bool = False
    lock: LockKey | None = None


def display_name(callee: LibraryValue | LibraryMember) -> str:
    """The name that people know: builtins without their module."""
    name = callee.name if isinstance(callee, LibraryValue) else f"{callee.owner}.{callee.path}"
    return name.removeprefix("builtins.")
