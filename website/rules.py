"""A page for each rule, and a list of them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from loopguard.config import Settings
from loopguard.engine import check
from loopguard.reporters import ReportOptions, render
from loopguard.rules import RULES, Rule
from website.facts import LibraryFacts
from website.markdown import block, cell, code, page, table


def rule_pages(libraries: Mapping[str, LibraryFacts]) -> Iterator[tuple[str, str]]:
    """The path of each page, and its text."""
    rows = [
        (
            f"[{rule.code}]({rule.code}.md)",
            code(rule.name),
            "on" if rule.default else "off until selected",
            cell(rule.what.split(". ")[0].rstrip(".") + "."),
        )
        for rule in RULES
    ]
    yield (
        "rules/index.md",
        page(
            "# Rules",
            "One rule for each way of waiting, whichever library waits. `loopguard rules` lists "
            "them, and `loopguard explain LG102` shows in the terminal what the pages say.",
            table(("rule", "name", "state", "reports"), rows),
            "[Configuration](../configuration.md#rules) tells how rules are selected.",
        ),
    )
    for rule in RULES:
        yield f"rules/{rule.code}.md", _rule_page(rule, libraries)


def _rule_page(rule: Rule, libraries: Mapping[str, LibraryFacts]) -> str:
    state = "On by default." if rule.default else "Off until selected."
    select = "" if rule.default else block("toml", _selecting(rule))
    users = sorted(
        (facts for facts in libraries.values() if facts.rules[rule.code]),
        key=lambda facts: (-facts.rules[rule.code], facts.name.lower()),
    )
    calls = sum(facts.rules[rule.code] for facts in users)
    listed = ", ".join(
        f"[{facts.title}](../{facts.path}) ({facts.rules[rule.code]})" for facts in users
    )
    return page(
        f"# {rule.code} {rule.name}",
        f"*{state}*",
        f"## What it does\n\n{rule.what}",
        f"## Why is this bad\n\n{rule.why}",
        "## Example\n\n" + block('python title="example.py"', rule.example),
        f"LoopGuard says (`loopguard check --select {rule.code} example.py`):",
        block("text", report_on(rule.example)),
        "## Use instead\n\n" + block("python", rule.instead) if rule.instead else "",
        f"## Fixes and their safety\n\n{rule.fix}",
        "[Fixing](../fixes.md) tells how fixes are proven." if rule.code != "LG001" else "",
        f"## How to select\n\n{select}" if select else "",
        f"## How to suppress\n\n{_suppressing(rule)}",
        f"## Calls\n\n{calls:,} calls of {_libraries(len(users))} are known: {listed}."
        if users
        else "",
    )


def _libraries(number: int) -> str:
    return "one library" if number == 1 else f"{number} libraries"


def _suppressing(rule: Rule) -> str:
    """The ways to silence a rule; comments are about calls, in files that could be read."""
    everywhere = f'ignore = ["{rule.code}"]'
    if rule.code == "LG001":
        return page(
            "In the settings, leave the file out, or switch the rule off for all files:",
            block("toml", f'[tool.loopguard]\nextend-exclude = ["templates/"]\n{everywhere}'),
            "No comment silences it, and no `per-file-ignores`.",
        )
    for_files = f'per-file-ignores = {{ "scripts/**" = ["{rule.code}"] }}'
    settings = page(
        "For some files, or everywhere, in the settings:",
        block("toml", f"[tool.loopguard]\n{for_files}\n{everywhere}"),
    )
    if rule.code == "LG002":
        return page(settings, "No comment silences it.")
    return page(
        "On the line of the call, or on the call in a helper that blocks, with a reason for "
        "people:",
        block("python", f"...  # loopguard: ignore[{rule.code}] the reason"),
        "For a whole file:",
        block("python", f"# loopguard: ignore-file[{rule.code}] the reason"),
        settings,
        "[Configuration](../configuration.md#comments) says what a comment covers.",
    )


def _selecting(rule: Rule) -> str:
    return f'[tool.loopguard]\nextend-select = ["{rule.code}"]'


def report_on(example: str) -> str:
    """What `loopguard check` prints about a file `example.py` with this text."""
    with tempfile.TemporaryDirectory() as directory, contextlib.chdir(directory):
        file = Path("example.py")
        file.write_text(example, encoding="utf-8")
        result = check([file], Settings(root=Path(os.getcwd()), select=("LG",)))
        options = ReportOptions(
            color=False,
            unicode=True,
            width=100,
            verbose=False,
            lines_of=lambda path: Path(path).read_text(encoding="utf-8").splitlines(),
        )
        return render("text", result, options)
