"""`loopguard explain`."""

from __future__ import annotations

import difflib

import click

from loopguard.blocklist import load_shipped
from loopguard.cli.blocklist import show
from loopguard.cli.output import rule_page, write
from loopguard.rules import BY_CODE, RULES


@click.command("explain")
@click.argument("topic", metavar="CODE|NAME")
def command(topic: str) -> int:
    """Explain a rule (LG102, blocking-http) or a library call (requests.get)."""
    names = {rule.name: rule for rule in RULES}
    rule = BY_CODE.get(topic.upper()) or names.get(topic.lower())
    if rule is not None:
        write(rule_page(rule))
        return 0
    page = show(load_shipped(), topic)
    if page:
        write(page)
        return 0
    close = difflib.get_close_matches(topic, [*BY_CODE, *names], n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise click.UsageError(
        f"{topic!r} is no rule and no call in the blocklist.{hint} "
        "`loopguard rules` and `loopguard blocklist search TEXT` list what there is."
    )
