"""Shards are summarized in one place and checked in another, with the findings of a plain check."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from .conftest import BLOCKING, Outcome, Run, Write

CONCISE = ("check", ".", "--format", "concise", "--no-cache")
PROJECT = {
    "pyproject.toml": "[tool.loopguard]\n",
    "src/shop/__init__.py": "",
    "src/shop/main.py": (
        "from lib.work import nap\n\n\nasync def main():\n    nap()\n    print('ü'); nap()\n"
    ),
    "lib/__init__.py": "",
    "lib/work.py": "import time\n\n\ndef nap():\n    time.sleep(1)\n",
    "lib/broken.py": "def f(:\n",
}


@pytest.fixture
def shards(write: Write, loopguard_process: Run, tmp_path: Path) -> Path:
    """Two shards, each made by a process that has a copy of the project in a place of its own."""
    root = write(PROJECT)
    for part in ("src", "lib"):
        machine = tmp_path / f"machine for {part}"
        shutil.copytree(root, machine)
        other = {"src": "lib", "lib": "src"}[part]
        shutil.rmtree(machine / other)
        output = tmp_path / "shards" / f"{part}.summary"
        done = loopguard_process("summarize", str(machine / part), "--output", str(output))
        assert (done.code, done.out) == (0, "")
        shutil.rmtree(machine)
    return tmp_path / "shards"


def test_shards_of_two_machines_give_what_a_plain_check_gives(
    shards: Path, loopguard: Run, loopguard_process: Run
) -> None:
    plain = loopguard(*CONCISE)
    assert "src/shop/main.py:6:17: LG101" in plain.out
    assert loopguard_process(*CONCISE, "--from-summaries", str(shards)) == plain
    text = ("check", ".", "--no-cache", "--verbose")
    assert loopguard(*text, "--from-summaries", str(shards)) == loopguard(*text)


def test_the_sources_need_not_be_there(shards: Path, root: Path, loopguard: Run) -> None:
    plain = loopguard(*CONCISE)
    for part in ("src", "lib"):
        shutil.rmtree(root / part)
    found = loopguard(*CONCISE, "--from-summaries", str(shards))
    lines = [line.split(" ")[:2] for line in found.out.splitlines()]
    expected = [line.split(" ")[:2] for line in plain.out.splitlines()]
    assert [line[1] for line in lines] == [line[1] for line in expected]
    assert lines[0] == expected[0]


def test_a_source_that_has_changed_since_is_not_quoted(
    shards: Path, write: Write, loopguard: Run
) -> None:
    write({"src/shop/main.py": "# nothing of what was summarized\n" * 9})
    found = loopguard("check", ".", "--format", "json", "--from-summaries", str(shards))
    assert "nothing of what" not in found.out
    assert "LG101" in found.out


def test_paths_say_what_is_reported(shards: Path, loopguard: Run) -> None:
    some = loopguard("check", "lib", "--format", "concise", "--from-summaries", str(shards))
    assert [line.split(":")[0] for line in some.out.splitlines()] == [
        "lib/broken.py",
        "src/shop/main.py",  # its way leads through lib
        "src/shop/main.py",
    ]
    gone = loopguard("check", "docs", "--from-summaries", str(shards))
    assert gone == Outcome(2, "", "error: docs: no summary is of a file there\n")


def test_a_directory_gets_a_file_for_each_source_file(
    write: Write, loopguard: Run, tmp_path: Path
) -> None:
    root = write(PROJECT)
    out = tmp_path / "out"
    loopguard("summarize", ".", "--output", f"{out}/")
    made = sorted(file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file())
    assert made == sorted(f"{name}.summary" for name in PROJECT if name.endswith(".py"))
    assert loopguard(*CONCISE, "--from-summaries", str(out)) == loopguard(*CONCISE)

    untouched = {file: file.stat().st_ino for file in out.rglob("*.summary")}
    (root / "lib/work.py").write_text(BLOCKING)
    loopguard("summarize", ".", "--output", f"{out}/")
    changed = [file for file, inode in untouched.items() if file.stat().st_ino != inode]
    assert [file.name for file in changed] == ["work.py.summary"]


def test_the_same_sources_give_the_same_bytes(write: Write, loopguard: Run, tmp_path: Path) -> None:
    write(PROJECT)
    for name, options in (("a", ["--no-cache"]), ("b", []), ("c", ["--jobs", "2"])):
        loopguard("summarize", "lib", "src", "--output", str(tmp_path / name), *options)
    first = (tmp_path / "a").read_bytes()
    assert [(tmp_path / name).read_bytes() == first for name in "bc"] == [True, True]
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) & 0o044 == 0o044


def test_the_root_can_be_named(write: Write, loopguard: Run, tmp_path: Path) -> None:
    root = write({"deep/app.py": BLOCKING})
    shard = tmp_path / "shard"
    loopguard("summarize", "deep", "--output", str(shard), "--root", "deep")
    (root / "deep" / "app.py").rename(root / "app.py")
    assert loopguard(*CONCISE, "--from-summaries", str(shard)) == loopguard(*CONCISE)
    (root / "deep").mkdir(exist_ok=True)
    outside = loopguard("summarize", "app.py", "--output", str(shard), "--root", "deep")
    assert (outside.code, "lies outside of the root" in outside.err) == (2, True)


def test_shards_that_cannot_be_used_are_all_named(
    write: Write, loopguard: Run, tmp_path: Path
) -> None:
    root = write({"app.py": BLOCKING})
    good, other, short = tmp_path / "good", tmp_path / "other", tmp_path / "short"
    loopguard("summarize", ".", "--output", str(good))
    (root / "app.py").write_text("x = 1\n")
    loopguard("summarize", ".", "--output", str(other))
    short.write_bytes(good.read_bytes()[:-3])
    (tmp_path / "text").write_text("no shard")
    (tmp_path / "empty").mkdir()
    names = ("good", "other", "short", "text", "empty")
    options = [part for name in names for part in ("--from-summaries", str(tmp_path / name))]
    refused = loopguard("check", ".", *options)
    expected = {
        f"error: {tmp_path / 'other'}: app.py: is of another content in {good}",
        f"error: {short}: is damaged: its checksum is another one",
        f"error: {tmp_path / 'text'}: holds no summaries of LoopGuard's",
        f"error: {tmp_path / 'empty'}: holds no *.summary file",
    }
    assert (refused.code, set(refused.err.splitlines())) == (2, expected)


def test_a_shard_of_another_version_is_refused(
    write: Write, loopguard: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"app.py": BLOCKING})
    shard = tmp_path / "shard"
    with monkeypatch.context() as other_version:
        other_version.setattr("loopguard.__version__", "0.0.0")
        loopguard("summarize", ".", "--output", str(shard))
    refused = loopguard("check", ".", "--from-summaries", str(shard))
    assert refused.err == (
        f"error: {shard}: was made by another version of LoopGuard or Python: summarize again\n"
    )
