"""Writes changed files: whole or not at all, and only where nobody else has changed them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from loopguard.files import digest, replace_file
from loopguard.fixes.files import FileText

CHANGED = "has been changed by somebody else meanwhile"


def write_files(changed: Iterable[tuple[FileText, str]]) -> dict[str, str]:
    """Writes new texts; the reasons by displayed path where a file was left as it is."""
    failed: dict[str, str] = {}
    for file, text in changed:
        reason = write_file(file, text)
        if reason:
            failed[file.display] = reason
    return failed


def write_file(file: FileText, text: str) -> str:
    """Puts a new file in the place of the old one; the reason where that cannot be.

    The new one is written beside it and renamed, so that at no time a half-written file stands
    there, whatever happens. Mode bits are kept, and a link goes on leading to the file.
    """
    target = Path(file.target)
    try:
        data = file.encode(text)
        if digest(target.read_bytes()) != file.digest:
            return CHANGED
        replace_file(target, [data], mode_of=target)
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"
    except UnicodeEncodeError:
        return f"cannot be written in {file.encoding}"
    return ""
