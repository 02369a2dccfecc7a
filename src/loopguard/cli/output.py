"""Small texts on standard output, in color where a person reads them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from loopguard.rules import Rule

if TYPE_CHECKING:
    from loopguard.blocklist.models import CallableModel


def color_wanted() -> bool:
    """Whether standard output shows colors and the user has not declined them.

    NO_COLOR (https://no-color.org) and FORCE_COLOR count where they are not empty.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Writes to standard output in its own encoding; what that lacks is written as escapes.

    `click.echo` would change the encoding of an ASCII stream behind the user's back.
    """
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def write_line(text: str) -> None:
    """Writes a line in the same way."""
    write(f"{text}\n")


def heading(text: str) -> str:
    """A title."""
    return click.style(text, bold=True) if color_wanted() else text


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
