"""What the commands say of themselves, and how they help on after a slip."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from loopguard.cli.main import cli

from .conftest import BLOCKING, Run, Write


def commands(
    group: click.Group = cli, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """All commands with their words, groups too."""
    context = click.Context(group)
    yield " ".join(words), group
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(commands())


def test_there_are_these_commands() -> None:
    assert sorted(COMMANDS) == [
        *("", "baseline", "baseline create", "baseline prune"),
        *("blocklist", "blocklist list", "blocklist search", "blocklist show", "blocklist verify"),
        *("cache", "cache clean", "check", "config", "explain", "graph", "init", "learn", "rules"),
        "summarize",
    ]


@pytest.mark.parametrize("words", COMMANDS)
def test_every_help_fits_a_terminal_and_ends_with_examples(
    words: str, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    outcome = loopguard(*words.split(), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].startswith(f"Usage: loopguard {words}".rstrip())
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if line.endswith("...") and "Usage" not in line] == []
    examples = lines[lines.index("  Examples:") + 1 :]
    assert examples
    assert all(line.startswith("    loopguard ") for line in examples)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_example_is_a_command_line(words: str, write: Write) -> None:
    write({"app/main.py": "", "src/x.py": "", "tests/x.py": "", "services/api/x.py": ""})
    write({"our_sdk.toml": "", "summaries/x": ""})
    for line in (COMMANDS[words].epilog or "").splitlines():
        if line.startswith("  loopguard "):
            _, *arguments = shlex.split(line, comments=True)
            known = max((n for n in COMMANDS if " ".join(arguments).startswith(n)), key=len)
            COMMANDS[known].make_context(known, arguments[len(known.split()) :])


def test_every_option_of_check_has_a_heading(loopguard: Run) -> None:
    _, heading, others = loopguard("check", "--help").out.partition("Other options:\n")
    assert heading
    assert others.splitlines()[:2] == ["  -h, --help  Show this message and exit.", ""]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["chek"], "No such command 'chek'. Did you mean 'check'?"),
        (["xyz"], "No such command 'xyz'."),
        (["check", "--diff-bas", "x"], "No such option '--diff-bas'. "),
        (["check", "--select", "LG1001"], "'LG1001' is no rule code or prefix of one; "),
    ],
)
def test_a_mistyped_name_is_answered_with_the_nearest(
    arguments: list[str], hint: str, loopguard: Run
) -> None:
    outcome = loopguard(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert hint in outcome.err


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("LG1001", "; did you mean 'LG101'?"),
        ("blocking-http", "; did you mean 'LG102'?"),
        ("E501", "; `loopguard rules` lists them"),
    ],
)
def test_a_wrong_code_is_answered_with_the_one_that_is_meant(
    code: str, meant: str, loopguard: Run
) -> None:
    shown = code.upper()
    assert loopguard("check", "--ignore", code).err == (
        f"error: command line: --ignore: {shown!r} is no rule code or prefix of one{meant}\n"
    )


def test_a_wrong_setting_is_answered_with_the_one_that_is_meant(
    write: Write, loopguard: Run
) -> None:
    write({"loopguard.toml": "fail_on = 'error'\n"})
    assert loopguard("check").err.endswith(
        "loopguard.toml: fail_on: is no setting; did you mean 'fail-on'?\n"
    )


# completion


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("loopguard ba", ["plain,baseline"]),
        ("loopguard check --diff-", ["plain,--diff-base"]),
        ("loopguard check --select LG101,lg10", [f"plain,LG101,LG10{n}" for n in range(1, 10)]),
        ("loopguard explain blocking-ht", ["plain,blocking-http"]),
        ("loopguard explain app/", ["file,app/"]),
        ("loopguard baseline pr", ["plain,prune"]),
    ],
)
def test_the_shell_completes_commands_options_codes_and_names(
    line: str, offered: list[str], loopguard_process: Run
) -> None:
    outcome = loopguard_process(
        _LOOPGUARD_COMPLETE="bash_complete",
        COMP_WORDS=line,
        COMP_CWORD=str(len(line.split()) - 1),
    )
    assert outcome.out.split() == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_takes_the_completion() -> None:
    script = 'eval "$(_LOOPGUARD_COMPLETE=bash_source "$1" -m loopguard)"; complete -p loopguard'
    done = subprocess.run(
        ["bash", "-c", script, "bash", sys.executable],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert done.stdout == "complete -o nosort -F _loopguard_completion loopguard\n"


def test_an_unknown_command_checks_nothing(write: Write, loopguard: Run) -> None:
    write({"main.py": BLOCKING})
    assert loopguard("main.py").out == ""
