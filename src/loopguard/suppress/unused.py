"""Comments that silence nothing any more."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loopguard.config import Settings
from loopguard.domain.finding import Finding, Fix, Span, Step
from loopguard.rules import BY_CODE
from loopguard.summarize.comments import Comment, find_comments
from loopguard.summarize.source import Unreadable, parse_source
from loopguard.summarize.text import SourceText
from loopguard.suppress import Usage

CODE = "LG002"


def unused_suppressions(
    path: str, shown: str, module: str, source: SourceText, usage: Usage, settings: Settings,
    off: Iterable[str],
) -> Iterator[Finding]:  # fmt: skip
    """The comments of a file, or the codes in them, that have silenced nothing in this run.

    Codes that are not selected, or `off` in this file, cannot be judged. A bare `noqa` speaks to
    all linters.
    """
    off = tuple(off)
    text = "".join(source.lines)
    tree = parse_source(text)
    comments = [] if isinstance(tree, Unreadable) else find_comments(text, tree)
    seen: Counter[str] = Counter()
    for comment in comments:
        line = source.lines[comment.line - 1]
        where = 0 if comment.is_file_level else comment.line
        is_noqa = "noqa" in line[comment.start : comment.end].lower() and not comment.reason
        if not comment.codes:
            bare = not is_noqa and _is_judged("LG", settings, off, defaults_only=True)
            unused: tuple[str, ...] = ("",) if bare and not usage.is_used(path, where, "") else ()
        else:
            unused = tuple(
                code
                for code in comment.codes
                if _is_judged(code, settings, off) and not usage.is_used(path, where, code)
            )
        if unused:
            finding = _finding(comment, unused, line, shown, module)
            seen[finding.message] += 1
            number = seen[finding.message]
            identity = f"{module}:{finding.message}:{number}".encode("utf-8", "surrogateescape")
            yield replace(finding, fingerprint=hashlib.sha256(identity).hexdigest()[:16])


def _is_judged(
    prefix: str, settings: Settings, off: tuple[str, ...], *, defaults_only: bool = False
) -> bool:
    """Whether every rule that the prefix stands for has been looked for in the file."""
    rules = [rule for rule in BY_CODE.values() if rule.code.startswith(prefix)]
    return all(
        settings.selects(rule.code) and not rule.code.startswith(off)
        for rule in rules
        if rule.default or not defaults_only
    )


def _finding(
    comment: Comment, unused: tuple[str, ...], line: str, shown: str, module: str
) -> Finding:
    rule = BY_CODE[CODE]
    text = line[comment.start : comment.end]
    span = Span(comment.line, comment.start + 1, comment.line, comment.end + 1)
    left = [code for code in comment.codes if code not in unused]
    message = rule.message.format(callee=text)
    if left or comment.others:
        message = f"{', '.join(unused)} in " + message
        fix = Fix("comment", "safe", "take the code out", _without(text, unused))
    else:
        fix = Fix("comment", "safe", "remove the comment", span=_whole(comment, line))
    step = Step(shown, comment.line, comment.start + 1, module, text)
    return Finding(
        code=CODE,
        name=rule.name,
        severity="warning",
        confidence="certain",
        message=message,
        path=shown,
        span=span,
        function=module,
        callee=text,
        fingerprint="",
        trace=(step,),
        fix=fix,
        statement=(comment.line, comment.line),
    )


def _without(text: str, codes: tuple[str, ...]) -> str:
    """The comment without some of its codes, all else as it was."""
    start = text.find("[") + 1 or text.find(":", text.lower().find("noqa")) + 1
    end = text.find("]", start) if "[" in text[:start] else len(text)
    parts = text[start:end].split(",")
    kept = [part for part in parts if part.strip().upper() not in codes]
    lead = parts[0][: len(parts[0]) - len(parts[0].lstrip())]
    inside = ",".join([lead + kept[0].lstrip(), *kept[1:]]) if kept else ""
    return f"{text[:start]}{inside}{text[end:]}"


def _whole(comment: Comment, line: str) -> Span:
    """What goes with the comment: the space before it, or its line if there is nothing else."""
    code = line[: comment.start].rstrip(" \t")
    following = line.find("#", comment.end)
    if following >= 0:
        return Span(comment.line, comment.start + 1, comment.line, following + 1)
    if not code.strip(" \t\f"):
        return Span(comment.line, 1, comment.line + 1, 1)
    end = len(line.rstrip("\r\n"))
    return Span(comment.line, len(code) + 1, comment.line, end + 1)
