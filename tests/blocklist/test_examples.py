"""Every entry does what it says: the uses that it calls blocking are reported, no others are."""

from __future__ import annotations

from pathlib import Path

import pytest

from loopguard.blocklist import Library, load_shipped
from loopguard.blocklist.models import LibraryFile

from ..helpers.project import check_project
from .examples import ANY_NAME, TOGETHER, write_examples

LIBRARY: Library = load_shipped()


@pytest.mark.parametrize("file", LIBRARY.files, ids=lambda file: file.path)
def test_exactly_the_blocking_use_of_every_entry_is_reported(
    tmp_path: Path, file: LibraryFile
) -> None:
    module = write_examples(file, LIBRARY)
    findings = check_project(tmp_path, "\n".join(module.lines), select=("LG",))
    found = [f"{f.span.line} {f.callee} {f.code} {f.severity}" for f in findings]
    code = dict(enumerate(module.lines, start=1))

    def shown(what: str, lines: set[str]) -> list[str]:
        ordered = sorted(lines, key=lambda line: int(line.partition(" ")[0]))
        return [f"{what}: {line}: {code[int(line.partition(' ')[0])].strip()}" for line in ordered]

    expected, got = set(module.expected), set(found)
    complaints = shown("missed", expected - got) + shown("false alarm", got - expected)
    assert not complaints, "\n".join(complaints)
    assert len(found) == len(module.expected)


def test_every_blocking_entry_has_its_example() -> None:
    written = {
        line.split()[1].removesuffix(".__call__")
        for file in LIBRARY.files
        for line in write_examples(file, LIBRARY).expected
    }
    wanted = {
        model.name.removeprefix("builtins.").removesuffix(".__call__").replace(".*", f".{ANY_NAME}")
        for model in LIBRARY.callables()
        if model.blocks and model.name.rpartition(".")[2] not in sum(TOGETHER, ())
    }
    assert wanted - written == set()
    assert len(wanted) > 3000
