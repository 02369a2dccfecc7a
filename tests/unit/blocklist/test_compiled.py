"""The compiled blocklist is the same blocklist, or none at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopguard.blocklist import Library, load_files
from loopguard.blocklist.compiled import read_compiled, write_compiled
from loopguard.blocklist.load import shipped_directory
from loopguard.blocklist.shelf import Shelf

SHIPPED = load_files(sorted(shipped_directory().glob("*.toml")))


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    write_compiled(tmp_path / "compiled.bin", SHIPPED.shelf, "stamp")
    return tmp_path / "compiled.bin"


def test_it_says_what_the_files_say(compiled: Path) -> None:
    shelf = read_compiled(compiled, "stamp")
    assert shelf is not None
    library = Library(shelf)
    assert library.files == SHIPPED.files
    assert shelf == SHIPPED.shelf


def test_one_that_was_made_of_other_files_is_not_used(compiled: Path) -> None:
    assert read_compiled(compiled, "another stamp") is None


@pytest.mark.parametrize("length", [0, 1, 100, 100_000])
def test_one_that_ends_early_is_not_used(compiled: Path, length: int) -> None:
    compiled.write_bytes(compiled.read_bytes()[:length])
    assert read_compiled(compiled, "stamp") is None


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    assert read_compiled(tmp_path / "compiled.bin", "stamp") is None


def test_a_directory_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_compiled(tmp_path / "file" / "compiled.bin", Shelf.of([]), "stamp")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_files_are_read_when_one_of_their_modules_is_asked_for() -> None:
    read: list[int] = []

    class Watched(Shelf):
        def file(self, number):  # type: ignore[no-untyped-def]
            read.append(number)
            return super().file(number)

    shelf = SHIPPED.shelf
    library = Library(
        Watched(
            shelf.modules,
            shelf.offload_styles,
            shelf.schedulers,
            shelf.lazy_attributes,
            shelf.special_methods,
            shelf.known_as,
            shelf.keepers,
            shelf.stored,
        )
    )
    assert library.function("nowhere.at.all") is None
    assert read == []
    assert library.function("stripe.nothing") is None
    assert read == list(shelf.modules["stripe"])
    assert library.function("stripe.nothing") is None
    assert len(read) == len(shelf.modules["stripe"])
