from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, WARNING, WARNING_LINE, Outcome, Run, Write

QUIET = Outcome(0, "", "")
IGNORE_SLEEP = 'ignore = ["LG101"]\n'


def concise(loopguard: Run, *arguments: str) -> Outcome:
    return loopguard("check", "--format", "concise", *arguments)


def test_settings_are_read_from_pyproject_toml(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "pyproject.toml": f"[tool.loopguard]\n{IGNORE_SLEEP}"})
    assert concise(loopguard) == QUIET


def test_settings_are_read_from_loopguard_toml(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "loopguard.toml": IGNORE_SLEEP})
    assert concise(loopguard) == QUIET


def test_loopguard_toml_comes_before_pyproject_toml(write: Write, loopguard: Run) -> None:
    write(
        {
            "main.py": BLOCKING,
            "loopguard.toml": IGNORE_SLEEP,
            "pyproject.toml": '[tool.loopguard]\nselect = ["LG101"]\n',
        }
    )
    assert concise(loopguard) == QUIET


def test_the_nearest_settings_above_the_first_path_hold(write: Write, loopguard: Run) -> None:
    write(
        {
            "loopguard.toml": 'select = ["LG102"]\n',
            "near/loopguard.toml": 'select = ["LG101"]\n',
            "near/main.py": BLOCKING,
        }
    )
    assert concise(loopguard) == QUIET
    place = Path("near", "main.py")
    assert concise(loopguard, "near") == Outcome(1, f"{place}:5:5: {BLOCKING_LINE}", "")


def test_a_pyproject_toml_without_our_table_does_not_count(write: Write, loopguard: Run) -> None:
    write(
        {
            "loopguard.toml": IGNORE_SLEEP,
            "pkg/pyproject.toml": "[tool.other]\nkey = 1\n",
            "pkg/main.py": BLOCKING,
        }
    )
    assert concise(loopguard, "pkg") == QUIET


@pytest.mark.parametrize(
    ("name", "table"), [("ours.toml", ""), ("other/pyproject.toml", "[tool.loopguard]\n")]
)
def test_config_names_the_file_to_read_in_place_of_the_nearest(
    name: str, table: str, write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING, "loopguard.toml": 'select = ["LG1"]\n'})
    write({name: table + IGNORE_SLEEP})
    assert concise(loopguard, "--config", name) == QUIET


def test_isolated_reads_no_settings(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "loopguard.toml": IGNORE_SLEEP})
    assert concise(loopguard, "--isolated") == Outcome(1, f"main.py:5:5: {BLOCKING_LINE}", "")


def test_isolated_does_not_even_look_at_broken_settings(write: Write, loopguard: Run) -> None:
    write({"main.py": CLEAN, "loopguard.toml": "= broken"})
    assert concise(loopguard, "--isolated") == QUIET


def test_options_come_before_settings(write: Write, loopguard: Run) -> None:
    write({"main.py": WARNING, "loopguard.toml": 'select = ["LG101"]\nfail-on = "never"\n'})
    line = f"main.py:5:12: {WARNING_LINE}"
    assert concise(loopguard, "--select", "LG105") == Outcome(0, line, "")
    assert concise(loopguard, "--select", "LG105", "--fail-on", "warning") == Outcome(1, line, "")


def test_settings_say_what_fails_the_run(write: Write, loopguard: Run) -> None:
    write({"main.py": WARNING, "loopguard.toml": 'fail-on = "error"\n'})
    assert concise(loopguard) == Outcome(0, f"main.py:5:12: {WARNING_LINE}", "")


def test_settings_say_how_fixes_leave_the_loop(write: Write, loopguard: Run) -> None:
    write({"main.py": WARNING, "loopguard.toml": 'offload = "anyio"\n'})
    assert "anyio.to_thread.run_sync" in loopguard("check").out
    assert "anyio.to_thread.run_sync" not in loopguard("check", "--offload", "asyncio").out


def test_per_file_ignores_hold_for_the_files_that_fit(write: Write, loopguard: Run) -> None:
    write(
        {
            "loopguard.toml": '[per-file-ignores]\n"tests/**" = ["LG101"]\n"/b.py" = ["LG"]\n',
            "a.py": BLOCKING,
            "b.py": BLOCKING,
            "pkg/b.py": BLOCKING,
            "tests/deep/c.py": BLOCKING,
            "tests/d.py": WARNING,
        }
    )
    assert concise(loopguard) == Outcome(
        1,
        f"a.py:5:5: {BLOCKING_LINE}"
        f"{Path('pkg', 'b.py')}:5:5: {BLOCKING_LINE}"
        f"{Path('tests', 'd.py')}:5:12: {WARNING_LINE}",
        "",
    )


def test_exclude_in_the_settings_replaces_the_defaults(write: Write, loopguard: Run) -> None:
    write(
        {
            "loopguard.toml": 'exclude = ["gen"]\n',
            "gen/a.py": BLOCKING,
            "build/b.py": BLOCKING,
        }
    )
    assert concise(loopguard).out == f"{Path('build', 'b.py')}:5:5: {BLOCKING_LINE}"


def test_extend_exclude_and_the_option_add_to_the_defaults(write: Write, loopguard: Run) -> None:
    write({"loopguard.toml": 'extend-exclude = ["gen/*"]\n'})
    write(dict.fromkeys(("gen/a.py", "build/b.py", "c.py", "d.py"), BLOCKING))
    assert concise(loopguard, "--exclude", "d.py").out == f"c.py:5:5: {BLOCKING_LINE}"


def test_patterns_in_the_settings_are_relative_to_their_file(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(
        {
            "loopguard.toml": 'extend-exclude = ["/pkg/a.py"]\n',
            "pkg/a.py": BLOCKING,
            "pkg/pkg/a.py": BLOCKING,
        }
    )
    monkeypatch.chdir(root / "pkg")
    assert concise(loopguard).out == f"{Path('pkg', 'a.py')}:5:5: {BLOCKING_LINE}"


def test_every_mistake_in_the_settings_is_named_at_once(write: Write, loopguard: Run) -> None:
    root = write(
        {
            "main.py": BLOCKING,
            "loopguard.toml": """\
select = ["LG9", "LG101"]
ignore = "LG101"
extend-exclude = [1]
fail-on = "info"
offload = ["anyio"]
colour = true

[per-file-ignores]
"a.py" = "LG101"
"b.py" = ["X1"]
""",
        }
    )
    unknown = "is no rule code or prefix of one; `loopguard rules` lists them"
    complaints = [
        f"select: 'LG9' {unknown}",
        "ignore: must be a list of texts",
        "extend-exclude: must be a list of texts",
        "fail-on: must be one of error, warning, never",
        "offload: must be one of auto, asyncio, anyio, starlette, asgiref, trio, quart, "
        "homeassistant",
        "per-file-ignores.a.py: must be a list of codes",
        f"per-file-ignores.b.py: 'X1' {unknown}",
    ]
    outcome = loopguard("check")
    assert (outcome.code, outcome.out) == (2, "")
    lines = outcome.err.splitlines()
    colour = f"error: {root / 'loopguard.toml'}: colour: is no setting; there are "
    assert [line for line in lines if not line.startswith(colour)] == [
        f"error: {root / 'loopguard.toml'}: {complaint}" for complaint in complaints
    ]
    (known,) = (line.removeprefix(colour) for line in lines if line.startswith(colour))
    assert {"select", "ignore", "per-file-ignores"} <= set(known.split(", "))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pyproject.toml", "[tool.loopguard\n"),
        ("pyproject.toml", b"\xff\xfe"),
        ("pyproject.toml", "[tool]\nloopguard = 3\n"),
        ("pyproject.toml", "[[tool.loopguard]]\nselect = []\n"),
        ("loopguard.toml", "select = ['LG101\n"),
        ("loopguard.toml", b"\x00"),
    ],
)
@pytest.mark.parametrize("named", [False, True], ids=["found", "named"])
def test_settings_that_cannot_be_used_are_a_mistake_of_the_users(
    name: str, content: str | bytes, named: bool, write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING, name: content})
    outcome = loopguard("check", *(["--config", name] if named else []))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert outcome.err.startswith("error: ")
    assert f"{name}: " in outcome.err


def test_a_pyproject_toml_of_a_strange_shape_is_another_tools_affair(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": CLEAN, "pyproject.toml": "tool = 3\n"})
    assert concise(loopguard) == QUIET
    assert concise(loopguard, "--config", "pyproject.toml") == QUIET
