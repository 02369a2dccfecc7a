"""The report for people: excerpt, caret, the way down to the blocking call, and what to do."""

from __future__ import annotations

from collections import Counter
from io import StringIO

from rich.cells import cell_len
from rich.text import Text

from loopguard.domain.finding import Finding, Fix, Place, Step, UnresolvedCall
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import Cause, group_by_cause
from loopguard.reporters.console import open_console
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.totals import count_of

_SEVERITY_STYLE = {"error": "bold red", "warning": "bold yellow"}
ABOUT_COMMENTS = frozenset({"LG002"})
_MARGIN = 6
_LONGEST_LINE = 240
_MOST_PLACES = 5
_MOST_LINES = 12


def render_text(result: CheckResult, options: ReportOptions) -> str:
    """The full report, with escape codes for color only where `options.color` is set."""
    buffer = StringIO()
    console = open_console(buffer, options)
    for problem in result.problems:
        console.print(
            _headline(problem.path, problem.line, problem.column, "error", "LG001"), end=""
        )
        console.print(Text(f"cannot be checked: {problem.reason}\n"))
    causes = group_by_cause(result.findings)
    for cause in sorted(causes, key=lambda cause: cause.gravest.sort_key):
        for line in _cause(cause, options):
            console.print(line)
        console.print()
    for call in result.unresolved:
        console.print(_unresolved(call))
    if result.unresolved:
        console.print()
    for line in _summary(result):
        console.print(line)
    return buffer.getvalue()


def _headline(path: str, line: int, column: int, severity: str, code: str) -> Text:
    return Text.assemble(
        (f"{path}:{line}:{column}", "bold"),
        ": ",
        (f"{severity} {code}", _SEVERITY_STYLE[severity]),
        " ",
    )


def _cause(cause: Cause, options: ReportOptions) -> list[Text]:
    """The gravest finding in full, and where else the same call is reached from."""
    shown = cause.gravest
    lines = _finding(shown, options) + _places(cause, shown, options)
    fixes = [] if shown.fix is None else _fix("fix", shown, shown.fix, options)
    for fix in shown.alternatives if options.verbose else ():
        fixes += _fix("or", shown, fix, options)
    return lines + fixes


def _finding(finding: Finding, options: ReportOptions) -> list[Text]:
    span = finding.span
    head = _headline(finding.path, span.line, span.column, finding.severity, finding.code)
    lines = [head.append(finding.message)]
    lines += _excerpt(finding, options)
    lines += [_step(step, options) for step in finding.trace[1:]]
    if finding.confidence == "likely":
        note = "likely: the code does not tell for certain that this is what runs here"
        lines.append(Text(f"{'':>{_MARGIN}} {note}", "dim"))
    if finding.once:
        lines.append(Text(f"{'':>{_MARGIN}} this work is done once, and then remembered", "dim"))
    return lines


def _places(cause: Cause, shown: Finding, options: ReportOptions) -> list[Text]:
    """The other places that reach the call; those that differ in gravity say so."""
    places = [
        (Place(f.path, f.span.line, f.span.column, f.function), _difference(f, shown))
        for f in cause.findings
        if f is not shown
    ]
    places += [(place, _difference(f, shown)) for f in cause.findings for place in f.also]
    if not places:
        return []
    lead = f"{'':>{_MARGIN}} "
    noun = "place" if len(places) == 1 else "places"
    lines = [Text(f"{lead}the same call is reached from {len(places)} more {noun}:")]
    for place, difference in places if options.verbose else places[:_MOST_PLACES]:
        lines.append(
            Text.assemble(
                f"{lead}  ",
                (f"{place.path}:{place.line}:{place.column}", "cyan"),
                f"  {_short(place.function)}",
                (difference, "dim"),
            )
        )
    left = len(places) - (len(lines) - 1)
    if left:
        dots = "…" if options.unicode else "..."
        lines.append(Text(f"{lead}  {dots} {left} more (--verbose)", "dim"))
    return lines


def _difference(finding: Finding, shown: Finding) -> str:
    words = [finding.severity] if finding.severity != shown.severity else []
    words += [finding.confidence] if finding.confidence != shown.confidence else []
    return f" ({', '.join(words)})" if words else ""


def _excerpt(finding: Finding, options: ReportOptions) -> list[Text]:
    """The first line of the reported expression with carets below it."""
    span = finding.span
    source = options.lines_of(finding.path)
    if span.line > len(source):
        return []
    code = visible(source[span.line - 1].rstrip("\r\n\f"))
    bar = "│" if options.unicode else "|"
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(code)
    code, start, end = _window(code, start, end)
    lead = "".join(c if c == "\t" else " " * cell_len(c) for c in code[:start])
    carets = "^" * max(1, cell_len(code[start:end].rstrip()))
    return [
        Text.assemble((f"{span.line:>{_MARGIN}} {bar} ", "dim"), code),
        Text.assemble(
            (f"{'':>{_MARGIN}} {bar} ", "dim"), (lead + carets, _SEVERITY_STYLE[finding.severity])
        ),
    ]


def _window(code: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a very long line around the reported expression, and where that is in it."""
    if len(code) <= _LONGEST_LINE:
        return code, start, end
    first = max(0, start - _LONGEST_LINE // 4)
    part = code[first : first + _LONGEST_LINE]
    lead = "..." if first else ""
    tail = "..." if first + _LONGEST_LINE < len(code) else ""
    shift = len(lead) - first
    return lead + part + tail, start + shift, min(end, first + _LONGEST_LINE) + shift


def visible(text: str) -> str:
    """The text with control characters replaced: code must not steer the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in text)


def _step(step: Step, options: ReportOptions) -> Text:
    hook, arrow = ("↳", "→") if options.unicode else ("->", "calls")
    return Text.assemble(
        (f"{'':>{_MARGIN}} {hook} ", "dim"),
        (f"{step.path}:{step.line}", "cyan"),
        (f"  {_short(step.function)} {arrow} ", "dim"),
        step.callee if "." not in step.callee else _short(step.callee, 3),
    )


def _fix(word: str, finding: Finding, fix: Fix, options: ReportOptions) -> list[Text]:
    """What to do, why it is unsafe, and the code: as a small diff where it is a replacement."""
    lead = f"{'':>{_MARGIN}} "
    lines = [Text.assemble((f"{lead}{word}: ", "bold green"), fix.description)]
    indent = lead + " " * (len(word) + 2)
    if not fix.is_advice:
        if fix.safety != "safe" and fix.reason:
            lines.append(Text(f"{indent}unsafe: {fix.reason}", "dim"))
        return lines + _clipped(_diff(finding, fix, options), indent, options)
    code = [(visible(line), "green") for line in fix.example.splitlines()]
    return lines + _clipped(code, indent, options)


def _diff(finding: Finding, fix: Fix, options: ReportOptions) -> list[tuple[str, str]]:
    """The lines of the replaced code before and after, dedented, each with its style."""
    span = fix.span or finding.span
    source = [line.rstrip("\r\n\f") for line in options.lines_of(finding.path)]
    if span.end_line > len(source):
        return [(f"+ {visible(line)}", "green") for line in fix.replacement.splitlines()]
    old = source[span.line - 1 : span.end_line]
    new = old[0][: span.column - 1] + fix.replacement + old[-1][span.end_column - 1 :]
    margin = len(old[0]) - len(old[0].lstrip())
    return [
        (f"{sign} {visible(_dedented(line, margin))}", style)
        for sign, style, lines in (("-", "red", old), ("+", "green", new.splitlines()))
        for line in lines
    ]


def _dedented(line: str, margin: int) -> str:
    return line[margin:] if not line[:margin].strip() else line.lstrip()


def _clipped(lines: list[tuple[str, str]], indent: str, options: ReportOptions) -> list[Text]:
    """The lines, as many and as long as one looks at."""
    dots = "…" if options.unicode else "..."
    most = len(lines) if options.verbose or len(lines) <= _MOST_LINES + 1 else _MOST_LINES
    shown = [
        Text((indent + _short_line(line, dots)).rstrip(), style) for line, style in lines[:most]
    ]
    left = len(lines) - most
    if left:
        shown.append(Text(f"{indent}{dots} {left} more lines (--verbose)", "dim"))
    return shown


def _short_line(line: str, dots: str) -> str:
    return line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + dots


def _unresolved(call: UnresolvedCall) -> Text:
    return Text.assemble(
        (f"{call.path}:{call.line}:{call.column}", "bold"),
        ": ",
        ("unresolved", "bold magenta"),
        f" {call.callee}(): {call.reason}",
    )


def _short(name: str, parts: int = 2) -> str:
    """The last parts of a qualified name."""
    return ".".join(name.replace(".<locals>", "").split(".")[-parts:])


def _summary(result: CheckResult) -> list[Text]:
    calls = [finding for finding in result.findings if finding.code not in ABOUT_COMMENTS]
    count = Counter(finding.severity for finding in calls)
    files = f"{result.stats.files} file{'' if result.stats.files == 1 else 's'}"
    unread = f", {len(result.problems)} could not be read" if result.problems else ""
    unused = len(result.findings) - len(calls)
    idle = f", and {unused} unused suppression{'' if unused == 1 else 's'}" if unused else ""
    new = "new " if result.held_back else ""
    if result.held_back:
        idle += f"; {count_of(result.held_back, 'old finding')} held back"
    if not calls:
        style = "bold" if result.problems or unused else "bold green"
        return [Text(f"No {new}blocking calls found in {files}{unread}{idle}.", style=style)]
    found = len(calls)
    parts = [
        f"{count[severity]} {severity}{'' if count[severity] == 1 else 's'}"
        for severity in ("error", "warning")
        if count[severity]
    ]
    noun = "blocking call" if found == 1 else "blocking calls"
    causes = len(group_by_cause(calls))
    shared = f" with {causes} cause{'' if causes == 1 else 's'}" if causes < found else ""
    counts = ", ".join(parts)
    return [
        Text(
            f"Found {found} {new}{noun} ({counts}){shared} in {files}{unread}{idle}.", style="bold"
        )
    ]
