"""Every rule is registered, documented, and shown at work in a data file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loopguard.config import Settings
from loopguard.domain.result import CheckResult
from loopguard.engine import check
from loopguard.rules import BY_CODE, RULES, Rule

REPOSITORY = Path(__file__).parents[2]
RULE_FILES = sorted((REPOSITORY / "src" / "loopguard" / "rules").glob("lg*.py"))
DATA_FILES = sorted((REPOSITORY / "tests" / "rules").glob("*.py"))
WITHOUT_DATA_FILE = {
    "LG001": "a data file has to be readable; tests/cli/test_bad_input.py holds the examples",
    "LG002": "it is about comments, not calls; tests/unit/suppress/test_unused.py holds examples",
}


def test_every_rule_file_is_registered_under_its_name() -> None:
    registered = [f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in RULES]
    assert registered == [file.stem for file in RULE_FILES]


def test_every_code_and_every_name_is_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert list(BY_CODE) == [rule.code for rule in RULES]


def test_every_rule_has_a_data_file_named_after_it() -> None:
    expected = {file.stem for file in RULE_FILES if file.stem[:5].upper() not in WITHOUT_DATA_FILE}
    named = {file.stem for file in DATA_FILES}
    assert expected <= named <= {file.stem for file in RULE_FILES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_why_and_what_to_do(rule: Rule) -> None:
    assert re.fullmatch(r"LG[0-9]{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert "{reason}" in rule.message if rule.code == "LG001" else "{callee}" in rule.message
    for text in (rule.what, rule.why, rule.fix):
        assert text.endswith(".")
        assert len(text.split()) >= 8
    for code in (rule.example, rule.instead):
        assert code.endswith("\n")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_of_a_rule_is_reported_by_it_and_by_no_other(
    rule: Rule, tmp_path: Path
) -> None:
    result = check_code(rule.example, tmp_path)
    codes = {finding.code for finding in result.findings} | {"LG001" for _ in result.problems}
    assert codes == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_a_rule_advises_is_silent(rule: Rule, tmp_path: Path) -> None:
    result = check_code(rule.instead, tmp_path)
    assert (result.findings, result.problems) == ((), ())


def check_code(code: str, directory: Path) -> CheckResult:
    """The result of checking some code with every rule."""
    file = directory / "example.py"
    file.write_text(code, encoding="utf-8")
    return check([file], Settings(root=directory, select=("LG",)))
