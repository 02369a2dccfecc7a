"""What git tells of the files as they were at an earlier commit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from loopguard.domain.errors import Complaint, ConfigError
from loopguard.summarize.source import Unreadable, decode_source

OPTION = "--diff-base"
_REGULAR_FILE = "100"


def texts_before(revision: str, directory: Path) -> dict[str, str | None]:
    """The texts of Python files at the commit where HEAD and the revision parted.

    Only files that are different now are among them, by absolute path: also those that have gone,
    and, with None, those that were not there or cannot be read. What is not committed yet, and what
    is not tracked and not ignored, counts as changed.

    Raises ConfigError where there is no such commit, or no git.
    """
    top = _top_level(directory)
    base = _merge_base(revision, top)
    before = dict(_changed(base, top))
    texts: dict[str, str | None] = {
        _absolute(top, path): None for path in _untracked(top) if _is_python(path)
    }
    blobs = _contents([blob for blob in before.values() if blob], top)
    for path, blob in before.items():
        text = decode_source(blobs[blob]) if blob else None
        texts[_absolute(top, path)] = None if isinstance(text, Unreadable) else text
    return texts


def _top_level(directory: Path) -> str:
    done = _git(["rev-parse", "--show-toplevel"], directory)
    if done.returncode:
        raise _error(f"{directory} is not in the working tree of a git repository")
    return os.path.normpath(os.fsdecode(done.stdout).rstrip("\n"))  # git writes / on Windows


def _merge_base(revision: str, top: str) -> str:
    """The commit where the current branch left the revision."""
    wanted = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    shallow = _git(["rev-parse", "--is-shallow-repository"], top).stdout.strip() == b"true"
    hint = "; the clone is shallow: fetch all of it (git fetch --unshallow)" if shallow else ""
    found = _git(wanted, top)
    if found.returncode:
        raise _error(f"{revision!r} is no commit here{hint}")
    commit = found.stdout.decode().strip()
    base = _git(["merge-base", commit, "HEAD"], top)
    if base.returncode:
        raise _error(f"{revision!r} and HEAD have no commit in common{hint}")
    return base.stdout.decode().split()[0]


def _changed(commit: str, top: str) -> Iterator[tuple[str, str]]:
    """The Python files that differ from the commit, with the blob of each there ("": none)."""
    options = ["--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-color"]
    raw = _output(["diff", *options, "--ignore-submodules=all", commit, "--"], top)
    fields = raw.split("\0")
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, blob, _, _ = head.removeprefix(":").split(" ")
        is_file = old_mode.startswith(_REGULAR_FILE) or new_mode.startswith(_REGULAR_FILE)
        if is_file and _is_python(path):
            yield path, blob if old_mode.startswith(_REGULAR_FILE) else ""


def _untracked(top: str) -> list[str]:
    raw = _output(["ls-files", "-z", "--others", "--exclude-standard"], top)
    return [path for path in raw.split("\0") if path]


def _contents(blobs: Sequence[str], top: str) -> dict[str, bytes]:
    """The contents of blobs, in one call."""
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    data = _git(["cat-file", "--batch"], top, asked).stdout
    contents: dict[str, bytes] = {}
    position = 0
    for blob in blobs:
        end = data.find(b"\n", position)
        head = data[position:end].split(b" ")
        if end < 0 or len(head) != 3:
            raise _error(f"git does not have the object {blob}")
        size = int(head[2])
        contents[blob] = data[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
    return contents


def _absolute(top: str, path: str) -> str:
    return os.path.join(top, *path.split("/"))


def _is_python(path: str) -> bool:
    return path.endswith((".py", ".pyw"))


def _output(arguments: Sequence[str], directory: str) -> str:
    done = _git(arguments, directory)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise _error(f"git {arguments[0]} failed: {reason}")
    return os.fsdecode(done.stdout)


def _git(
    arguments: Sequence[str], directory: Path | str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments], cwd=directory, input=given, capture_output=True, check=False
        )
    except OSError as error:
        raise _error(f"git cannot be run: {error.strerror or error}") from error


def _error(reason: str) -> ConfigError:
    return ConfigError((Complaint("command line", OPTION, reason),))
