"""Bytes of a file to text and syntax tree, or the reason why not."""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
import warnings
from dataclasses import dataclass

from loopguard.summarize.lowering import parse_lowered

_FOR_DOMAIN_NAMES = ("idna", "punycode")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file has no syntax tree; `line` and `column` are 1-based."""

    reason: str
    line: int = 1
    column: int = 1


def decode_source(data: bytes) -> str | Unreadable:
    """The text of a Python file by its byte order mark or coding line, UTF-8 without either."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        return Unreadable(str(error.msg))
    if codecs.lookup(encoding).name in _FOR_DOMAIN_NAMES:
        # Python would try: what it makes of the text depends on the dots in it.
        return Unreadable(f"its coding line names {encoding}, which is for domain names only")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Unreadable(f"not valid {encoding} (byte {error.start}: {error.reason})", line)
    except (LookupError, UnicodeError):  # codecs that are not for text, or refuse to decode
        return Unreadable(f"its coding line names {encoding}, which is no text encoding")


def parse_source(text: str) -> ast.Module | Unreadable:
    """The syntax tree of `text`, also where its syntax is newer than the running interpreter."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _parse(text)
    except SyntaxError as error:
        return Unreadable(str(error.msg), error.lineno or 1, error.offset or 1)
    except (RecursionError, MemoryError):
        return Unreadable("nested too deeply to be parsed")
    except ValueError as error:
        return Unreadable(str(error))


def _parse(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError:
        tree = parse_lowered(text)
        if tree is None:
            raise
        return tree


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their ends, as Python counts them.

    `str.splitlines` is no use here: it also splits at form feeds and Unicode separators, which
    Python's tokenizer does not.
    """
    return _LINE.findall(text)
