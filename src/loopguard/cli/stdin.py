"""A file whose text comes from standard input, as editors give it while it is not saved."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loopguard.domain.errors import Complaint, ConfigError
from loopguard.files import display_path
from loopguard.summarize.source import Unreadable, decode_source, split_lines

NAME = "<stdin>"
"""What the file is called where the user gives it no name."""


@dataclass(frozen=True, slots=True)
class StandardInput:
    """The file that is meant, which need not be there, and the text that counts in its place."""

    file: Path
    text: str

    @property
    def edited(self) -> Mapping[str, str]:
        """The text by the absolute path of the file."""
        return {os.path.realpath(self.file): self.text}

    @property
    def lines(self) -> Mapping[str, list[str]]:
        """The lines of the text, for reports, by the path of the file as it is shown."""
        shown = display_path(os.path.realpath(self.file))
        return {shown: split_lines(self.text.removeprefix("\ufeff"))}


def read_standard_input(name: Path | None) -> StandardInput:
    """Reads all of standard input. Raises ConfigError where that is no text."""
    text = decode_source(sys.stdin.buffer.read())
    if isinstance(text, Unreadable):
        raise ConfigError((Complaint("standard input", "", f"cannot be read: {text.reason}"),))
    return StandardInput(name or Path(NAME), text)
