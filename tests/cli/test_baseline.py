"""`loopguard baseline`, and `loopguard check` with one: old findings are held back."""

from __future__ import annotations

import json

import pytest

from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, WARNING, Outcome, Run, Write

ROW = '    {"path": "%s", "function": "main", "code": "LG101", "blocks": "time.sleep"}'
FILE = "loopguard-baseline.json"
SETTING = f'[tool.loopguard]\nbaseline = "{FILE}"\n'


def rows(*entries: str) -> str:
    return '{\n  "version": 1,\n  "findings": [\n' + ",\n".join(entries) + "\n  ]\n}\n"


def test_create_writes_the_file_and_says_how_to_use_it(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING})
    assert loopguard("baseline", "create") == Outcome(
        0,
        "",
        f"Wrote 1 finding to {FILE}.\n"
        f"`loopguard check --baseline {FILE}` leaves them out; so does `loopguard check` with the "
        f'setting baseline = "{FILE}".\n',
    )
    assert (root / FILE).read_text() == rows(ROW % "main.py")


def test_create_says_less_where_the_settings_name_the_file(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "pyproject.toml": SETTING})
    assert loopguard("baseline", "create") == Outcome(0, "", f"Wrote 1 finding to {FILE}.\n")


def test_a_file_that_cannot_be_read_is_not_held_back(write: Write, loopguard: Run) -> None:
    write({"main.py": "def (", "pyproject.toml": SETTING})
    assert loopguard("baseline", "create") == Outcome(
        0,
        "",
        f"Wrote 0 findings to {FILE}.\n"
        "1 file that cannot be read is not held back: see `loopguard check`.\n",
    )
    assert loopguard("check").code == 1


def test_check_reports_new_findings_only_and_counts_the_others(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING, "other.py": WARNING})
    loopguard("baseline", "create")
    assert loopguard("check", "--baseline", FILE) == Outcome(
        0, "No new blocking calls found in 2 files; 2 old findings held back.\n", ""
    )
    write({"main.py": BLOCKING + "    time.sleep(2)\n"})
    assert loopguard("check", "--baseline", FILE, "--format", "concise") == Outcome(
        1, f"main.py:6:5: {BLOCKING_LINE}", "2 old findings held back.\n"
    )
    assert loopguard("check", "--baseline", FILE).out.splitlines()[-1] == (
        "Found 1 new blocking call (1 error) in 2 files; 2 old findings held back."
    )
    assert loopguard("check", "--baseline", FILE, "--format", "concise", "-q").err == ""


def test_the_setting_does_what_the_option_does(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    assert loopguard("check").code == 0
    assert loopguard("check", "--no-baseline").code == 1


def test_the_baseline_lies_in_the_project_wherever_the_command_runs(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"app/main.py": BLOCKING, "pyproject.toml": SETTING})
    monkeypatch.chdir(root / "app")
    loopguard("baseline", "create")
    assert (root / FILE).read_text() == rows(ROW % "app/main.py")
    assert loopguard("check").code == 0
    monkeypatch.chdir(root)
    assert loopguard("check").code == 0


def test_old_findings_are_known_when_lines_move_and_files_are_renamed(
    write: Write, loopguard: Run
) -> None:
    root = write({"main.py": BLOCKING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    write({"main.py": f"# moved\n\n{BLOCKING}"})
    assert loopguard("check").code == 0
    (root / "main.py").rename(root / "renamed.py")
    assert loopguard("check").code == 0
    write({"main.py": BLOCKING})  # a copy is new: the file of the entry is there
    assert loopguard("check", "--format", "concise").out == f"renamed.py:7:5: {BLOCKING_LINE}"


def test_a_finding_whose_cause_is_new_is_reported_though_its_line_is_old(
    write: Write, loopguard: Run
) -> None:
    caller = "from helper import rest\n\n\nasync def main():\n    rest()\n"
    write({"main.py": caller, "helper.py": "def rest():\n    open('x')\n"})
    write({"pyproject.toml": SETTING})
    loopguard("baseline", "create")
    write({"helper.py": "import time\n\n\ndef rest():\n    time.sleep(1)\n"})
    assert loopguard("check", "--format", "concise").out == (
        "main.py:5:5: LG101 error: `time.sleep` puts the whole event loop to sleep, "
        "reached through `helper.rest`\n"
    )


def test_fixes_leave_old_findings_alone(write: Write, loopguard: Run) -> None:
    root = write({"main.py": BLOCKING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    write({"new.py": BLOCKING})
    assert loopguard("check", "--fix").code == 0
    assert (root / "main.py").read_text() == BLOCKING
    assert (root / "new.py").read_text() != BLOCKING
    assert loopguard("check", "--add-ignores", "--no-baseline").code == 0
    assert "loopguard: ignore" in (root / "main.py").read_text()


def test_prune_takes_out_what_is_gone_and_adds_nothing(write: Write, loopguard: Run) -> None:
    root = write({"a.py": BLOCKING, "b.py": BLOCKING, "c.py": BLOCKING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    write({"a.py": CLEAN, "new.py": BLOCKING})
    (root / "b.py").rename(root / "d.py")
    (root / "c.py").unlink()
    (root / "new.py").unlink()
    stale = f"{FILE} is out of date: 2 findings no longer there.\n"
    before = (root / FILE).read_text()
    assert loopguard("baseline", "prune", "--check") == Outcome(1, "", stale)
    assert (root / FILE).read_text() == before
    done = f"{FILE}: 2 findings no longer there; 1 finding left.\n"
    assert loopguard("baseline", "prune") == Outcome(0, "", done)
    assert (root / FILE).read_text() == rows(ROW % "d.py")
    write({"new.py": BLOCKING})
    same = f"{FILE} is up to date: 1 finding.\n"
    assert loopguard("baseline", "prune") == Outcome(0, "", same)
    assert loopguard("baseline", "prune", "--check") == Outcome(0, "", same)


def test_prune_keeps_what_it_was_not_asked_about(write: Write, loopguard: Run) -> None:
    root = write({"app/a.py": BLOCKING, "lib/b.py": BLOCKING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    write({"app/a.py": CLEAN, "lib/b.py": CLEAN})
    loopguard("baseline", "prune", "lib")
    assert (root / FILE).read_text() == rows(ROW % "app/a.py")
    write({"pyproject.toml": f'{SETTING}ignore = ["LG101"]\n'})
    loopguard("baseline", "prune")
    assert (root / FILE).read_text() == rows(ROW % "app/a.py")


@pytest.mark.parametrize("command", [["check", "--baseline"], ["baseline", "prune", "--file"]])
def test_a_baseline_that_is_not_there_is_a_mistake(
    command: list[str], write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING})
    assert loopguard(*command, "none.json") == Outcome(
        2, "", "error: none.json: no such file; `loopguard baseline create` writes one\n"
    )


def test_the_setting_has_to_be_a_text(write: Write, loopguard: Run) -> None:
    write({"pyproject.toml": "[tool.loopguard]\nbaseline = true\n"})
    outcome = loopguard("check")
    assert outcome.code == 2
    assert outcome.err.endswith("pyproject.toml: baseline: must be a text that is not empty\n")


def test_both_options_at_once_are_refused(loopguard: Run) -> None:
    outcome = loopguard("check", "--baseline", "x", "--no-baseline")
    assert outcome.code == 2
    assert outcome.err.endswith("--baseline and --no-baseline exclude each other\n")


def test_a_project_with_a_baseline_gives_json_with_the_new_findings(
    write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    outcome = loopguard("check", "--format", "json")
    report = json.loads(outcome.out)
    assert (report["findings"], report["stats"]["held_back"]) == ([], 1)
    assert outcome.err == ""


@pytest.mark.parametrize("format_name", ["text", "markdown", "html"])
def test_reports_for_people_say_that_findings_are_held_back(
    format_name: str, write: Write, loopguard: Run
) -> None:
    write({"main.py": BLOCKING, "other.py": WARNING, "pyproject.toml": SETTING})
    loopguard("baseline", "create")
    outcome = loopguard("check", "--format", format_name)
    assert (outcome.code, outcome.err) == (0, "")
    assert "2 old findings held back" in outcome.out
    assert "o new blocking calls" in outcome.out
