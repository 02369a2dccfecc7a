"""docs/formats.md shows what LoopGuard really writes, and names every format."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from loopguard.cli.main import run
from loopguard.reporters import FORMATS

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r"^```sh\nloopguard ([^\n]*)\n```\n\n```(?:text|mermaid)\n(.*?)^```$",
    PAGE,
    re.MULTILINE | re.DOTALL,
)


def test_every_format_is_told_of() -> None:
    assert re.findall(r"^\| `([a-z]+)` \|", PAGE, re.MULTILINE) == list(FORMATS)
    assert len(SHOWN) == 7


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_page_shows_real_output(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("NO_COLOR", "1")
    run(shlex.split(command))
    output = capsys.readouterr().out
    position = 0
    for part in shown.split("…\n"):
        found = output.find(part, position)
        assert found >= 0, f"not in the output: {part}"
        position = found + len(part)
    assert shown.endswith("…\n") or output.endswith(part)


def test_the_picture_is_small() -> None:
    (name,) = re.findall(r"^!\[.*\]\((.*)\)$", PAGE, re.MULTILINE)
    picture = (REPOSITORY / "docs" / name).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 200_000
