"""Blocklist entries of one's own, from the settings to the report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Outcome, Run, Write

FORMAT_PAGE = Path(__file__).parents[2] / "docs" / "blocklist-format.md"

SDK = """\
schema = 1

[library]
name = "acme-sdk"
modules = ["acme"]
rule = "LG107"

[[function]]
names = ["acme.connect"]
returns = "acme.Client"

[[class]]
name = "acme.Client"
attributes = { orders = "acme.Orders" }

[[class]]
name = "acme.Orders"

[[class.methods]]
names = ["list"]
blocks = true
twin = "{}_async"
"""

SETTINGS = """\
[tool.loopguard]
extra-blocklists = ["lint/acme.toml"]

[tool.loopguard.blocklist]
off = ["requests.get"]

[[tool.loopguard.blocklist.function]]
names = ["acme.fetch"]
blocks = true
rule = "LG102"
"""

CODE = """\
import acme
import requests


class Shop(acme.Client):
    def last(self):
        return self.orders.list()


async def main(shop: Shop):
    shop.last()
    acme.connect().orders.list()
    acme.fetch()
    requests.get("https://example.com")
    requests.post("https://example.com")
"""

FILES = {"pyproject.toml": SETTINGS, "lint/acme.toml": SDK, "app/main.py": CODE}


def concise(outcome: Outcome) -> list[str]:
    return [line.split(" `")[0] + " " + line.split("`")[1] for line in outcome.out.splitlines()]


def test_entries_add_to_the_shipped_ones_and_switch_them_off(write: Write, loopguard: Run) -> None:
    write(FILES)
    outcome = loopguard("check", "--format", "concise", "app")
    assert concise(outcome) == [
        "app/main.py:11:5: LG107 error: acme.Orders.list",
        "app/main.py:12:5: LG107 error: acme.Orders.list",
        "app/main.py:13:5: LG102 error: acme.fetch",
        "app/main.py:15:5: LG102 error: requests.post",
    ]


def test_without_settings_the_shipped_entries_hold(write: Write, loopguard: Run) -> None:
    write(FILES)
    outcome = loopguard("check", "--format", "concise", "--isolated", "app")
    assert concise(outcome) == [
        "app/main.py:14:5: LG102 error: requests.get",
        "app/main.py:15:5: LG102 error: requests.post",
    ]


def test_paths_are_relative_to_the_settings_file(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(FILES)
    monkeypatch.chdir(root / "app")
    assert "acme.Orders.list" in loopguard("check", "--format", "concise").out


def test_the_commands_on_the_blocklist_show_where_entries_come_from(
    write: Write, loopguard: Run
) -> None:
    write(FILES)
    listed = loopguard("blocklist", "list").out.splitlines()
    assert [re.sub(" +", " ", line) for line in listed if "from" in line] == [
        "acme-sdk 1 from lint/acme.toml",
        "project 1 from pyproject.toml",
    ]
    assert loopguard("blocklist", "search", "acme.").out == (
        "acme.Orders.list  LG107 error  → await acme.Orders.list_async(…)  (lint/acme.toml)\n"
        "acme.connect  does not block  (lint/acme.toml)\n"
        "acme.fetch  LG102 error  (pyproject.toml)\n"
    )
    assert loopguard("blocklist", "show", "acme.Orders").out == (
        "acme.Orders\n"
        "described in: lint/acme.toml\n"
        "acme.Orders.list  LG107 error  → await acme.Orders.list_async(…)  (lint/acme.toml)\n"
    )
    switched_off = loopguard("blocklist", "show", "requests.get").out
    assert "does not block\nbecause: is switched off\n" in switched_off
    assert switched_off.endswith("described in: pyproject.toml\n")
    assert loopguard("explain", "requests.get").out == switched_off


def test_the_commands_on_the_blocklist_can_leave_the_settings_out(
    write: Write, loopguard: Run
) -> None:
    write(FILES)
    assert loopguard("blocklist", "search", "acme.fetch", "--isolated").code == 1
    assert "LG102" in loopguard("blocklist", "show", "requests.get", "--isolated").out
    write({"other.toml": "[[blocklist.function]]\nnames = ['acme.other']\n"})
    found = loopguard("blocklist", "search", "acme.", "--config", "other.toml")
    assert found.out == "acme.other  does not block  (other.toml)\n"


@pytest.mark.parametrize(
    "command", [("check",), ("blocklist", "list"), ("explain", "requests.get")]
)
def test_mistakes_are_told_all_at_once(
    command: tuple[str, ...], write: Write, loopguard: Run
) -> None:
    write(
        {
            "main.py": "",
            "lint/acme.toml": SDK.replace("twin", "twinn"),
            "pyproject.toml": SETTINGS.replace("LG102", "LG1002"),
        }
    )
    assert loopguard(*command) == Outcome(
        2,
        "",
        "error: lint/acme.toml: class acme.Orders.methods[list].twinn: is not a key of this table\n"
        "error: pyproject.toml: blocklist.function[acme.fetch].rule: "
        "'LG1002' is not a rule code such as LG102\n"
        "error: pyproject.toml: blocklist.function[acme.fetch].rule: "
        "a blocking entry needs a rule here or in [library]\n",
    )


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ("blocklist = 3\n", "blocklist: must be a table as in docs/blocklist-format.md"),
        ('extra-blocklists = "a.toml"\n', "extra-blocklists: must be a list of texts"),
        ('extra-blocklists = ["a.toml"]\n', "a.toml: cannot be read: No such file or directory"),
    ],
)
def test_settings_of_the_wrong_kind_are_refused(
    settings: str, complaint: str, write: Write, loopguard: Run
) -> None:
    write({"loopguard.toml": settings, "main.py": ""})
    outcome = loopguard("check")
    assert outcome.code == 2
    assert outcome.err.endswith(f"{complaint}\n")


def test_the_example_of_the_documentation_does_what_it_says(write: Write, loopguard: Run) -> None:
    page = FORMAT_PAGE.read_text(encoding="utf-8")
    section = page.split("\n## Your own SDK in five lines\n")[1].split("\n## ")[0]
    blocks = dict(re.findall(r"```(toml|python|text)\n(.*?)```", section, re.DOTALL)[:3])
    write({"pyproject.toml": blocks["toml"], "main.py": blocks["python"]})
    outcome = loopguard("check", "main.py")
    assert f"$ loopguard check main.py\n{outcome.out}" == blocks["text"]
    assert len(blocks["toml"].splitlines()) == 5
