"""Source text by lines, and the places in it as people count them."""

from __future__ import annotations

from dataclasses import dataclass

from loopguard.domain.finding import Span
from loopguard.domain.summary import Site
from loopguard.summarize.source import split_lines


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file as lines with their ends."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> SourceText:
        """The lines of `text`; a byte order mark does not count as a column."""
        return cls(tuple(split_lines(text.removeprefix("\ufeff"))))

    def character(self, line: int, column: int) -> int:
        """The 1-based column in characters of a 0-based column in UTF-8 bytes."""
        if line > len(self.lines):
            return column + 1
        text = self.lines[line - 1]
        if text.isascii():
            return column + 1
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace")) + 1

    def span(self, site: Site) -> Span:
        """The range of a site, 1-based and in characters."""
        return Span(
            site.line,
            self.character(site.line, site.column),
            site.end_line,
            self.character(site.end_line, site.end_column),
        )

    def line(self, number: int) -> str:
        """One line without its end."""
        known = 1 <= number <= len(self.lines)
        return self.lines[number - 1].rstrip("\r\n") if known else ""
