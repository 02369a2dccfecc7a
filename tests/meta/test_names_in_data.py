"""The names of other people's libraries stand in blocklist/ alone; the code knows mechanisms."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from loopguard.blocklist import load_shipped
from loopguard.config import OFFLOADS

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "loopguard"
RULES = SOURCE / "rules"
"""Prose and examples, which have to name libraries to be of use."""


HOMONYMS = {"attr", "git", "github", "gitlab", "limits"}
"""Names that mean something else in the code: `ast.Attribute` has a field `attr`, and GitHub and
GitLab read reports."""


def library_names() -> set[str]:
    """Distributions and top-level modules in the blocklist that we do not depend on ourselves."""
    project = tomli.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {re.split(r"[^\w-]", line)[0] for line in project["dependencies"]}
    files = [file for file in load_shipped().files if file.name != "python"]
    names = {name for file in files for name in (file.name, *file.modules)}
    return names - ours - sys.stdlib_module_names - HOMONYMS


LIBRARIES = library_names()
CHOICES = frozenset(OFFLOADS)
"""What `--offload` can be: styles, which bear the names of the libraries that they come from."""


def words_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each identifier, import and string, without docstrings."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Constant) and id(node) not in prose:
            yield node.lineno, node.value if isinstance(node.value, str) else ""


def test_the_blocklist_knows_the_libraries_that_this_test_looks_for() -> None:
    assert {"requests", "stripe", "redis", "sqlalchemy", "fastapi"} <= LIBRARIES


@pytest.mark.parametrize(
    "file",
    sorted(file for file in SOURCE.rglob("*.py") if RULES not in file.parents),
    ids=lambda file: file.relative_to(SOURCE).as_posix(),
)
def test_code_names_no_library(file: Path) -> None:
    named = [
        f"line {line}: {word}"
        for line, text in words_of(ast.parse(file.read_text(encoding="utf-8")))
        for word in re.findall(r"[\w-]+", text)
        if word in LIBRARIES and not (file.name == "config.py" and text in CHOICES)
    ]
    assert named == []
