"""The files that are shipped: they load, they are in order, and every entry leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from loopguard.blocklist import Library, load_files, load_shipped
from loopguard.blocklist.load import shipped_directory
from loopguard.blocklist.models import CallableModel, LibraryFile
from loopguard.config import OFFLOADS
from loopguard.rules import BY_CODE

PATHS = sorted(shipped_directory().glob("*.toml"))
SHIPPED = load_shipped()

every_path = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
every_file = pytest.mark.parametrize("file", SHIPPED.files, ids=lambda file: file.path)


def read(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


def callables(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The callable entries of a file with a name for each."""
    for entry in table.get("function", []):
        yield entry["names"][0], entry
    for class_ in table.get("class", []):
        if "construct" in class_:
            yield class_["name"], class_["construct"]
        for entry in class_.get("methods", []):
            yield f"{class_['name']}.{entry['names'][0]}", entry


def blocking(file: LibraryFile) -> list[CallableModel]:
    """The entries of a file that block: functions, constructors and methods."""
    return [model for model in Library([file]).callables() if model.blocks]


def named(file: LibraryFile) -> list[str]:
    """The names that a file describes."""
    return [model.name for model in (*file.functions, *file.classes)]


def test_all_files_load_together() -> None:
    assert [file.path for file in SHIPPED.files] == [path.name for path in PATHS]
    assert len(PATHS) > 30


@every_path
def test_every_file_loads_alone(path: Path) -> None:
    (file,) = load_files([path]).files
    assert file.functions or file.classes or file.offload_styles


@every_path
def test_entries_are_sorted(path: Path) -> None:
    table = read(path)
    classes = table.get("class", [])
    lists = {
        "functions": [entry["names"][0] for entry in table.get("function", [])],
        "classes": [entry["name"] for entry in classes],
        "aliases": list(table.get("aliases", {})),
        "advice": list(table.get("advice", {})),
        "modules": table["library"]["modules"],
        **{
            f"methods of {entry['name']}": [m["names"][0] for m in entry.get("methods", [])]
            for entry in classes
        },
        **{f"names of {name}": e["names"] for name, e in callables(table) if "names" in e},
    }
    assert {what: sorted(names) for what, names in lists.items()} == lists


@every_path
def test_functions_come_before_classes(path: Path) -> None:
    headers = re.findall(
        r"^\[\[(function|class|offload_style)\]\]$", path.read_text(), re.MULTILINE
    )
    assert headers == sorted(headers, key=["function", "class", "offload_style"].index)


@every_file
def test_every_blocking_entry_has_a_way_out(file: LibraryFile) -> None:
    """A twin, something to await instead, advice, or a thread that may simply run the call."""
    stuck = [
        model.name
        for model in blocking(file)
        if not (model.twin or model.instead or model.advice)
        and not (model.offload and not model.thread_affine)
    ]
    assert stuck == []


@every_file
def test_every_blocking_entry_belongs_to_a_rule_that_exists(file: LibraryFile) -> None:
    assert {m.rule for m in blocking(file)} - set(BY_CODE) == set()


@every_path
def test_every_advice_is_used_and_completes_the_sentence(path: Path) -> None:
    table = read(path)
    used = {entry.get("advice") for _, entry in callables(table)}
    used.add(table["library"].get("advice"))
    advice = table.get("advice", {})
    assert set(advice) - used == set()
    for body in advice.values():
        assert "\n" not in body["summary"]
        assert not body["summary"].endswith(".")
        assert body["summary"][0].islower()


@every_file
def test_every_name_belongs_to_a_module_of_the_library(file: LibraryFile) -> None:
    names = [*named(file), *file.aliases]
    assert [name for name in names if name.partition(".")[0] not in file.modules] == []


@every_file
def test_a_name_that_is_described_is_not_an_alias(file: LibraryFile) -> None:
    assert [name for name in named(file) if SHIPPED.canonical(name) != name] == []


@every_file
def test_a_base_is_described_too(file: LibraryFile) -> None:
    bases = {SHIPPED.canonical(base) for class_ in file.classes for base in class_.bases}
    assert {base for base in bases if SHIPPED.class_(base) is None} == set()


@every_path
def test_an_exception_to_blocking_says_why(path: Path) -> None:
    """An entry that neither blocks nor tells anything else needs its reason to be there."""
    told = {"names", "reason", "source"}
    silent = [
        name
        for name, entry in callables(read(path))
        if not set(entry) - told and not entry.get("reason")
    ]
    assert silent == []


def test_there_is_an_offload_style_for_every_choice_of_the_setting() -> None:
    styles = SHIPPED.offload_styles
    assert {style.name for style in styles} == set(OFFLOADS) - {"auto"}
    assert [style.priority for style in styles] == sorted({style.priority for style in styles})
    assert [style.imports for style in styles if not style.imports] == [styles[-1].imports]
