"""`loopguard blocklist verify`, run on tiny libraries that are installed for it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from ..helpers.installed import install
from .conftest import Outcome, Run, Write

MODULES = {
    "goodlib": """
        def get(url): ...
        async def get_async(url): ...
        """,
    "wronglib": """
        async def get(url): ...
        """,
    "raiselib": "raise RuntimeError('no licence')",
    "exitlib": "import sys; sys.exit(3)",
    "deadlib": "import os; os._exit(3)",
    "noisylib": """
        import os, sys, threading, time
        print("hello")
        print("trouble", file=sys.stderr)
        os.write(1, b"deep")
        threading.Thread(target=time.sleep, args=(600,)).start()
        def get(url): ...
        """,
    "netlib": """
        import socket
        socket.create_connection(("127.0.0.1", 9))
        """,
}
"""The code of each library."""


def entries(name: str) -> str:
    """A blocklist file that says of any of the libraries that its `get` blocks."""
    return dedent(f"""
        schema = 1
        [library]
        name = "{name}"
        modules = ["{name}"]
        rule = "LG107"
        verified = "1.0"
        [[function]]
        names = ["{name}.get"]
        blocks = true
        twin = "{{}}_async"
        """)


@pytest.fixture(autouse=True)
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, code in MODULES.items():
        install(tmp_path / "site", name, "1.2", {f"{name}.py": code})
    monkeypatch.syspath_prepend(tmp_path / "site")


@pytest.fixture
def files(write: Write) -> list[str]:
    """The paths of a blocklist file for each library, and for one that is not installed."""
    names = sorted([*MODULES, "absentlib"])
    write({f"{name}.toml": entries(name) for name in names})
    return [f"{name}.toml" for name in names]


def test_a_library_that_is_as_described(loopguard: Run, files: list[str]) -> None:
    assert loopguard("blocklist", "verify", "goodlib.toml") == Outcome(
        0,
        dedent("""\
        Library  Installed  Checked with  Entries  Verified  Unverifiable  Failed
        goodlib  1.2        1.0                 1         1             0       0

        1 library: 1 verified, 0 unverifiable, 0 failed.
        """),
        "",
    )


def test_all_that_can_be_wrong_with_libraries(loopguard: Run, files: list[str]) -> None:
    assert loopguard("blocklist", "verify", *files) == Outcome(
        1,
        dedent("""\
        Library   Installed  Checked with  Entries  Verified  Unverifiable  Failed
        deadlib   1.2        1.0                 0         0             0       0
        exitlib   1.2        1.0                 1         0             1       0
        goodlib   1.2        1.0                 1         1             0       0
        netlib    1.2        1.0                 1         0             1       0
        noisylib  1.2        1.0                 1         0             0       1
        raiselib  1.2        1.0                 1         0             1       0
        wronglib  1.2        1.0                 1         0             0       1

        noisylib.toml: noisylib.get: noisylib has no get_async
        wronglib.toml: wronglib.get: wronglib has no get_async; is said to block and is async
        deadlib.toml: cannot be verified: the process that imports it ended with exit code 3
        Not installed: absentlib.
        7 libraries: 1 verified, 3 unverifiable, 2 failed.
        """),
        "",
    )


def test_files_in_the_working_directory_do_not_pose_as_libraries(
    loopguard_process: Run, tmp_path: Path, files: list[str], write: Write
) -> None:
    write({"goodlib.py": "raise RuntimeError('mine')", "shlex.py": "raise RuntimeError('mine')"})
    site = str(tmp_path / "site")
    outcome = loopguard_process("blocklist", "verify", "goodlib.toml", PYTHONPATH=site)
    assert outcome.out.splitlines()[-1] == "1 library: 1 verified, 0 unverifiable, 0 failed."


def test_what_cannot_be_known_is_not_wrong(loopguard: Run, files: list[str]) -> None:
    for name in ("exitlib", "raiselib", "netlib", "absentlib"):
        assert loopguard("blocklist", "verify", f"{name}.toml").code == 0


def test_a_library_that_ends_the_process_is_not_passed_over(
    loopguard: Run, files: list[str]
) -> None:
    assert loopguard("blocklist", "verify", "deadlib.toml").code == 1


def test_only_the_wanted_libraries(loopguard: Run, files: list[str]) -> None:
    options = ("--library", "GoodLib", "--library", "raiselib", "--format", "markdown")
    assert loopguard("blocklist", "verify", *files, *options) == Outcome(
        0,
        dedent("""\
        | Library | Checked with | Entries | Verified | Unverifiable | Failed |
        | --- | --- | --- | --- | --- | --- |
        | goodlib | 1.0 | 1 | 1 | 0 | 0 |
        | raiselib | 1.0 | 1 | 0 | 1 | 0 |
        """),
        "",
    )


def test_an_unknown_library_is_a_mistake(loopguard: Run, files: list[str]) -> None:
    outcome = loopguard("blocklist", "verify", *files, "--library", "nolib")
    assert (outcome.code, outcome.out) == (2, "")
    assert "No blocklist file describes nolib; " in outcome.err


def test_a_broken_file_is_a_mistake(loopguard: Run, write: Write) -> None:
    write({"broken.toml": "schema = 1"})
    assert loopguard("blocklist", "verify", "broken.toml") == Outcome(
        2, "", "error: broken.toml: library.name: is missing\n"
    )


def test_json_tells_of_every_entry(loopguard: Run, files: list[str]) -> None:
    outcome = loopguard(
        "blocklist", "verify", "absentlib.toml", "raiselib.toml", "--format", "json"
    )
    assert (outcome.code, outcome.err) == (0, "")
    nothing = {"verified": 0, "unverifiable": 0, "failed": 0}
    assert json.loads(outcome.out) == {
        "version": 1,
        "files": [
            {
                "file": "absentlib.toml",
                "library": "absentlib",
                "installed": None,
                "checked_with": "1.0",
                "problem": None,
                **nothing,
                "entries": [],
            },
            {
                "file": "raiselib.toml",
                "library": "raiselib",
                "installed": "1.2",
                "checked_with": "1.0",
                "problem": None,
                **nothing,
                "unverifiable": 1,
                "entries": [
                    {
                        "name": "raiselib.get",
                        "outcome": "unverifiable",
                        "detail": "importing raiselib raises RuntimeError: no licence",
                    }
                ],
            },
        ],
    }


def test_requirements_are_what_the_files_were_checked_with(loopguard: Run, write: Write) -> None:
    several = entries("goodlib").replace('"1.0"', '"Python 3.13, goodlib 1.0, other_lib 2.5"')
    python = entries("goodlib").replace('name = "goodlib"', 'name = "python"')
    write({"b.toml": several, "a.toml": entries("zlib"), "c.toml": python.replace("get", "post")})
    assert loopguard("blocklist", "verify", "--requirements", "a.toml", "b.toml", "c.toml") == (
        Outcome(0, "goodlib==1.0\nother_lib==2.5\nzlib==1.0\n", "")
    )


def test_colors_tell_the_outcomes_apart(
    loopguard: Run, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = loopguard("blocklist", "verify", "wronglib.toml").out
    assert "\x1b[1mwronglib.toml\x1b[0m: \x1b[1;31mwronglib.get\x1b[0m: " in out
