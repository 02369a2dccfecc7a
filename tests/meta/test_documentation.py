"""The pages of docs/: Python in them can be read, and what they show LoopGuard print is real."""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import fields
from pathlib import Path

import pytest

from loopguard.config import NOT_IN_FILES, Settings

from ..helpers.transcript import played

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGES = [REPOSITORY / "README.md", *sorted(DOCS.rglob("*.md"))]
NAMES = {page: page.relative_to(REPOSITORY).as_posix() for page in PAGES}
PLAYED = [page for page in PAGES if "\n```console\n$ loopguard " in page.read_text("utf-8")]


def snippets() -> list[tuple[str, str]]:
    return [
        (name, textwrap.dedent(code))
        for page, name in NAMES.items()
        for code in re.findall(
            r"^( *```python[^\n]*\n.*?^ *```)$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
    ]


@pytest.mark.parametrize(("page", "code"), snippets(), ids=[page for page, _ in snippets()])
def test_python_can_be_read(page: str, code: str) -> None:
    body = "\n".join(code.split("\n")[1:-1])
    compile(body, page, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def test_every_guide_is_played() -> None:
    guides = {f"docs/how-to/{page.name}" for page in (DOCS / "how-to").glob("*.md")}
    assert guides
    assert guides - {"docs/how-to/index.md"} < {NAMES[page] for page in PLAYED}


@pytest.mark.parametrize("page", PLAYED, ids=[NAMES[page] for page in PLAYED])
def test_a_page_shows_what_loopguard_prints(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    text = page.read_text("utf-8")
    real = played(text, tmp_path)
    if request.config.getoption("--update-golden"):
        page.write_text(real, encoding="utf-8")
    assert real == page.read_text("utf-8")


def test_the_configuration_page_has_a_line_for_each_setting() -> None:
    text = (DOCS / "configuration.md").read_text("utf-8")
    table = text.partition("\n## Settings\n")[2].partition("\n#")[0]
    listed = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    names = {field.name for field in fields(Settings)} - NOT_IN_FILES
    assert sorted(listed) == sorted(name.replace("_", "-") for name in names)
