"""Runs git in a test's own repository, whatever the person who runs the tests has configured."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "Nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
}


def git(directory: Path, *arguments: str) -> None:
    """Runs a command, which has to succeed."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    subprocess.run(
        ["git", *arguments],
        cwd=directory,
        env={**environment, **ENVIRONMENT},
        check=True,
        capture_output=True,
    )


def commit_all(directory: Path) -> None:
    """Commits whatever there is."""
    git(directory, "add", "--all")
    git(directory, "commit", "--quiet", "--allow-empty", "--message", "x")
