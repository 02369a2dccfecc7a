"""`loopguard init`: a start that destroys nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import BLOCKING, CLEAN, Outcome, Run, Write

SETTINGS = """\
# `loopguard config` shows all settings, and where each comes from.
baseline = "loopguard-baseline.json"
# fail-on = "error"            # let warnings pass
# extend-select = ["LG120"]    # report CPU-bound calls, too
# per-file-ignores = { "tests/**" = ["LG105"] }
"""
NO_BASELINE = SETTINGS.replace("\nbaseline", "\n# baseline")
PYPROJECT = '# ours\n[project]\nname = "shop"   # keep\n'


def test_settings_go_to_the_end_of_pyproject_toml_and_findings_to_a_baseline(
    write: Write, loopguard: Run
) -> None:
    root = write({"main.py": BLOCKING, "pyproject.toml": PYPROJECT})
    assert loopguard("init") == Outcome(
        0,
        "",
        "Wrote settings to pyproject.toml.\n"
        "Wrote 1 finding to loopguard-baseline.json.\n"
        "Next: `loopguard check` reports what is new.\n",
    )
    assert (root / "pyproject.toml").read_text() == f"{PYPROJECT}\n[tool.loopguard]\n{SETTINGS}"
    assert loopguard("check").code == 0
    assert loopguard("check", "--no-baseline").code == 1


def test_without_findings_there_is_no_baseline(write: Write, loopguard: Run) -> None:
    root = write({"main.py": CLEAN})
    assert loopguard("init") == Outcome(
        0, "", "Wrote settings to loopguard.toml.\nNext: `loopguard check`.\n"
    )
    assert (root / "loopguard.toml").read_text() == NO_BASELINE
    assert not (root / "loopguard-baseline.json").exists()
    assert loopguard("check").code == 0


def test_without_a_baseline_nothing_is_checked(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    assert loopguard("init", "--no-baseline").code == 0
    assert sorted(os.listdir(root)) == [".git", "loopguard.toml", "main.py"]


@pytest.mark.parametrize(
    ("before", "table"),
    [
        (b"", b"[tool.loopguard]\n"),
        (b"[project]\nname = 'x'", b"[project]\nname = 'x'\n\n[tool.loopguard]\n"),
        (b"[project]\r\n", b"[project]\r\n\r\n[tool.loopguard]\r\n"),
        (b"[tool.ruff]\nx = '\xc3\xa9'\n", b"[tool.ruff]\nx = '\xc3\xa9'\n\n[tool.loopguard]\n"),
    ],
    ids=["empty", "no line break", "CRLF", "other tools"],
)
def test_what_pyproject_toml_holds_stays_byte_for_byte(
    before: bytes, table: bytes, write: Write, loopguard: Run
) -> None:
    root = write({"pyproject.toml": before})
    assert loopguard("init").code == 0
    after = (root / "pyproject.toml").read_bytes()
    end = b"\r\n" if b"\r\n" in before else b"\n"
    assert after == table + NO_BASELINE.encode().replace(b"\n", end)


@pytest.mark.parametrize("text", ["tool = { ruff = {} }\n", "tool.x = [{}]\n[[tool.y]]\n"])
def test_a_pyproject_toml_that_takes_no_table_is_left_alone(
    text: str, write: Write, loopguard: Run
) -> None:
    root = write({"pyproject.toml": text})
    assert loopguard("init").code == 0
    after = (root / "pyproject.toml").read_text()
    if (root / "loopguard.toml").exists():
        assert after == text
    else:
        assert after == f"{text}\n[tool.loopguard]\n{NO_BASELINE}"


def test_a_link_goes_on_leading_to_the_file(write: Write, loopguard: Run, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.toml"
    target.write_text(PYPROJECT)
    root = write({})
    (root / "pyproject.toml").symlink_to(target)
    assert loopguard("init").code == 0
    assert (root / "pyproject.toml").is_symlink()
    assert target.read_text().startswith(PYPROJECT)


@pytest.mark.parametrize("name", ["loopguard.toml", "pyproject.toml"])
def test_a_project_with_settings_is_left_alone(name: str, write: Write, loopguard: Run) -> None:
    text = "" if name == "loopguard.toml" else "[tool.loopguard]\n"
    root = write({"main.py": BLOCKING, name: text})
    assert loopguard("init") == Outcome(
        2, "", f"error: {name}: has settings of LoopGuard already; nothing was changed\n"
    )
    assert (root / name).read_text() == text
    assert not (root / "loopguard-baseline.json").exists()


def test_a_baseline_that_is_there_is_not_overwritten(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING, "loopguard-baseline.json": "mine"})
    assert loopguard("init") == Outcome(
        2,
        "",
        "error: loopguard-baseline.json: is there already; take it away, or give --no-baseline\n",
    )
    assert (root / "loopguard-baseline.json").read_text() == "mine"
    assert not (root / "loopguard.toml").exists()


def test_only_the_given_paths_are_held_back(write: Write, loopguard: Run) -> None:
    write({"app/main.py": BLOCKING, "lib/main.py": BLOCKING})
    loopguard("init", "app")
    assert loopguard("check", "--format", "concise").out.startswith("lib/main.py:5:5:")
