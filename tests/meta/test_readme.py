"""The README shows what LoopGuard really says, and names commands that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loopguard.cli.main import run

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_output_in_the_readme_is_a_part_of_the_real_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("NO_COLOR", "1")
    run(["check", "examples/saas"])
    (shown,) = blocks(README, "text")
    assert shown in capsys.readouterr().out


def test_the_commands_of_the_readme_are_those_of_the_script() -> None:
    script = (REPOSITORY / "dev").read_text(encoding="utf-8")
    named = re.findall(r"^\./dev (\w+)", "\n".join(blocks(README, "sh")), re.MULTILINE)
    assert named == ["demo", "test"]
    assert [name for name in named if f"\n  {name})\n" not in script] == []


def test_the_worked_example_of_the_architecture_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in blocks(ARCHITECTURE, "python")[:3]:
        name, _, body = code.partition("\n")
        file = tmp_path / name.removeprefix("# ")
        file.parent.mkdir(exist_ok=True)
        file.write_text(body, encoding="utf-8")
    (tmp_path / "shop" / "__init__.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    run(["check", "--isolated", "shop"])
    output = capsys.readouterr().out
    assert output in blocks(ARCHITECTURE, "text")
