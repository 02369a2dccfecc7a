"""The commands beside `check`."""

from __future__ import annotations

import pytest

import loopguard as package
from loopguard.rules import RULES, Rule

from .conftest import Outcome, Run


def test_version_names_the_program_and_its_version(loopguard: Run) -> None:
    assert loopguard("--version") == Outcome(0, f"loopguard, version {package.__version__}\n", "")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_the_commands(option: str, loopguard: Run) -> None:
    outcome = loopguard(option)
    assert (outcome.code, outcome.err) == (0, "")
    for command in ("check", "rules", "explain", "blocklist"):
        assert f"\n  {command} " in outcome.out


def test_without_a_command_the_help_is_shown_as_an_error(loopguard: Run) -> None:
    assert loopguard() == Outcome(2, "", loopguard("--help").out)


@pytest.mark.parametrize("command", ["check", "rules", "explain", "blocklist"])
def test_every_command_has_a_help(command: str, loopguard: Run) -> None:
    outcome = loopguard(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Usage: loopguard {command} ")


def test_rules_lists_every_rule_and_its_state(loopguard: Run) -> None:
    listed = [
        f"{rule.code}  {rule.name}{'' if rule.default else '  (off until selected)'}\n"
        for rule in RULES
    ]
    end = "\n`loopguard explain CODE` tells more about one of them.\n"
    assert loopguard("rules") == Outcome(0, "".join(listed) + end, "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_explain_tells_all_about_a_rule_by_code_or_name(rule: Rule, loopguard: Run) -> None:
    outcome = loopguard("explain", rule.code)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{rule.code} {rule.name}  (")
    for text in (rule.what, rule.why, rule.fix, f"# loopguard: ignore[{rule.code}] reason"):
        assert text in outcome.out
    assert loopguard("explain", rule.code.lower()) == outcome
    assert loopguard("explain", rule.name.upper()) == outcome


def test_explain_tells_about_a_call_of_a_library(loopguard: Run) -> None:
    assert loopguard("explain", "time.sleep") == Outcome(
        0,
        "time.sleep\n"
        "blocks: LG101, error\n"
        "instead: await asyncio.sleep(…)\n"
        "source: https://docs.python.org/3/library/time.html#time.sleep\n"
        "\n"
        "    await asyncio.sleep(0.5)\n",
        "",
    )


def test_explain_knows_builtins_by_their_plain_name(loopguard: Run) -> None:
    outcome = loopguard("explain", "open")
    assert outcome.out.startswith("builtins.open\nblocks: LG105, ")


@pytest.mark.parametrize(
    ("topic", "hint"),
    [
        ("LG999", "Did you mean LG109?"),
        ("blocking-slep", "Did you mean blocking-sleep?"),
        ("nothing.like.it", "`loopguard blocklist search TEXT` list what there is."),
    ],
)
def test_explain_helps_on_where_it_knows_nothing(topic: str, hint: str, loopguard: Run) -> None:
    outcome = loopguard("explain", topic)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"'{topic}' is no rule and no call in the blocklist." in outcome.err
    assert hint in outcome.err


def test_blocklist_list_counts_the_blocking_calls_of_each_library(loopguard: Run) -> None:
    outcome = loopguard("blocklist", "list")
    assert (outcome.code, outcome.err) == (0, "")
    *libraries, blank, total = outcome.out.splitlines()
    names = [line.split()[0] for line in libraries]
    assert names == sorted(set(names))
    assert {"python", "requests", "stripe"} < set(names)
    count = sum(int(line.split()[1]) for line in libraries)
    assert (blank, total) == ("", f"{len(names)} libraries, {count} blocking calls.")


def test_blocklist_search_finds_calls_by_a_part_of_their_name(loopguard: Run) -> None:
    outcome = loopguard("blocklist", "search", "TIME.Sleep")
    line = "time.sleep  LG101 error  → await asyncio.sleep(…)"
    assert (outcome.code, outcome.err) == (0, "")
    assert line in outcome.out.splitlines()
    assert all("time.sleep" in found.lower() for found in outcome.out.splitlines())


def test_blocklist_search_without_a_result_says_so_as_grep_does(loopguard: Run) -> None:
    assert loopguard("blocklist", "search", "no such call") == Outcome(
        1, "", "Nothing in the blocklist is named like 'no such call'.\n"
    )


def test_blocklist_show_tells_about_a_function_as_explain_does(loopguard: Run) -> None:
    assert loopguard("blocklist", "show", "time.sleep") == loopguard("explain", "time.sleep")


def test_blocklist_show_lists_the_methods_of_a_class(loopguard: Run) -> None:
    outcome = loopguard("blocklist", "show", "requests.sessions.Session")  # by another name
    assert outcome.out.splitlines()[0] == "requests.Session"
    assert any(
        line.startswith("requests.Session.get  LG102 error") for line in outcome.out.splitlines()
    )


def test_blocklist_show_lists_the_calls_of_a_library(loopguard: Run) -> None:
    outcome = loopguard("blocklist", "show", "stripe")
    heading, *calls = outcome.out.splitlines()
    assert heading == "stripe"
    assert calls == sorted(calls)
    assert all(call.startswith("stripe.") for call in calls)
    assert any(call.startswith("stripe.Charge.create  LG107 error") for call in calls)


def test_blocklist_show_of_a_module_lists_the_calls_of_that_module(loopguard: Run) -> None:
    outcome = loopguard("blocklist", "show", "time")
    heading, *calls = outcome.out.splitlines()
    assert heading == "time"
    assert {call.split(".")[0] for call in calls} == {"time"}


def test_blocklist_show_of_something_unknown_points_to_the_search(loopguard: Run) -> None:
    outcome = loopguard("blocklist", "show", "nothing")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith(
        "Error: 'nothing' is not in the blocklist; try `loopguard blocklist search nothing`.\n"
    )
