"""Mistakes of the user that end a run (exit code 2), and trouble with one file that does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing that is wrong in a configuration or blocklist file.

    `file` is the path as the user would type it, `key` the dotted key ("library.rule"), `reason`
    one sentence without a full stop.
    """

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.key}: {self.reason}" if self.key else f"{self.file}: {self.reason}"
        )


class UserError(Exception):
    """Base of the errors that the user can mend; carries every complaint at once."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__(complaints)
        self.complaints = complaints

    def __str__(self) -> str:
        return "\n".join(str(complaint) for complaint in self.complaints)


class ConfigError(UserError):
    """The configuration or the command line cannot be used as it is."""


class BlocklistError(UserError):
    """A blocklist file breaks the format of docs/blocklist-format.md."""


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """A file that could not be read or parsed; the rest of the run goes on.

    `path` is relative to the working directory where that is possible, `line` and `column` are
    1-based (1, 1 where no place is known).
    """

    path: str
    line: int
    column: int
    reason: str
