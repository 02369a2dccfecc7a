"""The recipes in docs/ci and the template for GitLab: their steps, run as the services run them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..helpers.git import git
from .conftest import BASH, Machine, block

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "ci"

Job = Sequence[str]
"""The scripts of a job, one after the other; each has to succeed for the next."""


def blocks(name: str, language: str) -> list[str]:
    text = (PAGES / name).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def github() -> Iterator[Job]:
    for text in blocks("github.md", "yaml"):
        document = yaml.safe_load(text)
        jobs = document.get("jobs", {"": document}) if isinstance(document, dict) else {}
        for job in jobs.values():
            yield [step["run"] for step in job["steps"] if "run" in step and "if" not in step]


def gitlab() -> Iterator[Job]:
    for text in blocks("gitlab.md", "yaml"):
        for job in yaml.safe_load(text).values():
            if isinstance(job, dict):
                yield ["\n".join(job["script"])]  # all in one shell


def azure() -> Iterator[Job]:
    for text in blocks("azure.md", "yaml"):
        yield [step["script"] for step in yaml.safe_load(text)["steps"] if "script" in step]


def jenkins() -> Iterator[Job]:
    for text in blocks("jenkins.md", "groovy"):
        yield re.findall(r"^ *sh '(.*)'$", text, re.MULTILINE)


JOBS = {
    f"{service.__name__} {number}": job
    for service in (github, gitlab, azure, jenkins)
    for number, job in enumerate(service(), start=1)
    if any("loopguard check" in script for script in job)
}


def outcome(machine: Machine, job: Job) -> int:
    """The exit code of the first step that fails."""
    base = git_output(machine, "rev-parse", "origin/main")
    for script in job:
        done = machine.run(script, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base})
        if done.returncode:
            assert done.returncode == 1, done.stderr
            return 1
    return 0


def git_output(machine: Machine, *arguments: str) -> str:
    return machine.run(f"git {' '.join(arguments)}").stdout.strip()


def test_there_are_recipes_for_each_service() -> None:
    assert list(JOBS) == [
        "github 4",
        *("gitlab 1", "gitlab 2"),
        *("azure 1", "azure 2", "azure 3"),
        "jenkins 1",
    ]


@pytest.mark.parametrize("name", JOBS)
def test_a_recipe_passes_a_clean_project_and_fails_on_a_finding(
    name: str, machine: Machine
) -> None:
    job = JOBS[name]
    assert outcome(machine, job) == 0
    block(machine)
    checks = [line for script in job for line in script.splitlines() if "loopguard check" in line]
    is_gate = any("--fail-on never" not in line for line in checks)
    assert outcome(machine, job) == int(is_gate)
    assert {line.split()[-1] for line in machine.installed} <= {"loopguard-lint"}


@pytest.mark.parametrize("name", [name for name, job in JOBS.items() if "diff-base" in str(job)])
def test_a_recipe_for_pull_requests_passes_what_was_there_before(
    name: str, machine: Machine
) -> None:
    block(machine)
    git(machine.project, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert outcome(machine, JOBS[name]) == 0


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("gitlab 1", ["gl-code-quality-report.json"]),
        ("azure 1", ["loopguard.xml"]),
        ("azure 2", ["loopguard.sarif"]),
        ("jenkins 1", ["loopguard.sarif", "loopguard.xml"]),
    ],
)
def test_a_recipe_writes_the_reports_that_the_service_takes(
    name: str, files: list[str], machine: Machine
) -> None:
    block(machine)
    outcome(machine, JOBS[name])
    written = sorted(
        p.name for p in machine.project.iterdir() if p.name.startswith(("gl-", "loop"))
    )
    assert written == files


# the template for GitLab


def template(**inputs: str) -> dict[str, Any]:
    """The jobs of the template, with inputs."""
    head, _, body = (ROOT / "templates" / "loopguard.yml").read_text("utf-8").partition("\n---\n")
    values = {name: one["default"] for name, one in yaml.safe_load(head)["spec"]["inputs"].items()}
    values |= inputs
    text = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: values[found[1]], body)
    jobs: dict[str, Any] = yaml.safe_load(text)
    return jobs


def test_the_template_is_the_job_on_the_page() -> None:
    (job,) = template(paths="src/").values()
    assert job.pop("stage") == "test"
    job["script"] = [" ".join(line.split()) for line in job["script"]]
    (shown,) = yaml.safe_load(blocks("gitlab.md", "yaml")[1]).values()
    assert job == shown


def test_the_template_takes_inputs(machine: Machine) -> None:
    (job,) = template(args="--ignore LG101", package="loopguard-lint==0.1.0").values()
    block(machine)
    assert machine.run("\n".join(job["script"]), shell=BASH).returncode == 0
    assert machine.installed == ["install --quiet loopguard-lint==0.1.0"]
    (strict,) = template().values()
    assert machine.run("\n".join(strict["script"]), shell=BASH).returncode == 1


# schemas

WHOLE_FILES = {
    "action": ("github-actions", (ROOT / "action.yml").read_text("utf-8")),
    "template": (
        "gitlab-ci",
        (ROOT / "templates" / "loopguard.yml").read_text().split("\n---\n")[1],
    ),
    "github": ("github-workflows", blocks("github.md", "yaml")[0]),
    **{f"gitlab {n}": ("gitlab-ci", text) for n, text in enumerate(blocks("gitlab.md", "yaml"))},
    **{
        f"azure {n}": ("azure-pipelines", text) for n, text in enumerate(blocks("azure.md", "yaml"))
    },
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_fits_the_schema_of_its_service(name: str, tmp_path: Path) -> None:
    schema, text = WHOLE_FILES[name]
    file = tmp_path / "file.yml"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")
