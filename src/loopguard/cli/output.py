"""Small texts on standard output, in color where a person reads them."""

from __future__ import annotations

import click

from loopguard.blocklist.models import CallableModel
from loopguard.rules import Rule


def heading(text: str) -> str:
    """A title."""
    return click.style(text, bold=True)


def indented(code: str) -> str:
    """Code, set apart."""
    return "".join(f"    {line}\n" if line else "\n" for line in code.rstrip("\n").split("\n"))


def rule_page(rule: Rule) -> str:
    """All that there is to say about a rule."""
    state = "on by default" if rule.default else "off until selected"
    parts = [
        f"{heading(f'{rule.code} {rule.name}')}  ({state})\n\n{rule.what}\n",
        f"{heading('Why it matters')}\n{rule.why}\n",
        f"{heading('Example')}\n{indented(rule.example)}",
    ]
    if rule.instead:
        parts.append(f"{heading('Instead')}\n{indented(rule.instead)}")
    parts.append(f"{heading('Fix')}\n{rule.fix}\n")
    parts.append(f"{heading('Suppress')}\n{indented(f'# loopguard: ignore[{rule.code}] reason')}")
    return "\n".join(parts)


def entry_line(model: CallableModel) -> str:
    """A library's callable on one line: name, rule, severity, way out."""
    verdict = f"{model.rule} {model.severity}" if model.blocks else "does not block"
    way_out = way_out_of(model)
    return f"{model.name}  {verdict}" + (f"  → {way_out}" if way_out else "")


def way_out_of(model: CallableModel) -> str:
    """What to write instead of the call, in one line."""
    if not model.blocks:
        return ""
    if model.twin:
        return f"await {model.twin}(…)"
    if model.instead:
        return f"await {model.instead}(…)"
    return model.advice.summary if model.advice is not None else ""
