"""The file of a baseline: what is written is read back, and what is wrong is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from loopguard.baseline import Entry, read_baseline, write_baseline
from loopguard.domain.errors import ConfigError

DIRECT = Entry("a.py", "main", "LG101", "time.sleep", "time.sleep")
THROUGH = Entry("b/é.py", "Shop.pay", "LG102", "load", "requests.get")
TEXT = """\
{
  "version": 1,
  "findings": [
    {"path": "a.py", "function": "main", "code": "LG101", "blocks": "time.sleep", "count": 2},
    {"path": "b/é.py", "function": "Shop.pay", "code": "LG102", "call": "load", \
"blocks": "requests.get"}
  ]
}
"""


def test_each_entry_has_a_line_of_its_own_in_sorted_order(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(file, {THROUGH: 1, DIRECT: 2})
    assert file.read_text(encoding="utf-8") == TEXT
    assert read_baseline(file) == Counter({DIRECT: 2, THROUGH: 1})


def test_an_empty_baseline_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(file, {})
    assert file.read_text() == '{\n  "version": 1,\n  "findings": []\n}\n'
    assert read_baseline(file) == Counter()


def test_names_of_files_need_not_be_text(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    odd = Entry("\udcff.py", "main", "LG101", "time.sleep", "time.sleep")
    write_baseline(file, {odd: 1})
    assert read_baseline(file) == Counter({odd: 1})


def test_what_was_written_by_hand_twice_counts_twice(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    row = '{"path": "a.py", "function": "main", "code": "LG101", "blocks": "time.sleep"}'
    file.write_text(f'{{"version": 1, "findings": [{row}, {row}]}}')
    assert read_baseline(file) == Counter({DIRECT: 2})


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            '{\n<<<<<<< HEAD\n"version": 1',
            [": is not JSON: line 2, column 1: Expecting property name enclosed in double quotes"],
        ),
        ("[]", [": is no baseline: it has to be an object with a list `findings`"]),
        (
            '{"version": 2, "findings": []}',
            [": version: must be 1; `loopguard baseline create` writes the file anew"],
        ),
        (
            '{"version": 1, "findings": [3, {"path": 1, "function": "f", "code": "LG101", '
            '"line": 3, "count": 0}]}',
            [
                ": findings[0]: must be an object",
                ": findings[1].line: is unknown; there are path, function, code, call, blocks "
                "and count",
                ": findings[1].path: must be a text",
                ": findings[1].blocks: is missing",
                ": findings[1].count: must be a number above 0",
            ],
        ),
    ],
)
def test_all_that_is_wrong_with_a_file_is_said_at_once(
    tmp_path: Path, text: str, complaints: list[str]
) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_baseline(file)
    assert str(caught.value).splitlines() == [f"{file}{complaint}" for complaint in complaints]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_bytes(b'{"version": "\xff"}')
    with pytest.raises(ConfigError, match="is not JSON: it is not UTF-8"):
        read_baseline(file)


def test_a_file_that_cannot_be_written_is_a_mistake_of_the_users(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        write_baseline(tmp_path / "none" / "baseline.json", {DIRECT: 1})
