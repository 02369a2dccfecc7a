"""The workflow commands read back as GitHub's runner reads them."""

from __future__ import annotations

import re
from dataclasses import replace

from loopguard.domain.result import CheckResult, Stats
from loopguard.reporters import ReportOptions, render

from .conftest import (
    direct_with_replacement,
    in_a_file_with_a_strange_name,
    over_several_lines_to_the_same_cause,
    unused_suppression,
)

COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<data>.*)")


def read_back(line: str) -> tuple[str, dict[str, str], str]:
    found = COMMAND.fullmatch(line)
    assert found is not None, line
    pairs = (pair.partition("=") for pair in found["properties"].split(","))
    return found["level"], {name: plain(value) for name, _, value in pairs}, plain(found["data"])


def plain(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def annotations(
    result: CheckResult, options: ReportOptions
) -> list[tuple[str, dict[str, str], str]]:
    return [read_back(line) for line in render("github", result, options).splitlines()]


def only(*findings: object) -> CheckResult:
    return CheckResult(findings, (), Stats(1, 1, 1, 1))  # type: ignore[arg-type]


def test_a_finding_reads_back(plain: ReportOptions) -> None:
    assert annotations(only(direct_with_replacement()), plain) == [
        (
            "error",
            {
                "file": "shop/api.py",
                "line": "4",
                "col": "5",
                "endLine": "4",
                "endColumn": "28",
                "title": "LG101 blocking-sleep",
            },
            "`time.sleep` puts the whole event loop to sleep\nFix: await `asyncio.sleep`",
        )
    ]


def test_marks_in_a_path_and_a_message_read_back(plain: ReportOptions) -> None:
    finding = replace(
        in_a_file_with_a_strange_name(), path="a,b:c 100%25.py", message="50% :: a,b\r\nnext"
    )
    ((level, properties, message),) = annotations(only(finding), plain)
    assert (level, properties["file"]) == ("warning", "a,b:c 100%25.py")
    assert message.startswith("50% :: a,b\r\nnext\n")


def test_columns_are_left_out_where_the_call_spans_lines(plain: ReportOptions) -> None:
    ((_, properties, _),) = annotations(only(over_several_lines_to_the_same_cause()), plain)
    assert set(properties) == {"file", "line", "endLine", "title"}


def test_every_cause_comes_before_further_places_of_one(plain: ReportOptions) -> None:
    one = direct_with_replacement()
    same = [replace(one, path=f"a{n}.py", function=f"a{n}.f") for n in range(12)]
    other = replace(one, trace=(replace(one.trace[0], line=9),), path="z.py", fingerprint="z" * 16)
    notice, *found = annotations(only(*same, other), plain)
    assert [properties["file"] for _, properties, _ in found[:3]] == ["a0.py", "z.py", "a1.py"]
    assert found[0][2].splitlines()[1] == "The same call is reached from 11 more places."
    assert notice[0] == "notice"
    assert notice[2].startswith("3 more errors found by LoopGuard without an annotation")


def test_an_unused_suppression_is_a_warning(plain: ReportOptions) -> None:
    ((level, properties, _),) = annotations(only(unused_suppression()), plain)
    assert (level, properties["title"]) == ("warning", "LG002 unused-suppression")
