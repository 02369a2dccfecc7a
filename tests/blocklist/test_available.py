"""Where a name exists, as `[available]` says it."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from loopguard.blocklist import load_files
from loopguard.blocklist.available import Availability
from loopguard.blocklist.load import shipped_directory
from loopguard.domain.errors import BlocklistError


@pytest.mark.parametrize(
    ("text", "version", "platform", "holds"),
    [
        (">=3.11", "3.11.7", "linux", True),
        (">=3.11", "3.10.13", "linux", False),
        (">=3.9", "3.10", "linux", True),  # numbers, not texts
        ("<4", "3.99", "linux", True),
        ("<4", "4.0.0", "linux", False),
        ("<4.0", "4rc1", "linux", False),
        (">=4.0.0", "4", "linux", True),
        (">=3.11, <3.13", "3.12.1", "linux", True),
        (">=3.11, <3.13", "3.13.0", "linux", False),
        ("win32", "1", "win32", True),
        ("win32", "1", "linux", False),
        ("!win32", "1", "linux", True),
        ("!win32", "1", "win32", False),
        ("win32, >=3", "2", "win32", False),
        ("optional", "1", "linux", True),
        (">=2", "", "linux", True),  # nobody knows the version
    ],
)
def test_all_clauses_have_to_hold(text: str, version: str, platform: str, holds: bool) -> None:
    assert Availability.parse(text).holds(version, platform) is holds


@pytest.mark.parametrize("text", ["", "3.11", "==3.11", ">3", "<=3", ">=", ">=3.x", ">=3,,<4"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is neither a version"):
        Availability.parse(text)


HEAD = 'schema = 1\n[library]\nname = "lib"\n[available]\n'


def test_a_file_keeps_it_as_written(tmp_path: Path) -> None:
    path = tmp_path / "lib.toml"
    path.write_text(f'{HEAD}lib = ">=1"\n"lib.get" = "<3, linux"')
    (file,) = load_files([path]).files
    assert file.available == {"lib": ">=1", "lib.get": "<3, linux"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("lib = '3'", "available.lib: '3' is neither a version (>=3.11, <4) nor a platform"),
        ("lib = 3", "available.lib: '' is neither a version (>=3.11, <4) nor a platform"),
        ("'a b' = '<3'", "available.a b: is not a dotted name"),
    ],
)
def test_a_file_with_a_mistake_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "lib.toml"
    path.write_text(HEAD + line)
    with pytest.raises(BlocklistError) as error:
        load_files([path])
    assert [str(found) for found in error.value.complaints] == [f"lib.toml: {complaint}"]


@pytest.mark.parametrize(
    "path", sorted(shipped_directory().glob("*.toml")), ids=lambda path: path.name
)
def test_the_shipped_names_are_sorted(path: Path) -> None:
    names = list(tomli.loads(path.read_text(encoding="utf-8")).get("available", {}))
    assert names == sorted(names)
