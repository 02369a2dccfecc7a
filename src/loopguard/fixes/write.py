"""Writes changed files: whole or not at all, and only where nobody else has changed them."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from loopguard.fixes.files import FileText, digest

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
    temporary = ""
    try:
        data = file.encode(text)
        if digest(Path(file.target).read_bytes()) != file.digest:
            return CHANGED
        directory, name = os.path.split(file.target)
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".tmp", dir=directory)
        with open(handle, "wb") as new:
            new.write(data)
        shutil.copymode(file.target, temporary)
        os.replace(temporary, file.target)
        temporary = ""
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"
    except UnicodeEncodeError:
        return f"cannot be written in {file.encoding}"
    finally:
        if temporary:  # also on Ctrl-C
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    return ""
