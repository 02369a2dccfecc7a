"""Markdown for a comment on a pull request or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loopguard.domain.finding import Finding, Place
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import ABOUT_COMMENTS, Cause, ranked_causes
from loopguard.reporters.links import posix
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.totals import (
    Tally,
    blocking_calls,
    by_library,
    by_rule,
    count_of,
    headline,
    library_label,
)
from loopguard.rules import BY_CODE

LIMIT = 65_536
"""The most characters that a comment on GitHub can hold."""

_RESERVE = 600  # for the line that tells what was cut, and for what a CI job puts around it
_MOST_PLACES = 10
_MOST_LIBRARIES = 10
_MARKS = re.compile(r"[\\`*\[\]<>|~#&@]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown could take for markup; underscores within words are none."""


def render_markdown(result: CheckResult, options: ReportOptions) -> str:
    """The report, at most `LIMIT` characters; what is left out is told at its end.

    Causes come first that are errors and that hold up the most places.
    """
    summary = headline(result)
    parts = [f"## LoopGuard: {summary}\n"]
    parts += _tables(result)
    causes = ranked_causes(result.findings)
    sections = [*_problems(result), *(["### Causes\n"] if causes else []), *map(_cause, causes)]
    sections += [*_comments(result), *_unresolved(result)]
    used = sum(map(len, parts)) + len(parts)
    for number, section in enumerate(sections):
        used += len(section) + 1
        if used > LIMIT - _RESERVE:
            left = count_of(len(sections) - number, "more section")
            parts.append(
                f"**Cut: {left} left out.** A comment holds {LIMIT:,} characters; "
                "`loopguard check` lists everything.\n"
            )
            break
        parts.append(section)
    return "\n".join(parts)


def _tables(result: CheckResult) -> Iterator[str]:
    calls = blocking_calls(result)
    if calls:
        rules = by_rule(calls)
        yield _table("rule", [(f"{_code(t.name)} {BY_CODE[t.name].name}", t) for t in rules])
        libraries = by_library(calls)
        rows = [(_prose(library_label(t.name)), t) for t in libraries[:_MOST_LIBRARIES]]
        left = libraries[_MOST_LIBRARIES:]
        if left:
            errors, warnings = sum(t.errors for t in left), sum(t.warnings for t in left)
            others = count_of(len(left), "more")[:-1]
            rows.append((others, Tally("", errors, warnings, sum(t.causes for t in left))))
        if rows:
            yield _table("library", rows)


def _table(title: str, rows: list[tuple[str, Tally]]) -> str:
    lines = [f"| {title} | errors | warnings | causes |", "|---|--:|--:|--:|"]
    lines += [f"| {name} | {t.errors} | {t.warnings} | {t.causes} |" for name, t in rows]
    return "\n".join(lines) + "\n"


def _cause(cause: Cause) -> str:
    shown, step = cause.gravest, cause.step
    held = len(cause.places)
    title = (
        f"{shown.severity} {shown.code} <code>{_html(cause.callee)}</code> in "
        f"<code>{_html(_short(step.function))}</code> holds up {count_of(held, 'place')}"
    )
    lines = [f"<details><summary>{title}</summary>\n"]
    if shown.confidence == "likely":
        lines.append("Likely: the code does not tell for certain that this is what runs here.\n")
    if shown.once:
        lines.append("This work is done once, and then remembered.\n")
    lines += [
        f"{number}. {_at(s.path, s.line, s.column)} {_code(_short(s.function))} calls "
        f"{_code(s.callee if number == len(shown.trace) else _short(s.callee))}"
        for number, s in enumerate(shown.trace, 1)
    ]
    lines += _fix(shown)
    lines += _places(cause)
    lines.append("\n</details>\n")
    return "\n".join(lines)


def _fix(finding: Finding) -> list[str]:
    if finding.fix is None:
        return []
    fix = finding.fix
    lines = [f"\nFix: {_prose(fix.description)}"]
    if fix.replacement:
        fence = "`" * max(3, _longest_ticks(fix.replacement) + 1)
        lines.append(f"\n{fence}python\n{fix.replacement}\n{fence}")
    return lines


def _places(cause: Cause) -> list[str]:
    shown = cause.gravest
    own = Place(shown.path, shown.span.line, shown.span.column, shown.function)
    others = [place for place in cause.places if place != own]
    if not others:
        return []
    lines = ["\nThe same call is reached from:\n"]
    lines += [
        f"- {_at(p.path, p.line, p.column)} {_code(_short(p.function))}"
        for p in others[:_MOST_PLACES]
    ]
    left = len(others) - _MOST_PLACES
    return lines + ([f"- {left} more"] if left > 0 else [])


def _problems(result: CheckResult) -> Iterator[str]:
    if result.problems:
        lines = [f"### {_code('LG001')} Files that could not be checked\n"]
        lines += [f"- {_at(p.path, p.line, p.column)} {_prose(p.reason)}" for p in result.problems]
        yield "\n".join(lines) + "\n"


def _comments(result: CheckResult) -> Iterator[str]:
    found = [finding for finding in result.findings if finding.code in ABOUT_COMMENTS]
    if found:
        lines = [f"<details><summary>{count_of(len(found), 'unused suppression')}</summary>\n"]
        for f in found:
            lines.append(f"- {_at(f.path, f.span.line, f.span.column)} {_prose(f.message)}")
        yield "\n".join([*lines, "\n</details>\n"])


def _unresolved(result: CheckResult) -> Iterator[str]:
    if result.unresolved:
        title = count_of(len(result.unresolved), "unresolved call")
        lines = [f"<details><summary>{title}</summary>\n"]
        lines += [
            f"- {_at(c.path, c.line, c.column)} {_code(f'{c.callee}()')}: {_prose(c.reason)}"
            for c in result.unresolved
        ]
        yield "\n".join([*lines, "\n</details>\n"])


# text


def _at(path: str, line: int, column: int) -> str:
    return _code(f"{posix(path)}:{line}:{column}")


def _short(name: str) -> str:
    """The last two parts of a qualified name."""
    return ".".join(name.replace(".<locals>", "").split(".")[-2:])


def _code(text: str) -> str:
    """A code span, whatever the text holds."""
    text = " ".join(text.split()) if "\n" in text or "\r" in text else text
    ticks = _longest_ticks(text)
    if not ticks:
        return f"`{text}`"
    fence = "`" * (ticks + 1)
    return f"{fence} {text} {fence}"


def _longest_ticks(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _prose(text: str) -> str:
    """Text in which code stands between backticks, and nothing else is markup."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _escaped(text)
    return "".join(
        _code(part) if number % 2 else _escaped(part) for number, part in enumerate(parts)
    )


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split("\n")))


def _html(text: str) -> str:
    """Text for HTML inside Markdown, where Markdown's own marks would count as well."""
    return re.sub(r"[^\w .,:/()=-]|_", lambda found: f"&#{ord(found[0])};", text)
