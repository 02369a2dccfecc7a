"""`loopguard learn`."""

from __future__ import annotations

from .conftest import Run, Write

PACKAGE = {
    "site/acme/__init__.py": "from acme._net import fetch\n",
    "site/acme/_net.py": "import time\n\n\ndef fetch(url):\n    time.sleep(1)\n",
}

ENTRIES = """\
# Learned from the source of acme.
# Read it before you rely on it.
schema = 1

[library]
name = "acme"
modules = ["acme"]
rule = "LG101"

[aliases]
"acme._net.fetch" = "acme.fetch"

[[function]]
names = ["acme.fetch"]
blocks = true
reason = "time.sleep"
"""


def test_entries_go_to_standard_output_and_the_count_to_the_other(
    write: Write, loopguard: Run
) -> None:
    write(PACKAGE)
    outcome = loopguard("learn", "acme", "--path", "site")
    assert (outcome.code, outcome.out) == (0, ENTRIES)
    assert outcome.err == "acme: 1 blocking call.\n"


def test_the_file_can_be_used_at_once(write: Write, loopguard: Run) -> None:
    root = write(
        {
            **PACKAGE,
            "loopguard.toml": 'extra-blocklists = ["acme.toml"]\nexclude = ["site"]\n',
            "main.py": "import acme\n\n\nasync def main():\n    acme.fetch('x')\n",
        }
    )
    assert loopguard("learn", "acme", "--path", "site", "--output", "acme.toml").out == ""
    assert (root / "acme.toml").read_text() == ENTRIES
    assert "`acme.fetch` puts the whole event loop to sleep" in loopguard("check").out


def test_mistakes_end_with_exit_code_2(write: Write, loopguard: Run) -> None:
    write(PACKAGE)
    outcome = loopguard("learn", "no_such_package_at_all")
    assert outcome.code == 2
    assert outcome.err == (
        "error: command line: no_such_package_at_all: "
        "no package or module of this name is in this Python's path\n"
    )
    outcome = loopguard("learn", "acme", "--path", "site", "--output", "missing/acme.toml")
    assert outcome.code == 2
    assert outcome.err == (
        "error: missing/acme.toml: cannot be written: No such file or directory\n"
    )
