"""The file of a baseline: JSON with one entry on each line, sorted, for people who review it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loopguard.baseline.entries import Entry
from loopguard.domain.errors import Complaint, ConfigError
from loopguard.files import replace_file

VERSION = 1
_TEXTS = ("path", "function", "code", "call", "blocks")


def read_baseline(file: Path) -> Counter[Entry]:
    """The entries of a baseline, each with how many findings it holds back.

    Raises ConfigError with every complaint about the file at once.
    """
    try:
        document = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        reason = "no such file; `loopguard baseline create` writes one"
        raise ConfigError((Complaint(str(file), "", reason),)) from error
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        raise ConfigError((Complaint(str(file), "", reason),)) from error
    except (ValueError, RecursionError) as error:
        reason = f"is not JSON: {_first_line(error)}"
        raise ConfigError((Complaint(str(file), "", reason),)) from error
    complaints: list[Complaint] = []
    entries = _entries(document, file, complaints)
    if complaints:
        raise ConfigError(tuple(complaints))
    return entries


def _first_line(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else "it is nested too deeply"


def _entries(document: Any, file: Path, complaints: list[Complaint]) -> Counter[Entry]:
    def complain(key: str, reason: str) -> None:
        complaints.append(Complaint(str(file), key, reason))

    entries: Counter[Entry] = Counter()
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        complain("", "is no baseline: it has to be an object with a list `findings`")
        return entries
    if document.get("version") != VERSION:
        complain("version", f"must be {VERSION}; `loopguard baseline create` writes the file anew")
        return entries
    for number, row in enumerate(document["findings"]):
        key = f"findings[{number}]"
        if not isinstance(row, dict):
            complain(key, "must be an object")
            continue
        before = len(complaints)
        for name in sorted(row.keys() - {*_TEXTS, "count"}):
            complain(f"{key}.{name}", f"is unknown; there are {', '.join(_TEXTS)} and count")
        row.setdefault("call", row.get("blocks", ""))
        for name in _TEXTS:
            if name not in row:
                complain(f"{key}.{name}", "is missing")
            elif not isinstance(row[name], str):
                complain(f"{key}.{name}", "must be a text")
        count = row.get("count", 1)
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            complain(f"{key}.count", "must be a number above 0")
        if len(complaints) == before:
            entries[Entry(*(row[name] for name in _TEXTS))] += count
    return entries


def write_baseline(file: Path, entries: Mapping[Entry, int]) -> None:
    """Writes a baseline, whole or not at all. Raises ConfigError where that fails."""
    try:
        replace_file(file, [baseline_text(entries).encode()], mode_of=_existing(file))
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise ConfigError((Complaint(str(file), "", reason),)) from error


def baseline_text(entries: Mapping[Entry, int]) -> str:
    """The text of a baseline; entries of no finding are left out."""
    rows = [_row(entry, count) for entry, count in sorted(entries.items()) if count > 0]
    inside = ",\n".join(f"    {row}" for row in rows)
    findings = f"[\n{inside}\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'


def _row(entry: Entry, count: int) -> str:
    row: dict[str, str | int] = {name: getattr(entry, name) for name in _TEXTS}
    if entry.call == entry.blocks:
        del row["call"]
    if count > 1:
        row["count"] = count
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # the name of a file need not be text
        return json.dumps(row)
    return text


def _existing(file: Path) -> Path | None:
    return file if file.exists() else None
