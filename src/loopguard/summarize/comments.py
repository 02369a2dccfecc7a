"""Suppression comments: `# loopguard: ignore[LG102] reason`, `# noqa: LG102`, file-level forms."""

from __future__ import annotations

import io
import re
import tokenize

from loopguard.domain.summary import Suppression

_MENTION = re.compile(r"#.*?(?:loopguard\s*:|noqa)", re.IGNORECASE)
_OWN = re.compile(
    r"#\s*loopguard\s*:\s*(?P<verb>ignore-file|ignore)\s*"
    r"(?:\[(?P<codes>[^\]]*)\])?\s*(?P<reason>[^#]*)",
    re.IGNORECASE,
)
_NOQA = re.compile(
    r"#\s*(?P<file>(?:flake8|ruff)\s*:\s*)?noqa(?P<colon>\s*:\s*(?P<codes>[A-Z]+[0-9]+"
    r"(?:[\s,]+[A-Z]+[0-9]+)*))?",
    re.IGNORECASE,
)


def find_suppressions(text: str) -> tuple[Suppression, ...]:
    """The suppressions in `text`, in the order of their lines.

    The text is tokenized (slow) only when it mentions a suppression at all; a mention inside a
    string is not a comment.
    """
    if not _MENTION.search(text):
        return ()
    found: list[Suppression] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            if token.type == tokenize.COMMENT:
                found.extend(_read_comment(token.string, token.start[0]))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        pass  # the parser has already accepted the file; keep what was found
    return tuple(found)


def _read_comment(comment: str, line: int) -> list[Suppression]:
    found: list[Suppression] = []
    own = _OWN.search(comment)
    if own:
        at = 0 if own["verb"].lower() == "ignore-file" else line
        codes = tuple(code.strip().upper() for code in (own["codes"] or "").split(","))
        found.append(Suppression(at, tuple(filter(None, codes)), own["reason"].strip()))
    noqa = _NOQA.search(comment)
    if noqa:
        codes = tuple(re.findall(r"[A-Z]+[0-9]+", (noqa["codes"] or "").upper()))
        ours = tuple(code for code in codes if code.startswith("LG"))
        if not codes or ours:
            found.append(Suppression(0 if noqa["file"] else line, ours, ""))
    return found
