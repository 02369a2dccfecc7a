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


LIST = """
import sys
from loopguard.cli.main import run

run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""

OF_EVERY_COMMAND = """
    loopguard.cli loopguard.cli.main loopguard.domain loopguard.domain.errors
"""
OF_A_WARM_CHECK = """
    loopguard.blocklist loopguard.blocklist.plugins
    loopguard.cli.adoption loopguard.cli.completion loopguard.cli.help loopguard.cli.sources
    loopguard.domain.change
    loopguard.cache loopguard.cache.place loopguard.cache.results loopguard.cache.states
    loopguard.cli.check loopguard.cli.output loopguard.cli.progress
    loopguard.config loopguard.discover
    loopguard.domain.finding loopguard.domain.result
    loopguard.engine loopguard.engine.resources loopguard.engine.reuse
    loopguard.files
    loopguard.reporters loopguard.reporters.concise loopguard.reporters.options
    loopguard.rules loopguard.rules.rule
"""
HEAVY = frozenset(
    (
        "asyncio", "concurrent", "email", "http", "importlib.metadata", "libcst", "multiprocessing",
        "pathspec", "rich", "socket", "ssl", "subprocess", "traceback", "unittest", "xml",
    )
)  # fmt: skip
"""What a command that looks at files and prints does without."""


def loaded_by(arguments: list[str], directory: Path) -> set[str]:
    """The modules that are loaded when the command is over."""
    done = subprocess.run(
        [sys.executable, "-c", LIST, *arguments],
        cwd=directory,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def test_the_version_loads_next_to_nothing(tmp_path: Path) -> None:
    loaded = loaded_by(["--version"], tmp_path)
    assert {m for m in loaded if m.startswith("loopguard.")} == set(OF_EVERY_COMMAND.split())
    assert loaded & (HEAVY | {"msgspec", "tomli"}) == set()


def test_a_check_loads_no_pipeline_where_nothing_has_changed(tmp_path: Path) -> None:
    (tmp_path / "blocking.py").write_text("async def main():\n    input()\n")
    check = ["check", "--format", "concise", "."]
    assert "libcst" in loaded_by(check, tmp_path)
    loaded = loaded_by(check, tmp_path)
    ours = {m for m in loaded if m.startswith("loopguard.") and ".lg" not in m}
    assert ours == set(f"{OF_EVERY_COMMAND} {OF_A_WARM_CHECK}".split())
    assert loaded & HEAVY == set()


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
