"""Imports between the parts of src/loopguard point down only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "loopguard"

LAYERS = (
    ("__main__",),
    ("cli", "flake8_plugin", "lsp", "runtime"),
    ("reporters", "fixes", "learn", "baseline"),  # they take the engine's result
    ("engine",),
    ("reader", "shards", "flag", "suppress"),
    ("graph",),
    ("summarize", "cache", "discover"),
    ("config", "blocklist"),
    ("rules",),
    ("domain", "files"),
    ("__init__",),  # the version alone
)
"""From top to bottom; parts on one line do not import each other."""

MAY_IMPORT_LIBCST = frozenset({"flag", "fixes"})
READS_NEWER_SYNTAX = "summarize/lowering.py"
"""The one file below them that imports LibCST: for the files that `ast` refuses, and then only."""

DOMAIN_MAY_IMPORT = frozenset({*sys.stdlib_module_names, "msgspec", "loopguard"})

LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}


def files_of(part: str) -> list[Path]:
    single = PACKAGE / f"{part}.py"
    return [single] if single.exists() else sorted((PACKAGE / part).rglob("*.py"))


def imports_in(file: Path) -> Iterator[str]:
    """The dotted names that a file imports anywhere, in functions and for type checkers too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: imports here are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(name: str) -> str:
    """The part that a name of `loopguard` belongs to."""
    return next((part for part in name.split(".")[1:2] if part in LEVEL), "__init__")


PARTS = sorted(
    {path.stem for path in PACKAGE.glob("*.py")}
    | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
)


def test_every_part_of_the_package_has_a_layer() -> None:
    assert set(PARTS) - set(LEVEL) == set()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_what_lies_below_it(part: str) -> None:
    upward = [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for file in files_of(part)
        for name in imports_in(file)
        if name.split(".")[0] == "loopguard" and part_of(name) != part
        if LEVEL[part_of(name)] <= LEVEL[part]
    ]
    assert upward == []


@pytest.mark.parametrize("part", sorted(set(PARTS) - MAY_IMPORT_LIBCST))
def test_libcst_is_imported_only_where_source_text_matters(part: str) -> None:
    users = [
        str(file.relative_to(PACKAGE))
        for file in files_of(part)
        if any(name.split(".")[0] == "libcst" for name in imports_in(file))
    ]
    assert users == [READS_NEWER_SYNTAX] * (part == "summarize")


def test_the_domain_needs_no_more_than_the_standard_library_and_msgspec() -> None:
    foreign = [
        f"{file.name} imports {name}"
        for file in files_of("domain")
        for name in imports_in(file)
        if name.split(".")[0] not in DOMAIN_MAY_IMPORT
    ]
    assert foreign == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines())
        for file in PACKAGE.rglob("*.py")
    }
    assert {file: length for file, length in lengths.items() if length > 600} == {}
