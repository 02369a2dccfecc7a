"""What `loopguard explain FILE:LINE` says."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.text import Text

from loopguard.domain.finding import Step
from loopguard.graph.explain import Explanation
from loopguard.reporters.console import open_console
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.text import visible

_LABEL = 12


def render_explanations(
    path: str, line: int, explanations: Iterable[Explanation], options: ReportOptions
) -> str:
    """The explanations of all calls of a line (1-based), each as a short paragraph."""
    buffer = StringIO()
    console = open_console(buffer, options)
    source = options.lines_of(path)
    if line <= len(source):
        bar = "│" if options.unicode else "|"
        console.print(
            Text.assemble((f"{line:>6} {bar} ", "dim"), visible(source[line - 1].rstrip()))
        )
        console.print()
    empty = True
    for explanation in explanations:
        empty = False
        for text in _explanation(path, explanation, options):
            console.print(text)
        console.print()
    if empty:
        console.print(f"Nothing is called on line {line} of {path}.")
    return buffer.getvalue()


def _explanation(path: str, found: Explanation, options: ReportOptions) -> Iterable[Text]:
    yield Text.assemble(
        (f"{path}:{found.line}:{found.column}", "bold"),
        f"  {_written(found, '…' if options.unicode else '...')}  ",
        (f"in {found.function}", "dim"),
    )
    yield _row("resolves to", " or ".join(found.callees) or f"unknown: {found.unknown}")
    if not found.on_loop:
        yield _row("on the loop", "no")
    else:
        entry = found.chain[0].function if found.chain else found.function
        why = f"yes, {entry} is {found.entry}"
        yield _row("on the loop", why if found.chain else f"yes, it is {found.entry}")
        for step in found.chain:
            yield _step(step, options)
    yield _row("reported", f"{'yes' if found.trace else 'no'}, {found.verdict}")
    for step in found.trace[1:]:
        yield _step(step, options)


def _written(found: Explanation, dots: str) -> str:
    name = found.kind.name.lower()
    if name == "call":
        return f"{found.code}()"
    return {"enter": f"with {found.code}", "iterate": f"for {dots} in {found.code}"}.get(
        name, found.code
    )


def _row(label: str, text: str) -> Text:
    return Text.assemble((f"  {label:<{_LABEL}} ", "dim"), text)


def _step(step: Step, options: ReportOptions) -> Text:
    hook, arrow = ("↳", "→") if options.unicode else ("->", "calls")
    return Text.assemble(
        (f"  {'':<{_LABEL}} {hook} ", "dim"),
        (f"{step.path}:{step.line}", "cyan"),
        f"  {step.function} {arrow} {step.callee}",
    )
