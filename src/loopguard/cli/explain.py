"""`loopguard explain`."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path

import click

from loopguard.cli.blocklist import library_here, show
from loopguard.cli.completion import complete_topics
from loopguard.cli.help import examples
from loopguard.cli.output import rule_page, write
from loopguard.rules import BY_CODE, RULES

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]+)(?::[0-9]+)?")


@click.command(
    "explain",
    epilog=examples(
        "loopguard explain LG102            # a rule",
        "loopguard explain time.sleep       # a library's call",
        "loopguard explain app/main.py:12   # a line of your code",
    ),
)
@click.argument("topic", metavar="CODE|NAME|FILE:LINE", shell_complete=complete_topics)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
def command(topic: str, isolated: bool) -> int:
    """Explain a rule (LG102, blocking-http), a library call (requests.get) or a line of code.

    For a line (app/main.py:12) it says what each call there resolves to, whether the code runs on
    the event loop and how it gets there, and why the call is or is not reported.
    """
    names = {rule.name: rule for rule in RULES}
    rule = BY_CODE.get(topic.upper()) or names.get(topic.lower())
    if rule is not None:
        write(rule_page(rule))
        return 0
    place = _PLACE.fullmatch(topic)
    if place is not None:
        return _explain_line(Path(place["path"]), int(place["line"]), isolated)
    page = show(library_here(None, isolated), topic)
    if page:
        write(page)
        return 0
    close = difflib.get_close_matches(topic, [*BY_CODE, *names], n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    hint += " For a line of code: FILE:LINE." if Path(topic).exists() else ""
    raise click.UsageError(
        f"{topic!r} is no rule and no call in the blocklist.{hint} "
        "`loopguard rules` and `loopguard blocklist search TEXT` list what there is."
    )


def _explain_line(path: Path, line: int, isolated: bool) -> int:
    # Imported here: the pages on rules and calls need none of the analysis.
    from loopguard import config
    from loopguard.cli.check import report_options
    from loopguard.cli.progress import watched
    from loopguard.domain.errors import FileProblem
    from loopguard.engine import explain
    from loopguard.reporters.explanation import render_explanations

    settings = config.read_settings(path.resolve().parent, isolated=isolated)
    with watched(sys.stderr) as progress:
        found = explain(path, line, settings, progress)
    if isinstance(found, FileProblem):
        raise click.UsageError(f"{found.path}:{found.line}: cannot be checked: {found.reason}")
    write(render_explanations(str(path), line, found, report_options()))
    return 0
