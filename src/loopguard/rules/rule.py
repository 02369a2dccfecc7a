"""What a rule is: the words that a person reads about one kind of finding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One code, for one mechanism.

    `name` states the bad pattern, `message` is the sentence of a finding with `{callee}` in it,
    `what`, `why` are paragraphs, `example` and `instead` are code, `fix` says what the fixes of
    this rule are and when they are safe. `default` tells whether it is on without being asked for.
    """

    code: str
    name: str
    message: str
    what: str
    why: str
    example: str
    instead: str
    fix: str
    default: bool = True
