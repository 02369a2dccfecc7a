"""Input that no one should write: the message names the file, and the rest is still checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, Outcome, Run, Write

NEIGHBOR = f"neighbor.py:5:5: {BLOCKING_LINE}"
"""What is reported of `neighbor.py`, which holds BLOCKING."""

UNREADABLE = {
    "syntax error": (b"async def main()\n    pass\n", "1:17", "expected ':'"),
    "syntax error further down": (b"x = 1\n\nif x\n    pass\n", "3:5", "expected ':'"),
    "wrong indentation": (b"def f():\npass\n", "2:1", "expected an indented block"),
    "unclosed string": (b"x = '''\n", "1:5", "unterminated triple-quoted string literal"),
    "merge conflict": (b"<<<<<<< HEAD\nx = 1\n=======\n", "1:1", "invalid syntax"),
    "not UTF-8": (b"x = 1\ny = '\xe9'\n", "2:1", "not valid utf-8 (byte 11: invalid continuation"),
    "null bytes": (b"x = 1\n\x00\n", "1:1", "source code string cannot contain null bytes"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1", "invalid or missing encoding declaration"),
    "UTF-16": ("x = 1\n".encode("utf-16"), "1:1", "invalid or missing encoding declaration"),
    "unknown encoding": (b"# coding: klingon\n", "1:1", "unknown encoding: klingon"),
    "encoding that is none": (b"# coding: rot13\nk = 1\n", "1:1", "rot13"),
    "encoding of bytes": (b"# coding: base64\nx = 1\n", "1:1", "base64"),
    "encoding that always fails": (b"# coding: undefined\nx = 1\n", "1:1", "undefined"),
    "encoding of domain names": (b"# coding: idna\nx = 'a..b'\n", "1:1", "idna"),
    "encoding against the BOM": (b"\xef\xbb\xbf# coding: latin-1\n", "1:1", "encoding problem"),
    "10,000 parentheses": (
        b"x = " + b"(" * 10_000 + b")" * 10_000,
        "1:205",
        "too many nested parentheses",
    ),
    "10,000 signs": (b"x = " + b"-" * 10_000 + b"1\n", "1:1", "nested too deeply"),
}
"""Content, the place of the message, and how the reason begins or what is in it."""


@pytest.mark.parametrize(("content", "place", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_parsed_is_named_and_the_rest_is_checked(
    content: bytes, place: str, reason: str, write: Write, loopguard: Run
) -> None:
    write({"bad.py": content, "neighbor.py": BLOCKING})
    outcome = loopguard("check", "--format", "concise")
    assert (outcome.code, outcome.err) == (1, "")
    complaint, *rest = outcome.out.splitlines(keepends=True)
    assert complaint.startswith(f"bad.py:{place}: LG001 cannot be checked: ")
    assert reason in complaint
    assert rest == [NEIGHBOR]


def test_the_text_report_tells_of_unread_files_first_and_counts_them(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": CLEAN, "z.py": b"# coding: klingon\n"})
    assert loopguard("check") == Outcome(
        1,
        "z.py:1:1: error LG001 cannot be checked: unknown encoding: klingon\n"
        "\n"
        "No blocking calls found in 2 files, 1 could not be read.\n",
        "",
    )


def test_an_imported_file_that_cannot_be_parsed_does_not_stop_the_importer(
    write: Write, loopguard: Run
) -> None:
    write({"helper.py": "def broken(:\n", "main.py": f"import helper\n{BLOCKING}"})
    outcome = loopguard("check", "--format", "concise", "main.py")
    assert outcome == Outcome(1, f"main.py:6:5: {BLOCKING_LINE}", "")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_checked(
    write: Write, loopguard: Run
) -> None:
    root = write({"neighbor.py": BLOCKING})
    (root / "bad.py").symlink_to("/proc/self/mem")  # fails to be read for every user, root too
    outcome = loopguard("check", "--format", "concise")
    complaint = "bad.py:1:1: LG001 cannot be checked: cannot be read: Input/output error\n"
    assert outcome == Outcome(1, complaint + NEIGHBOR, "")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission_is_named_and_the_rest_is_checked(
    write: Write, loopguard: Run
) -> None:
    root = write({"bad.py": CLEAN, "neighbor.py": BLOCKING})
    (root / "bad.py").chmod(0)
    outcome = loopguard("check", "--format", "concise")
    complaint = "bad.py:1:1: LG001 cannot be checked: cannot be read: Permission denied\n"
    assert outcome == Outcome(1, complaint + NEIGHBOR, "")


def test_a_folder_with_the_name_of_a_module_is_a_folder(write: Write, loopguard: Run) -> None:
    write({"bad.py/inner.py": BLOCKING, "neighbor.py": BLOCKING})
    inside = f"{Path('bad.py', 'inner.py')}:5:5: {BLOCKING_LINE}"
    assert loopguard("check", "--format", "concise") == Outcome(1, inside + NEIGHBOR, "")
    assert loopguard("check", "--format", "concise", "bad.py") == Outcome(1, inside, "")


def test_an_empty_tree_is_clean(write: Write, loopguard: Run) -> None:
    write({})
    assert loopguard("check") == Outcome(0, "No blocking calls found in 0 files.\n", "")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"# only a comment", b"\x0c"])
def test_a_file_without_code_is_clean(content: bytes, write: Write, loopguard: Run) -> None:
    write({"main.py": content})
    assert loopguard("check") == Outcome(0, "No blocking calls found in 1 file.\n", "")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('async def f(): x = "é"; open("x")\n'.encode("utf-8-sig"), id="BOM"),
        pytest.param(
            '# coding: latin-1\nasync def f(): x = "é"; open("x")\n'.encode("latin-1"),
            id="latin-1",
        ),
        pytest.param(
            '\n# -*- coding: cp1251 -*-\r\nasync def f(): x = "ж"; open("x")\n'.encode("cp1251"),
            id="cp1251",
        ),
        pytest.param('x = 1\r\n\r\nasync def f(): x = "é"; open("x")\r\n'.encode(), id="CRLF"),
        pytest.param('x = 1\rasync def f(): x = "é"; open("x")\r'.encode(), id="CR"),
        pytest.param(
            '"\x0b\x0c\x1c\u2028\x85"\nasync def f(): x = "é"; open("x")\n'.encode(),
            id="other ends",
        ),
        pytest.param('x = 1\n\x0c\nasync def f(): x = "é"; open("x")'.encode(), id="no last end"),
    ],
)
def test_places_and_excerpts_are_right_in_every_encoding_and_with_every_line_end(
    content: bytes, write: Write, loopguard: Run
) -> None:
    write({"main.py": content})
    outcome = loopguard("check")
    place, excerpt, carets = outcome.out.splitlines()[:3]
    code = excerpt[9:]
    assert (outcome.code, outcome.err) == (1, "")
    assert place.split(": ")[0].endswith(":25")
    assert code[:18] == "async def f(): x ="
    assert code[24:] == 'open("x")'
    assert carets[9:] == " " * 24 + "^" * 9


@pytest.mark.parametrize("command", ["check .", "check a.py main.py"])
def test_links_in_a_circle_are_survived(command: str, write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    (root / "a.py").symlink_to("b.py")
    (root / "b.py").symlink_to("a.py")
    outcome = loopguard(*command.split(), "--format", "concise")
    assert "Traceback" not in outcome.err
    if command == "check .":
        assert outcome == Outcome(1, f"main.py:5:5: {BLOCKING_LINE}", "")
    else:
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith("error: a.py: ")


def test_folders_linked_in_a_circle_are_read_once(write: Write, loopguard: Run) -> None:
    root = write({"pkg/main.py": BLOCKING})
    (root / "pkg" / "again").symlink_to(root)
    (root / "pkg" / "here").symlink_to(".")
    place = Path("pkg", "main.py")
    outcome = loopguard("check", "--format", "concise")
    assert outcome == Outcome(1, f"{place}:5:5: {BLOCKING_LINE}", "")


def test_a_link_to_nowhere_is_passed_over_unless_it_is_named(write: Write, loopguard: Run) -> None:
    root = write({"neighbor.py": BLOCKING})
    (root / "a.py").symlink_to("nowhere.py")
    assert loopguard("check", "--format", "concise") == Outcome(1, NEIGHBOR, "")
    expected = Outcome(2, "", "error: a.py: no such file or directory\n")
    assert loopguard("check", "a.py") == expected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_passed_over(write: Write, loopguard: Run) -> None:
    root = write({"neighbor.py": BLOCKING})
    os.mkfifo(root / "pipe.py")  # reading it would wait for ever
    assert loopguard("check", "--format", "concise") == Outcome(1, NEIGHBOR, "")


DEEP = {
    "attributes": "x = a" + ".b" * 2_000,
    "calls": "x = a" + "()" * 2_000,
    "sum": "x = " + " + ".join(["y"] * 2_000),
    "branches": "if x: pass\n" + "elif y: pass\n" * 2_000,
    "functions": "".join(f"{' ' * depth}def f():\n" for depth in range(90)) + " " * 90 + "pass",
    "lists": "x = " + "[" * 90 + "]" * 90,
}


def test_deep_code_as_generators_write_it_is_checked(write: Write, loopguard_process: Run) -> None:
    write({f"{name}.py": f"{BLOCKING}\n\n{code}\n" for name, code in DEEP.items()})
    outcome = loopguard_process("check", "--format", "concise")  # a crash must not end the tests
    lines = [f"{name}.py:5:5: {BLOCKING_LINE}" for name in sorted(DEEP)]
    assert outcome == Outcome(1, "".join(lines), "")


def test_code_deeper_than_any_generator_writes_it_is_named_and_the_rest_is_checked(
    write: Write, loopguard_process: Run
) -> None:
    attributes, total = "a" + ".b" * 50_000, "+".join(["y"] * 50_000)
    write({"a.py": f"{BLOCKING}    x = {attributes}\n", "b.py": f"{BLOCKING}    x = {total}\n"})
    write({"neighbor.py": BLOCKING})
    outcome = loopguard_process("check", "--format", "concise")
    assert (outcome.code, outcome.err) == (1, "")
    first, second, *rest = outcome.out.splitlines(keepends=True)
    assert first.startswith("a.py:1:1: LG001 cannot be checked: nested too deeply")
    assert second.startswith("b.py:1:1: LG001 cannot be checked: nested too deeply")
    assert rest == [NEIGHBOR]


def test_a_very_long_line_is_checked_and_not_printed_whole(write: Write, loopguard: Run) -> None:
    filler = "x" * 200_000
    write({"main.py": f"{BLOCKING[:-1]}; y = '{filler}'\n"})
    assert loopguard("check", "--format", "concise").out == f"main.py:5:5: {BLOCKING_LINE}"
    assert max(map(len, loopguard("check").out.splitlines())) < 1_000


def test_a_call_far_into_a_very_long_line_is_shown_where_it_stands(
    write: Write, loopguard: Run
) -> None:
    filler = "x" * 20_000
    write({"main.py": f"import time\n\n\nasync def main():\n    y = '{filler}'; time.sleep(1)\n"})
    place, excerpt, carets, *_ = loopguard("check").out.splitlines()
    assert place.startswith("main.py:5:20013: error LG101")
    assert len(excerpt) < 1_000
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "time.sleep(1)"


def test_a_very_long_call_is_checked(write: Write, loopguard: Run) -> None:
    numbers = ", ".join(["1"] * 4_000)
    write({"main.py": f"import time\n\n\nasync def main():\n    time.sleep(max({numbers}))\n"})
    outcome = loopguard("check")
    assert (outcome.code, outcome.err) == (1, "")
    assert max(map(len, outcome.out.splitlines())) < 1_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.parametrize("name", ["a b.py", "[red].py", "ü.py", "a:1.py", "%0A.py", "'\".py"])
def test_a_file_with_a_strange_name_is_checked(name: str, write: Write, loopguard: Run) -> None:
    write({name: BLOCKING})
    expected = Outcome(1, f"{name}:5:5: {BLOCKING_LINE}", "")
    assert loopguard("check", "--format", "concise") == expected
    assert loopguard("check").out.startswith(f"{name}:5:5: error LG101 ")
