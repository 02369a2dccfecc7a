"""A result is given back while all that it came from is the same, and never otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loopguard.cache import results as results_module
from loopguard.cache.results import ResultStore
from loopguard.cache.states import FileState, Sighting
from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding, Fix, Place, Span, Step, UnresolvedCall
from loopguard.domain.result import CheckResult, Stats
from loopguard.files import digest

SECOND = 1_000_000_000
LATER = 4_000_000_000 * SECOND
"""A time long after the files of a test were written."""

FINDING = Finding(
    code="LG101",
    name="blocking-sleep",
    severity="error",
    confidence="certain",
    message="`time.sleep` puts the loop to sleep",
    path="a.py",
    span=Span(5, 5, 5, 18),
    function="a.main",
    callee="time.sleep",
    fingerprint="abc",
    trace=(Step("a.py", 5, 5, "a.main", "time.sleep"),),
    fix=Fix("replacement", "safe", "await it", "await asyncio.sleep(1)", span=Span(5, 5, 5, 18)),
    statement=(5, 5),
    also=(Place("a.py", 9, 5, "a.other"),),
    once=True,
)
RESULT = CheckResult(
    (FINDING,),
    (FileProblem("b.py", 1, 2, "cannot be read"),),
    Stats(2, 1, 9, 8),
    (UnresolvedCall("a.py", 7, 5, "a.main", "work()", "nothing is known of `work`"),),
)
REQUEST, WORLD = b"request", b"world"


def store(directory: Path, version: str = "1") -> ResultStore:
    return ResultStore(directory / "cache", version, lambda: LATER)


def result(store: ResultStore, request: bytes, world: bytes) -> CheckResult | None:
    """The result that the store gives back, where it still holds."""
    kept = store.get(request, world)
    return None if kept is None or kept.changed else kept.result


def sighting(path: Path, seen: int = LATER) -> Sighting:
    return Sighting(FileState.of(str(path)), digest(path.read_bytes()), seen)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    return file


@pytest.fixture
def filled(tmp_path: Path, source: Path) -> Path:
    """A directory with a result that came from `a.py`."""
    store(tmp_path).put(REQUEST, WORLD, {str(source): sighting(source)}, RESULT)
    return tmp_path


def files_of(directory: Path) -> list[Path]:
    return sorted((directory / "cache").glob("result-*"))


def test_a_later_run_is_given_the_whole_result(filled: Path) -> None:
    assert result(store(filled), REQUEST, WORLD) == RESULT


@pytest.mark.parametrize(
    ("request_", "world", "version"),
    [(b"other", WORLD, "1"), (REQUEST, b"other", "1"), (REQUEST, WORLD, "2")],
    ids=["request", "world", "version"],
)
def test_another_question_has_no_answer(
    request_: bytes, world: bytes, version: str, filled: Path
) -> None:
    assert result(store(filled, version), request_, world) is None


def test_an_edit_of_the_same_size_and_time_is_seen(filled: Path, source: Path) -> None:
    before = source.stat()
    source.write_text("x = 2\n")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert result(store(filled), REQUEST, WORLD) is None


def test_a_file_that_is_gone_ends_the_result(filled: Path, source: Path) -> None:
    source.unlink()
    assert result(store(filled), REQUEST, WORLD) is None


def test_a_touched_file_is_looked_at_once(
    filled: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(source, ns=(1, 1))
    assert result(store(filled), REQUEST, WORLD) == RESULT
    monkeypatch.setattr(results_module, "_digest_of", lambda path: b"not asked again")
    assert result(store(filled), REQUEST, WORLD) == RESULT


def test_a_file_that_was_read_just_after_a_change_is_looked_at_again(
    tmp_path: Path, source: Path
) -> None:
    just_then = sighting(source, seen=source.stat().st_ctime_ns + SECOND)
    stale = Sighting(just_then.state, digest(b"what it held then"), just_then.seen)
    for seen, expected in ((just_then, RESULT), (stale, None)):
        store(tmp_path).put(REQUEST, WORLD, {str(source): seen}, RESULT)
        assert result(store(tmp_path), REQUEST, WORLD) == expected


def test_a_result_of_files_that_have_changed_since_is_not_kept(
    tmp_path: Path, source: Path
) -> None:
    seen = {str(source): sighting(source)}
    source.write_text("x = 23\n")
    store(tmp_path).put(REQUEST, WORLD, seen, RESULT)
    assert files_of(tmp_path) == []


def test_those_that_were_used_last_are_kept(
    filled: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_module, "_MOST", 2)
    os.utime(files_of(filled)[0], ns=(1, 1))
    seen = {str(source): sighting(source)}
    store(filled).put(b"second", WORLD, seen, RESULT)
    for file in files_of(filled):
        os.utime(file, ns=(2, 2))
    assert result(store(filled), REQUEST, WORLD) == RESULT
    store(filled).put(b"third", WORLD, seen, RESULT)
    known = [
        r for r in (REQUEST, b"second", b"third") if result(store(filled), r, WORLD) is not None
    ]
    assert known == [REQUEST, b"third"]


def test_what_a_run_that_was_killed_left_is_removed(filled: Path, source: Path) -> None:
    left = filled / "cache" / ".result-1-aa.bin.xyz.tmp"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    written_now = filled / "cache" / ".result-1-bb.bin.xyz.tmp"
    written_now.write_bytes(b"half")
    store(filled).put(b"second", WORLD, {str(source): sighting(source)}, RESULT)
    assert (left.exists(), written_now.exists()) == (False, True)


def test_a_full_disk_leaves_the_old_result(
    filled: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = files_of(filled)
    monkeypatch.setattr(os, "replace", full)
    store(filled).put(b"second", WORLD, {str(source): sighting(source)}, RESULT)
    assert (files_of(filled), result(store(filled), REQUEST, WORLD)) == (before, RESULT)


def test_a_directory_that_cannot_be_made_is_done_without(tmp_path: Path, source: Path) -> None:
    (tmp_path / "cache").write_text("a file is in the way")
    store(tmp_path).put(REQUEST, WORLD, {str(source): sighting(source)}, RESULT)
    assert result(store(tmp_path), REQUEST, WORLD) is None


def test_a_result_with_a_path_that_is_no_text_is_not_kept(tmp_path: Path, source: Path) -> None:
    odd = CheckResult((), (FileProblem("caf\udce9.py", 1, 1, "odd"),), RESULT.stats)
    store(tmp_path).put(REQUEST, WORLD, {str(source): sighting(source)}, odd)
    assert files_of(tmp_path) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_spoilt_result_is_the_truth_or_none(filled: Path, place: float, byte: int) -> None:
    (file,) = files_of(filled)
    whole = file.read_bytes()
    at = int(place * len(whole))
    file.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    assert result(store(filled), REQUEST, WORLD) in (None, RESULT)
    file.write_bytes(whole)


@pytest.mark.parametrize("content", [b"", b"LoopGuard", b"LoopGuard result\n", b"\0" * 500])
def test_what_is_no_result_is_none(content: bytes, filled: Path) -> None:
    files_of(filled)[0].write_bytes(content)
    assert result(store(filled), REQUEST, WORLD) is None
