"""Finds the blocklist files, reads them, and refuses them all at once if any is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import tomli

from loopguard.blocklist.compiled import COMPILED, read_compiled, write_compiled
from loopguard.blocklist.library import Library
from loopguard.blocklist.models import LibraryFile
from loopguard.blocklist.schema import FileReader
from loopguard.domain.errors import BlocklistError, Complaint
from loopguard.files import stamp


def shipped_directory() -> Path:
    """Where the blocklist lies: beside this module in a wheel, at the top in a checkout.

    Raises FileNotFoundError if neither is there, which only a broken installation can cause.
    """
    here = Path(__file__).parent
    for directory in (here / "shipped", here.parents[2] / "blocklist"):
        if directory.is_dir():
            return directory
    raise FileNotFoundError("LoopGuard's blocklist is missing from this installation")


@cache
def load_shipped() -> Library:
    """The library index of everything that LoopGuard ships, read once in a process.

    It is read in its compiled form, which a wheel brings along and a checkout makes of the files
    whenever one of them has changed. Raises BlocklistError with every complaint about every file.
    """
    directory = shipped_directory()
    here = Path(__file__).parent
    if directory.name == "shipped":
        compiled, made_of = directory / COMPILED, ""
    else:
        made_of = stamp([*_files(directory, "*.toml"), *_files(here, "*.py")])
        compiled = here / COMPILED
    found = read_compiled(compiled, made_of)
    if found is not None:
        return Library(found)
    library = load_files(_files(directory, "*.toml"))
    if made_of:
        write_compiled(compiled, library.shelf, made_of)
    return library


def _files(directory: Path, pattern: str) -> list[Path]:
    return sorted(directory.glob(pattern), key=lambda path: path.name)  # paths compare slowly


def load_files(paths: Iterable[Path]) -> Library:
    """The library index of the given files, in this order.

    Raises BlocklistError with every complaint about every file.
    """
    files: list[LibraryFile] = []
    complaints: list[Complaint] = []
    for path in paths:
        read, wrong = read_file(path, path.name)
        files += read
        complaints += wrong
    complaints.extend(described_twice(files))
    if complaints:
        raise BlocklistError(tuple(complaints))
    return Library(files)


def read_file(path: Path, shown: str) -> tuple[list[LibraryFile], list[Complaint]]:
    """The file if it could be read at all, and what is wrong with it; `shown` is what to call it.

    Names that are described twice are left to `described_twice`.
    """
    try:
        table = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        reason = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
        return [], [Complaint(shown, "", reason)]
    reader = FileReader(shown)
    return [reader.read(table)], reader.complaints


def described_twice(files: Iterable[LibraryFile]) -> Iterable[Complaint]:
    """A complaint for each name that comes up a second time in these files."""
    seen: dict[str, str] = {}
    for file in files:
        names = [model.name for model in file.functions] + [model.name for model in file.classes]
        for name in [*names, *file.aliases]:
            if name in seen:
                yield Complaint(file.path, name, f"is described in {seen[name]} already")
            seen[name] = file.path
