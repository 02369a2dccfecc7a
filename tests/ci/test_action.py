"""The action for GitHub: its steps, run as GitHub runs them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import Machine, block

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


class Action:
    """The action on a machine: runs its steps with inputs."""

    def __init__(self, machine: Machine, directory: Path) -> None:
        self.machine = machine
        self.summary = directory / "summary.md"
        machine.variables |= {
            "RUNNER_TEMP": str(directory / "runner"),
            "GITHUB_ENV": str(directory / "env"),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Runs all steps; gives the last one."""
        values = {name: str(one["default"]) for name, one in ACTION["inputs"].items()}
        values |= {name.replace("_", "-"): value for name, value in inputs.items()}
        for step in ACTION["runs"]["steps"]:
            assert step["shell"] == "bash"
            variables = {k: evaluated(v, values) for k, v in step["env"].items()}
            done = self.machine.run(step["run"], variables)
            for line in Path(self.machine.variables["GITHUB_ENV"]).read_text().splitlines():
                name, _, value = line.partition("=")
                self.machine.variables[name] = value
        return done


def evaluated(text: str, inputs: dict[str, str]) -> str:
    """The value of a text with expressions."""

    def value(expression: re.Match[str]) -> str:
        context, _, name = expression[1].partition(".")
        return str(ROOT) if (context, name) == ("github", "action_path") else inputs[name]

    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text)


@pytest.fixture
def action(machine: Machine, tmp_path: Path) -> Action:
    return Action(machine, tmp_path)


def test_a_finding_fails_the_job_and_is_annotated_and_summed_up(action: Action) -> None:
    block(action.machine)
    done = action.run()
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=src/main.py,line=5,col=5,endLine=5,")
    assert action.summary.read_text().startswith(
        "## LoopGuard: 1 blocking call (1 error) in 1 file\n"
    )
    (installed,) = action.machine.installed
    assert installed == f"-m pip install --quiet --disable-pip-version-check {ROOT}"


def test_a_clean_project_passes(action: Action) -> None:
    done = action.run(paths="src/\n.")
    assert (done.returncode, done.stdout) == (0, "")
    assert action.summary.read_text() == "## LoopGuard: no blocking calls in 1 file\n"


def test_a_summary_can_be_declined(action: Action) -> None:
    block(action.machine)
    assert action.run(summary="false").returncode == 1
    assert not action.summary.exists()


def test_sarif_is_written_though_the_job_fails(action: Action) -> None:
    block(action.machine)
    assert action.run(sarif="loopguard.sarif").returncode == 1
    report = json.loads((action.machine.project / "loopguard.sarif").read_text())
    assert [result["ruleId"] for result in report["runs"][0]["results"]] == ["LG101"]


def test_only_what_the_branch_adds_is_reported(action: Action) -> None:
    block(action.machine)
    assert action.run(diff_base="HEAD").returncode == 0
    assert action.summary.read_text() == (
        "## LoopGuard: no new blocking calls in 1 file; 1 old finding held back\n"
    )
    assert action.run(diff_base="origin/main").returncode == 1


def test_options_are_handed_on(action: Action) -> None:
    block(action.machine)
    assert action.run(args="--ignore LG101 --fail-on error").returncode == 0
    assert action.run(args="--fail-on never").returncode == 0


def test_a_mistake_fails_the_job_and_is_said_once(action: Action) -> None:
    done = action.run(args="--ignore LG999")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not action.summary.exists()


def test_inputs_are_no_code(action: Action) -> None:
    action.run(paths="$(touch${IFS}made) `touch made` ; touch made", args="; touch made")
    assert not (action.machine.project / "made").exists()


def test_the_page_names_every_input_and_its_default() -> None:
    page = (ROOT / "docs" / "ci" / "github.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`)? ?\|", page, re.MULTILINE)
    assert rows == [(name, str(one["default"])) for name, one in ACTION["inputs"].items()]
