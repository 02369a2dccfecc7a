"""The page of verified libraries and the list of them follow the blocklist."""

from __future__ import annotations

import re
from pathlib import Path

from loopguard.blocklist import load_shipped

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "blocklist.md").read_text(encoding="utf-8")
NAMES = {file.name for file in load_shipped().files}


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_library_of_the_page_has_a_file() -> None:
    assert {row[0] for row in rows()} <= NAMES


def test_ninety_libraries_are_verified() -> None:
    verified = [row for row in rows() if row[0] != "python" and int(row[3]) > 0]
    assert len(verified) >= 90


def test_the_totals_are_those_of_the_rows() -> None:
    total = sum(int(row[3]) for row in rows())
    found = re.search(r"^(\d+) libraries, ([\d,]+) entries verified", PAGE, re.MULTILINE)
    assert found is not None
    assert (int(found[1]), int(found[2].replace(",", ""))) == (len(rows()), total)


def test_the_listed_libraries_have_files() -> None:
    lines = (REPOSITORY / "verify" / "libraries.txt").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert listed == sorted(set(listed), key=str.lower)
    assert set(listed) <= NAMES
    assert len(listed) >= 90
