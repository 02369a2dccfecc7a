"""What a run does not load: it would be paid for by everyone who has nothing to mend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import sys
from loopguard.cli.main import run

code = run(sys.argv[2:])
loaded = [name for name in sys.argv[1].split(",") if name in sys.modules]
print(f"exit {code}, loaded {loaded}")
"""


@pytest.mark.parametrize(
    ("arguments", "code", "forbidden"),
    [
        (["--version"], 0, "libcst,rich,msgspec,loopguard.engine,loopguard.blocklist"),
        (["rules"], 0, "libcst,rich,msgspec,loopguard.engine"),
        (["check", "--format", "concise", "clean.py"], 0, "libcst,rich"),
        (["check", "--format", "json", "clean.py"], 0, "libcst,rich"),
        (["check", "--format", "sarif", "clean.py"], 0, "libcst,rich,loopguard.fixes"),
        (["check", "--format", "html", "clean.py"], 0, "libcst,rich,loopguard.fixes"),
        (["check", "--format", "github", "blocking.py"], 1, "rich,loopguard.fixes"),
        (["graph", "clean.py"], 0, "libcst,rich,loopguard.fixes"),
        (["check", "clean.py"], 0, "libcst"),
        (["check", "--format", "concise", "blocking.py"], 1, "rich"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_command_loads_no_library_that_it_does_not_need(
    arguments: list[str], code: int, forbidden: str, tmp_path: Path
) -> None:
    (tmp_path / "clean.py").write_text("async def main():\n    print(1)\n")
    (tmp_path / "blocking.py").write_text("async def main():\n    input()\n")
    done = subprocess.run(
        [sys.executable, "-c", RUN, forbidden, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == f"exit {code}, loaded []"


def test_a_finding_loads_libcst(tmp_path: Path) -> None:
    (tmp_path / "blocking.py").write_text("async def main():\n    input()\n")
    done = subprocess.run(
        [sys.executable, "-c", RUN, "libcst", "check", "blocking.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "exit 1, loaded ['libcst']"
