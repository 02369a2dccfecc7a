"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in a real repository.

Only how LoopGuard gets there is replaced: the hook runs the LoopGuard under test, where pre-commit
would install it from the network first.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pre_commit.clientlib import load_manifest

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"

HELPER = """\
import time


def rest():
    time.sleep(1)
"""
HARMLESS_HELPER = """\
def rest():
    return 1
"""
HANDLER = """\
from helper import rest


async def main():
    rest()
"""
CLEAN = """\
import asyncio


async def other():
    await asyncio.sleep(1)
"""
FINDING = (
    "handler.py:5:5: error LG101 `time.sleep` puts the whole event loop to sleep, "
    "reached through `helper.rest`"
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


class Repository:
    """A scratch git repository with one hook of ours installed."""

    def __init__(self, path: Path, hook: str, **options: Any) -> None:
        self.path = path
        path.mkdir()
        self._env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
            "PRE_COMMIT_HOME": str(path.parent / "pre-commit"),
        }
        self._succeed("git", "init", "--quiet")
        self.stage({".pre-commit-config.yaml": json.dumps(config(hook, options))})
        self._succeed("git", "commit", "--quiet", "--message", "hook")
        self._succeed(sys.executable, "-m", "pre_commit", "install")

    def stage(self, files: dict[str, str]) -> None:
        """Writes the files and stages them, and nothing else."""
        for name, text in files.items():
            (self.path / name).write_text(text, encoding="utf-8")
        self._succeed("git", "add", *files)

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Tries to commit what is staged."""
        return self._run("git", "commit", "--message", "change")

    def commit_unseen(self) -> None:
        """Commits what is staged as someone without the hook would."""
        self._succeed("git", "commit", "--quiet", "--no-verify", "--message", "before")

    def has_staged_changes(self) -> bool:
        return self._run("git", "diff", "--cached", "--quiet").returncode != 0

    def _succeed(self, *command: str) -> None:
        done = self._run(*command)
        assert done.returncode == 0, done.stdout

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.path,
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )


def config(hook_id: str, options: dict[str, Any]) -> dict[str, Any]:
    """A pre-commit configuration with the hook as the manifest has it, and options of a user."""
    (hook,) = (hook for hook in load_manifest(str(MANIFEST)) if hook["id"] == hook_id)
    command = [sys.executable, "-m", *shlex.split(hook["entry"])]
    kept = ("id", "name", "types", "types_or", "files", "pass_filenames", "require_serial", "args")
    here = {"language": "system", "entry": shlex.join(command)}
    return {
        "repos": [
            {"repo": "local", "hooks": [{**{k: hook[k] for k in kept}, **here, **options}]},
        ]
    }


Make = Callable[..., Repository]


@pytest.fixture
def make_repository(tmp_path: Path) -> Make:
    def make(hook: str, **options: Any) -> Repository:
        return Repository(tmp_path / "repository", hook, **options)

    return make


def test_the_manifest_offers_two_hooks_that_pre_commit_can_install() -> None:
    hooks = {hook["id"]: hook for hook in load_manifest(str(MANIFEST))}
    assert set(hooks) == {"loopguard", "loopguard-project"}
    assert {hook["language"] for hook in hooks.values()} == {"python"}
    assert hooks["loopguard"]["pass_filenames"] is True
    assert hooks["loopguard"]["require_serial"] is True
    assert hooks["loopguard-project"]["pass_filenames"] is False


def test_a_bad_commit_is_blocked_and_passes_once_it_is_mended(make_repository: Make) -> None:
    repository = make_repository("loopguard")
    repository.stage({"helper.py": HELPER, "handler.py": HANDLER})
    blocked = repository.commit()
    assert (blocked.returncode, repository.has_staged_changes()) == (1, True)
    assert FINDING in blocked.stdout

    repository.stage({"helper.py": HARMLESS_HELPER})
    passed = repository.commit()
    assert (passed.returncode, repository.has_staged_changes()) == (0, False)


def test_a_handler_is_blocked_by_a_helper_that_was_committed_before(make_repository: Make) -> None:
    repository = make_repository("loopguard")
    repository.stage({"helper.py": HELPER})
    assert repository.commit().returncode == 0  # nothing on the loop calls it yet

    repository.stage({"handler.py": HANDLER})
    blocked = repository.commit()
    assert blocked.returncode == 1
    assert FINDING in blocked.stdout


def test_a_helper_is_blocked_by_a_handler_that_was_committed_before(make_repository: Make) -> None:
    repository = make_repository("loopguard")
    repository.stage({"helper.py": HARMLESS_HELPER, "handler.py": HANDLER})
    assert repository.commit().returncode == 0

    repository.stage({"helper.py": HELPER})
    blocked = repository.commit()
    assert blocked.returncode == 1
    assert FINDING in blocked.stdout


def test_a_file_that_has_no_part_in_a_finding_can_be_committed(make_repository: Make) -> None:
    repository = make_repository("loopguard")
    repository.stage({"helper.py": HELPER, "handler.py": HANDLER})
    repository.commit_unseen()

    repository.stage({"other.py": CLEAN})
    passed = repository.commit()
    assert passed.returncode == 0
    assert "Passed" in passed.stdout


def test_the_hook_for_the_project_reports_all_of_it(make_repository: Make) -> None:
    repository = make_repository("loopguard-project")
    repository.stage({"helper.py": HELPER, "handler.py": HANDLER})
    repository.commit_unseen()

    repository.stage({"other.py": CLEAN})
    blocked = repository.commit()
    assert blocked.returncode == 1
    assert FINDING in blocked.stdout


@pytest.mark.parametrize("hook", ["loopguard", "loopguard-project"])
def test_a_commit_without_python_is_not_held_up(hook: str, make_repository: Make) -> None:
    repository = make_repository(hook)
    repository.stage({"helper.py": HELPER, "handler.py": HANDLER})
    repository.commit_unseen()

    repository.stage({"notes.md": "time.sleep(1)\n", "stub.pyi": "def rest(): ...\n"})
    passed = repository.commit()
    assert passed.returncode == 0
    assert "(no files to check)Skipped" in passed.stdout


def test_a_user_can_add_arguments(make_repository: Make) -> None:
    repository = make_repository("loopguard", args=["--ignore", "LG101"])
    repository.stage({"helper.py": HELPER, "handler.py": HANDLER})
    assert repository.commit().returncode == 0
