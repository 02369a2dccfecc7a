"""What is not shown: by comments on lines and in files, and by patterns of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...helpers.project import Files, check_project, run_project, ways

SLEEPY = "import time\nasync def f():\n    time.sleep(1)\n    open('x')\n"


def reported(root: Path, files: Files, **options: object) -> list[str]:
    options.setdefault("ignore", ("LG002",))
    return ways(check_project(root, files, **options), root)


@pytest.mark.parametrize(
    "comment",
    [
        "# loopguard: ignore",
        "# loopguard: ignore[LG101]",
        "# loopguard: ignore[LG1]",
        "# loopguard: ignore[LG105, LG101] the clock is fake",
        "# noqa",
        "# noqa: LG101",
        "# noqa: E501, LG101",
    ],
)
def test_a_comment_on_the_line_silences_it(tmp_path: Path, comment: str) -> None:
    code = f"import time\nasync def f():\n    time.sleep(1)  {comment}\n    time.sleep(2)\n"
    assert reported(tmp_path, code) == ["main.py:4 time.sleep"]


@pytest.mark.parametrize(
    "comment", ["# loopguard: ignore[LG102]", "# noqa: LG102", "# noqa: E501", "# type: ignore"]
)
def test_a_comment_for_another_rule_does_not(tmp_path: Path, comment: str) -> None:
    code = f"import time\nasync def f():\n    time.sleep(1)  {comment}\n"
    assert reported(tmp_path, code) == ["main.py:3 time.sleep"]


@pytest.mark.parametrize("line", [3, 4, 5, 6])
def test_a_comment_counts_on_any_line_of_the_statement(tmp_path: Path, line: int) -> None:
    code = (
        "import time\nasync def f(x):\n    x = (\n        time.sleep(\n            1\n        ))\n"
    )
    lines = code.splitlines()
    assert reported(tmp_path, code) == ["main.py:4 time.sleep"]
    lines[line - 1] += "  # loopguard: ignore"
    assert reported(tmp_path, "\n".join(lines)) == []


def test_a_comment_above_the_statement_or_in_the_body_of_a_block_does_not_count(
    tmp_path: Path,
) -> None:
    code = """
        import time
        async def f():
            # loopguard: ignore
            time.sleep(1)
            if time.sleep(2):
                pass  # loopguard: ignore
            for x in [time.sleep(3)]:  # loopguard: ignore
                time.sleep(4)
        """
    assert reported(tmp_path, code) == [
        "main.py:4 time.sleep",
        "main.py:5 time.sleep",
        "main.py:8 time.sleep",
    ]


def test_a_comment_silences_the_whole_file(tmp_path: Path) -> None:
    files = {
        "quiet.py": f"# loopguard: ignore-file[LG101]\n{SLEEPY}",
        "loud.py": SLEEPY,
    }
    assert reported(tmp_path, files) == [
        "loud.py:3 time.sleep",
        "loud.py:4 open",
        "quiet.py:5 open",
    ]


def test_a_comment_in_a_helper_permits_the_call_for_all_that_reach_it(tmp_path: Path) -> None:
    files = {
        "tools.py": """
        import time

        def short():
            time.sleep(0.001)  # loopguard: ignore[LG101] shorter than a tick

        def long():
            time.sleep(10)
        """,
        "main.py": """
        from tools import long, short

        async def f():
            short()
            long()
        """,
    }
    assert reported(tmp_path, files) == ["main.py:5 tools.long > time.sleep"]


def test_a_comment_between_the_loop_and_the_blocking_call_does_not_count(tmp_path: Path) -> None:
    code = """
        import time
        def inner():
            time.sleep(1)
        def outer():
            inner()  # loopguard: ignore
        async def f():
            outer()
        """
    assert reported(tmp_path, code) == ["main.py:7 main.outer > main.inner > time.sleep"]


def test_a_permitted_call_leaves_other_ways_open(tmp_path: Path) -> None:
    code = """
        import time
        def helper():
            time.sleep(1)  # loopguard: ignore
            time.sleep(2)
        async def f():
            helper()
        """
    (finding,) = check_project(tmp_path, code)
    assert [step.line for step in finding.trace] == [6, 4]


def test_a_string_that_looks_like_a_comment_silences_nothing(tmp_path: Path) -> None:
    code = 'import time\nasync def f():\n    time.sleep("# loopguard: ignore")\n'
    assert reported(tmp_path, code) == ["main.py:3 time.sleep"]


# per-file-ignores, select


@pytest.mark.parametrize(
    ("pattern", "codes", "left"),
    [
        ("tests/**", ("LG101",), ["a.py:3 time.sleep", "a.py:4 open", "tests/b.py:4 open"]),
        ("tests/**", ("LG1",), ["a.py:3 time.sleep", "a.py:4 open"]),
        ("*.py", ("LG101", "LG105"), []),
        ("other/**", ("LG101",), None),
    ],
)
def test_per_file_ignores_switch_rules_off_by_pattern(
    tmp_path: Path, pattern: str, codes: tuple[str, ...], left: list[str] | None
) -> None:
    files = {"a.py": SLEEPY, "tests/b.py": SLEEPY}
    everything = [f"{file}:{call}" for file in files for call in ("3 time.sleep", "4 open")]
    found = reported(tmp_path, files, per_file_ignores=((pattern, codes),))
    assert found == (everything if left is None else left)


def test_a_rule_that_is_not_selected_is_not_reported(tmp_path: Path) -> None:
    assert reported(tmp_path, SLEEPY, select=("LG101",)) == ["main.py:3 time.sleep"]
    assert reported(tmp_path, SLEEPY, ignore=("LG101",)) == ["main.py:4 open"]
    assert reported(tmp_path, SLEEPY, select=("LG102",)) == []


def test_an_unreadable_file_is_a_problem_unless_it_is_not_selected(tmp_path: Path) -> None:
    files = {"broken.py": "def f(:\n", "main.py": SLEEPY}
    result = run_project(tmp_path, files)
    assert [(Path(p.path).name, p.line, p.column) for p in result.problems] == [("broken.py", 1, 7)]
    assert ways(result.findings, tmp_path) == ["main.py:3 time.sleep", "main.py:4 open"]
    assert run_project(tmp_path, files, ignore=("LG001",)).problems == ()
