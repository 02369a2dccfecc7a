"""The store gives back what was put in, for as long as it is about the same content."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loopguard.cache import store as store_module
from loopguard.cache.states import FileState, Sighting
from loopguard.cache.store import SummaryStore
from loopguard.domain.summary import ModuleSummary
from loopguard.summarize import summarize_source

SECOND = 1_000_000_000
DAY = 24 * 3600 * SECOND
NOW = 1_800_000_000 * SECOND
OLD = FileState(10, NOW - DAY)
"""The state of a file that was last changed a day ago."""


def summary(text: str = "import time\n") -> ModuleSummary:
    made = summarize_source(text)
    assert isinstance(made, ModuleSummary)
    return made


def encoded(made: ModuleSummary) -> bytes:
    return msgspec.msgpack.encode(made)


def store(directory: Path, now: int = NOW, version: str = "1") -> SummaryStore:
    return SummaryStore(directory, version, lambda: now)


def seen(state: FileState, content: bytes) -> Sighting:
    return Sighting(state, content, NOW)


def never() -> bytes:
    raise AssertionError("the content was read though size and time are the same")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A directory with a store that knows `a.py` and `b.py`, each of a content of its own."""
    first = store(tmp_path)
    first.put("a.py", seen(OLD, b"A"), encoded(summary()))
    first.put("b.py", seen(OLD, b"B"), encoded(summary("def f(): pass\n")))
    first.save()
    return tmp_path


def test_a_later_run_finds_what_was_kept(filled: Path) -> None:
    later = store(filled)
    assert later.get("a.py", OLD, never) == summary()
    assert later.get("b.py", OLD, never) == summary("def f(): pass\n")
    assert later.get("c.py", OLD, never) is None


def test_a_path_need_not_be_text(tmp_path: Path) -> None:
    path = os.fsdecode(b"caf\xe9.py")
    first = store(tmp_path)
    first.put(path, seen(OLD, b"A"), encoded(summary()))
    first.save()
    assert store(tmp_path).get(path, OLD, never) == summary()


def test_what_was_put_is_known_before_it_is_saved(tmp_path: Path) -> None:
    one = store(tmp_path)
    one.put("a.py", seen(OLD, b"A"), encoded(summary()))
    assert one.get("a.py", OLD, never) == summary()


def test_another_version_of_the_program_finds_nothing(filled: Path) -> None:
    assert store(filled, version="2").get("a.py", OLD, never) is None


def test_another_time_is_no_matter_if_the_content_is_the_same(filled: Path) -> None:
    touched = FileState(10, NOW - SECOND * 60)
    assert store(filled).get("a.py", touched, lambda: b"A") == summary()
    assert store(filled).get("a.py", touched, lambda: b"other") is None


def test_the_new_time_is_kept(filled: Path) -> None:
    touched = FileState(10, NOW - SECOND * 60)
    again = store(filled)
    again.get("a.py", touched, lambda: b"A")
    again.save()
    assert store(filled).get("a.py", touched, never) == summary()


def test_another_size_is_another_content(filled: Path) -> None:
    assert store(filled).get("a.py", FileState(11, OLD.changed), never) is None


def test_a_file_that_was_read_just_after_a_change_is_looked_at_again(tmp_path: Path) -> None:
    just_now = FileState(10, NOW - SECOND // 2)
    first = store(tmp_path)
    first.put("a.py", seen(just_now, b"A"), encoded(summary()))
    first.save()
    later = store(tmp_path, NOW + DAY)
    assert later.get("a.py", just_now, lambda: b"changed in the same tick") is None
    assert later.get("a.py", just_now, lambda: b"A") == summary()


def test_what_no_run_asks_for_is_dropped_in_time(filled: Path) -> None:
    middle = store(filled, NOW + 20 * DAY)
    assert middle.get("a.py", OLD, never) == summary()
    middle.put("c.py", seen(OLD, b"C"), encoded(summary()))
    middle.save()
    late = store(filled, NOW + 40 * DAY)
    late.put("d.py", seen(OLD, b"D"), encoded(summary()))
    late.save()
    last = store(filled, NOW + 41 * DAY)
    known = [name for name in "abcd" if last.get(f"{name}.py", OLD, never) is not None]
    assert known == ["a", "c", "d"]


def test_the_oldest_make_room(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(encoded(summary()))
    monkeypatch.setattr(store_module, "_MOST_BYTES", 2 * size)
    later = store(filled, NOW + DAY)
    for name in ("x.py", "y.py"):
        later.put(name, seen(OLD, b"X"), encoded(summary()))
    later.save()
    last = store(filled, NOW + DAY)
    assert last.get("x.py", OLD, never) is not None
    assert last.get("a.py", OLD, never) is None


def test_nothing_is_written_where_nothing_is_new(filled: Path) -> None:
    before = {entry.name: entry.stat().st_mtime_ns for entry in filled.iterdir()}
    again = store(filled)
    again.get("a.py", OLD, never)
    again.save()
    assert {entry.name: entry.stat().st_mtime_ns for entry in filled.iterdir()} == before


def test_a_full_disk_leaves_the_old_store(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    later = store(filled)
    later.put("c.py", seen(OLD, b"C"), encoded(summary()))
    monkeypatch.setattr(os, "replace", full)
    later.save()
    assert [entry.name for entry in filled.iterdir()] == ["summaries-1.bin"]
    assert store(filled).get("a.py", OLD, never) == summary()


def test_a_directory_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lost = store(tmp_path / "file" / "cache")
    lost.put("a.py", seen(OLD, b"A"), encoded(summary()))
    lost.save()
    assert lost.get("a.py", OLD, never) == summary()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_spoilt_store_gives_the_truth_or_nothing(filled: Path, place: float, byte: int) -> None:
    file = filled / "summaries-1.bin"
    whole = file.read_bytes()
    at = int(place * len(whole))
    file.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    spoilt = store(filled)
    assert spoilt.get("a.py", OLD, lambda: b"?") in (None, summary())
    file.write_bytes(whole)


@pytest.mark.parametrize("length", [0, 5, 20, 30, 60, 200])
def test_a_store_that_ends_early_gives_nothing_wrong(filled: Path, length: int) -> None:
    file = filled / "summaries-1.bin"
    file.write_bytes(file.read_bytes()[:length])
    assert store(filled).get("b.py", OLD, never) in (None, summary("def f(): pass\n"))
