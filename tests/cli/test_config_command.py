"""`loopguard config` and `check --explain-config`: every setting, and where it comes from."""

from __future__ import annotations

from dataclasses import fields

from loopguard.config import Settings

from .conftest import BLOCKING, Run, Write

PYPROJECT = """\
[project]
ignore = "another table's"

[tool.loopguard]
select = ["LG1"] # with a comment
extend-exclude = [
    "a",
]
severity.LG105 = "error"

[tool.loopguard.per-file-ignores]
"tests/**" = ["LG105"]

[tool.other]
fail-on = "another table's"
"""


def rows(text: str) -> dict[str, tuple[str, str]]:
    """Origin and value of each setting, from the lines after the blank one."""
    _, _, table = text.partition("\n\n")
    found = {}
    for line in table.splitlines():
        key, origin, value = (part.strip() for part in line.split("  ") if part.strip())
        found[key] = (origin, value)
    return found


def test_all_settings_are_shown_and_the_lines_that_they_come_from(
    write: Write, loopguard: Run
) -> None:
    root = write({"pyproject.toml": PYPROJECT})
    outcome = loopguard("config")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"project  {root}\nfile     pyproject.toml\n\n")
    shown = rows(outcome.out)
    assert list(shown) == sorted(
        field.name.replace("_", "-")
        for field in fields(Settings)
        if field.name not in ("root", "config_file")
    )
    assert {key: row for key, row in shown.items() if row[0] != "default"} == {
        "select": ("pyproject.toml:5", '["LG1"]'),
        "extend-exclude": ("pyproject.toml:6", '["a"]'),
        "severity": ("pyproject.toml:9", '{ "LG105" = "error" }'),
        "per-file-ignores": ("pyproject.toml:11", '{ "tests/**" = ["LG105"] }'),
    }
    assert shown["fail-on"] == ("default", '"warning"')
    assert shown["baseline"] == ("default", "none")


def test_without_a_file_all_is_default(root: object, loopguard: Run) -> None:
    outcome = loopguard("config")
    assert "\nfile     none\n" in outcome.out
    shown = rows(outcome.out)
    assert {origin for origin, _ in shown.values()} == {"default"}
    assert shown["select"][1] == "all rules but LG113 and LG120"


def test_a_path_a_file_and_no_file_can_be_asked_for(write: Write, loopguard: Run) -> None:
    write({"near/loopguard.toml": 'fail-on = "never"\n', "near/main.py": ""})
    expected = ("near/loopguard.toml:1", '"never"')
    assert rows(loopguard("config", "near").out)["fail-on"] == expected
    assert rows(loopguard("config", "near/main.py").out)["fail-on"] == expected
    assert rows(loopguard("config", "--config", "near/loopguard.toml").out)["fail-on"] == expected
    assert rows(loopguard("config", "--isolated", "near").out)["fail-on"][0] == "default"


def test_keys_in_an_unusual_form_are_placed_at_the_table(write: Write, loopguard: Run) -> None:
    write({"pyproject.toml": "[tool]\n\nloopguard = { fail-on = 'error' }\n"})
    assert rows(loopguard("config").out)["fail-on"] == ("pyproject.toml:1", '"error"')


def test_options_of_check_are_shown_where_they_count(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING, "pyproject.toml": PYPROJECT})
    options = ["--fail-on", "error", "--exclude", "b", "--ignore", "LG101", "--baseline", "x.json"]
    outcome = loopguard("check", "--explain-config", *options)
    assert (outcome.code, outcome.err) == (0, "")
    shown = rows(outcome.out)
    assert shown["fail-on"] == ("--fail-on", '"error"')
    assert shown["extend-exclude"] == ("pyproject.toml:6, --exclude", '["a", "b"]')
    assert shown["ignore"] == ("--ignore", '["LG101"]')
    assert shown["baseline"] == ("--baseline", '"x.json"')
    assert shown["select"] == ("pyproject.toml:5", '["LG1"]')


def test_an_option_can_say_what_is_the_default_anyway(write: Write, loopguard: Run) -> None:
    write({"loopguard.toml": "fail-on = 'error'\nbaseline = 'x.json'\n"})
    shown = rows(
        loopguard("check", "--explain-config", "--fail-on", "warning", "--no-baseline").out
    )
    assert shown["fail-on"] == ("--fail-on", '"warning"')
    assert shown["baseline"] == ("--no-baseline", "none")
