"""`loopguard check --diff-base`: what a branch adds, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loopguard.engine import pipeline

from ..helpers.git import commit_all, git
from .conftest import BLOCKING, BLOCKING_LINE, CLEAN, Outcome, Run, Write

CALLER = "from helper import rest\n\n\nasync def main():\n    rest()\n"
CALM = "def rest():\n    return 1\n"
SLEEPY = "import time\n\n\ndef rest():\n    time.sleep(1)\n"
THROUGH = (
    "LG101 error: `time.sleep` puts the whole event loop to sleep, reached through `helper.rest`\n"
)
SECOND = f"{BLOCKING}    time.sleep(2)\n"

pytestmark = pytest.mark.usefixtures("_no_variables_of_git")


@pytest.fixture
def _no_variables_of_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook that runs the tests may have set them."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(root: Path, write: Write) -> Write:
    """A repository with a commit on `main` and the branch `topic` checked out."""
    shutil.rmtree(root / ".git")
    git(root, "init", "--quiet", "--initial-branch", "main")
    write({".gitignore": ".loopguard_cache/\n", "main.py": BLOCKING, "calm.py": CLEAN})
    write({"caller.py": CALLER, "helper.py": CALM})
    commit_all(root)
    git(root, "checkout", "--quiet", "-b", "topic")
    return write


@pytest.fixture
def added(loopguard: Run) -> Run:
    """What the branch adds, in the concise format."""

    def run(*arguments: str) -> Outcome:
        return loopguard("check", "-q", "--format", "concise", "--diff-base", "main", *arguments)

    return run


def test_a_branch_without_changes_adds_nothing(repository: Write, loopguard: Run) -> None:
    assert loopguard("check", "--diff-base", "main") == Outcome(
        0, "No new blocking calls found in 4 files; 1 old finding held back.\n", ""
    )


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize("cache", [(), ("--no-cache",)])
def test_only_the_added_call_of_a_file_is_reported(
    committed: bool, cache: tuple[str, ...], repository: Write, added: Run
) -> None:
    root = repository({"main.py": f"# moved\n{SECOND}"})
    if committed:
        commit_all(root)
    expected = Outcome(1, f"main.py:7:5: {BLOCKING_LINE}", "")
    assert added(*cache) == expected
    assert added(*cache, "main.py") == expected


def test_a_finding_is_new_where_its_cause_is_new_though_it_stands_in_an_old_line(
    repository: Write, added: Run
) -> None:
    repository({"helper.py": SLEEPY})
    expected = Outcome(1, f"caller.py:5:5: {THROUGH}", "")
    assert added() == expected
    assert added("helper.py") == expected  # as pre-commit calls it
    assert added("caller.py") == expected


def test_new_files_are_new_whether_git_knows_them_or_not(repository: Write, added: Run) -> None:
    root = repository({"new.py": BLOCKING})
    expected = Outcome(1, f"new.py:5:5: {BLOCKING_LINE}", "")
    assert added() == added("new.py") == expected
    commit_all(root)
    assert added() == added("new.py") == expected


def test_a_new_helper_of_an_old_name_is_a_new_cause(repository: Write, added: Run) -> None:
    root = repository({"helper/__init__.py": SLEEPY})
    (root / "helper.py").unlink()
    assert added().out == f"caller.py:5:5: {THROUGH}"


def test_renamed_and_moved_files_add_nothing(repository: Write, added: Run) -> None:
    root = repository({"app/__init__.py": ""})
    (root / "main.py").rename(root / "app" / "start.py")
    assert added() == added("app") == added("app/start.py") == Outcome(0, "", "")


def test_what_has_happened_on_main_since_is_not_the_branchs_doing(
    repository: Write, root: Path, added: Run
) -> None:
    git(root, "checkout", "--quiet", "main")
    repository({"main.py": CLEAN, "helper.py": SLEEPY})
    commit_all(root)
    git(root, "checkout", "--quiet", "topic")
    assert added() == Outcome(0, "", "")


def test_a_comment_that_was_taken_away_makes_a_finding_new(
    repository: Write, root: Path, added: Run
) -> None:
    repository({"calm.py": BLOCKING.replace("(1)", "(1)  # noqa: LG101")})
    commit_all(root)
    git(root, "branch", "--force", "main")
    repository({"calm.py": BLOCKING})
    assert added().out == f"calm.py:5:5: {BLOCKING_LINE}"


def test_a_file_that_could_not_be_read_then_had_no_findings(
    repository: Write, root: Path, added: Run
) -> None:
    repository({"calm.py": "def broken(:\n"})
    commit_all(root)
    git(root, "branch", "--force", "main")
    repository({"calm.py": BLOCKING})
    assert added().out == f"calm.py:5:5: {BLOCKING_LINE}"


def test_other_settings_add_nothing(repository: Write, added: Run) -> None:
    code = "import hashlib\n\n\nasync def main(p):\n    hashlib.scrypt(p, salt=p, n=2, r=8, p=1)\n"
    root = repository({"main.py": code})
    commit_all(root)
    git(root, "branch", "--force", "main")
    repository({"loopguard.toml": 'select = ["LG120"]\n'})
    assert added() == Outcome(0, "", "")


def test_a_baseline_holds_back_besides(repository: Write, loopguard: Run, added: Run) -> None:
    repository({"new.py": BLOCKING})
    loopguard("baseline", "create")
    repository({"newer.py": BLOCKING})
    with_both = added("--baseline", "loopguard-baseline.json")
    assert with_both == Outcome(1, f"newer.py:5:5: {BLOCKING_LINE}", "")


def test_two_that_know_the_same_finding_do_not_hold_back_another(
    repository: Write, loopguard: Run, added: Run
) -> None:
    loopguard("baseline", "create")
    repository({"main.py": SECOND})
    with_both = added("--baseline", "loopguard-baseline.json")
    assert with_both == Outcome(1, f"main.py:6:5: {BLOCKING_LINE}", "")


def test_of_calls_that_are_alike_the_one_in_a_new_line_is_new(
    repository: Write, added: Run
) -> None:
    first = BLOCKING.replace("    time", "    time.sleep(2)\n    time")
    repository({"main.py": first})
    assert added() == Outcome(1, f"main.py:5:5: {BLOCKING_LINE}", "")
    repository({"main.py": BLOCKING.replace("    time", "    time.sleep(1)\n    time")})
    assert added() == Outcome(1, f"main.py:6:5: {BLOCKING_LINE}", "")  # nobody could tell


def test_only_what_the_branch_adds_is_fixed(repository: Write, loopguard: Run) -> None:
    root = repository({"new.py": BLOCKING})
    assert loopguard("check", "--fix", "--diff-base", "main").code == 0
    assert (root / "main.py").read_text() == BLOCKING
    assert (root / "new.py").read_text() != BLOCKING


@pytest.mark.parametrize("revision", ["none", "--all", "main:main.py", ""])
def test_an_unknown_revision_is_a_mistake(revision: str, repository: Write, loopguard: Run) -> None:
    assert loopguard("check", f"--diff-base={revision}") == Outcome(
        2, "", f"error: command line: --diff-base: {revision!r} is no commit here\n"
    )


def test_outside_of_a_repository_there_is_nothing_to_compare_with(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"main.py": BLOCKING})
    shutil.rmtree(root / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert loopguard("check", "--diff-base", "main") == Outcome(
        2,
        "",
        f"error: command line: --diff-base: {root} is not in the working tree of a git "
        "repository\n",
    )


def test_branches_without_a_common_commit_cannot_be_compared(
    repository: Write, root: Path, loopguard: Run
) -> None:
    git(root, "checkout", "--quiet", "--orphan", "other")
    repository({"calm.py": BLOCKING})  # else it would be the very same commit
    commit_all(root)
    assert loopguard("check", "--diff-base", "main") == Outcome(
        2, "", "error: command line: --diff-base: 'main' and HEAD have no commit in common\n"
    )


def test_a_shallow_clone_says_what_to_do(
    repository: Write, root: Path, tmp_path: Path, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_all(root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), str(clone))
    git(clone, "fetch", "--quiet", "--depth", "1", "origin", "main:main")
    monkeypatch.chdir(clone)
    hint = "; the clone is shallow: fetch all of it (git fetch --unshallow)"
    assert loopguard("check", "--diff-base", "main").err == (
        f"error: command line: --diff-base: 'main' and HEAD have no commit in common{hint}\n"
    )
    assert loopguard("check", "--diff-base", "none").err == (
        f"error: command line: --diff-base: 'none' is no commit here{hint}\n"
    )


def test_without_git_it_says_so(
    repository: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert loopguard("check", "--diff-base", "main") == Outcome(
        2,
        "",
        "error: command line: --diff-base: git cannot be run: No such file or directory\n",
    )


def test_the_findings_of_the_base_are_found_once(
    repository: Write, added: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository({"new.py": BLOCKING, "helper.py": SLEEPY})
    first = added()
    monkeypatch.setattr(pipeline, "run", None)  # whatever is checked anew fails
    assert added() == first
    repository({"newer.py": BLOCKING})
    assert added().code == 2  # it is not taken for the same
