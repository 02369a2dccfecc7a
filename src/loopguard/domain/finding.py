"""What a run reports: findings, each with the way from the loop down to the call that blocks."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("warning", "error")
"""From the mildest to the gravest."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of source text: lines and columns 1-based, columns in characters, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One call of a witness: in `function`, at this place, `callee` is run.

    Lines and columns are 1-based, columns in characters; `path` is relative to the working
    directory where that is possible. `callee` is a qualified name: of a function of the project,
    or, in the last step, of the library's callable that blocks.
    """

    path: str
    line: int
    column: int
    function: str
    callee: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a function: line and column 1-based, the column in characters."""

    path: str
    line: int
    column: int
    function: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What to do about a finding.

    `kind` is "twin", "replacement", "library", "offload", "plain-def" or "comment"; `safety`
    "safe" or "unsafe"; `description` completes "Fix: …"; `replacement` is code for this very call,
    or empty where more has to change; `example` is then code made for this very place, which shows
    what has to change, or empty where no code can be given. `imports` are
    the import statements that the replacement needs, `span` what it replaces where that is not the
    range of the finding, `reason` why the fix is unsafe or there is no replacement.
    """

    kind: str
    safety: str
    description: str
    replacement: str = ""
    example: str = ""
    imports: tuple[str, ...] = ()
    span: Span | None = None
    reason: str = ""

    @property
    def is_advice(self) -> bool:
        """Whether it says what to do and has no code for it; removing a comment needs none."""
        return not self.replacement and self.kind != "comment"


@dataclass(frozen=True, slots=True)
class Finding:
    """A call, on the event loop, that blocks it.

    `trace` starts at the place of the finding and ends at the blocking call; `callee` is the
    callee of its last step, `library` the distribution that brings it ("python": the standard
    library; empty where no call is meant). `fix` is the best one, `alternatives` are the others,
    best first. `statement` is the span of lines in which a comment suppresses it; `once` tells that
    the work is done once only, and `also` are further places that reach it.
    """

    code: str
    name: str
    severity: str
    confidence: str
    message: str
    path: str
    span: Span
    function: str
    callee: str
    fingerprint: str
    trace: tuple[Step, ...]
    fix: Fix | None
    statement: tuple[int, int]
    also: tuple[Place, ...] = ()
    once: bool = False
    library: str = ""
    alternatives: tuple[Fix, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Findings are listed by file, then by place."""
        return (self.path, self.span.line, self.span.column, self.code)


@dataclass(frozen=True, slots=True, order=True)
class UnresolvedCall:
    """A call on the loop whose target is unknown, so that it may block without being reported.

    Line and column are 1-based, the column in characters; `callee` is the call as it is written,
    `reason` what is missing to know more.
    """

    path: str
    line: int
    column: int
    function: str
    callee: str
    reason: str
