from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ..helpers.git import ENVIRONMENT, commit_all, git

BLOCKING = "import time\n\n\nasync def main():\n    time.sleep(1)\n"
CLEAN = "import asyncio\n\n\nasync def main():\n    await asyncio.sleep(1)\n"

STUB = """\
#!/bin/sh
# In the place of python and pip: makes environments, and writes down what would be installed.
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  cp "$(dirname "$0")"/* "$3/bin/"
else
  echo "$*" >> "$INSTALLED"
fi
"""

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""How GitHub runs `shell: bash`, and much like the others."""


@dataclass
class Machine:
    """What a CI service gives a job: a checkout, tools, variables; and what the job has left."""

    project: Path
    tools: Path
    variables: dict[str, str] = field(default_factory=dict)

    def run(
        self,
        script: str,
        variables: Mapping[str, str] | None = None,
        shell: Sequence[str] = BASH,
    ) -> subprocess.CompletedProcess[str]:
        """Runs a step."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        environment |= {**ENVIRONMENT, "PATH": f"{self.tools}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.run(
            [*shell, script],
            cwd=self.project,
            env={**environment, **self.variables, **(variables or {})},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def installed(self) -> list[str]:
        """What pip was asked for, one line for each call."""
        log = Path(self.variables["INSTALLED"])
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A clean project on `main`, checked out as the branch of a pull request."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python", "python3", "pip"):
        (tools / name).write_text(STUB)
    (tools / "loopguard").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m loopguard "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    project = tmp_path / "project"
    (project / "src").mkdir(parents=True)
    git(project, "init", "--quiet", "--initial-branch", "main")
    (project / ".gitignore").write_text(".loopguard_cache/\n.venv/\n")
    (project / "src" / "main.py").write_text(CLEAN)
    commit_all(project)
    git(project, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(project, "checkout", "--quiet", "-b", "topic")
    return Machine(project, tools, {"INSTALLED": str(tmp_path / "installed")})


def block(machine: Machine, name: str = "src/main.py") -> None:
    """Commits a call that blocks."""
    (machine.project / name).write_text(BLOCKING)
    commit_all(machine.project)
