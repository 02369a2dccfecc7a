"""What fixing came to, in a few lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loopguard.fixes.rounds import FixOutcome, Left

_MOST_PLACES = 3


FIXING, IGNORING = ("Fixed", "Would fix"), ("Silenced", "Would silence")


def summarize_fixes(
    outcome: FixOutcome,
    failed: Mapping[str, str],
    *,
    written: bool,
    verbs: tuple[str, str] = FIXING,
) -> str:
    """How many findings are fixed and left, and why, grouped by reason.

    `failed` are the files that could not be written, with the reason; `written` tells whether
    anything was to be written.
    """
    files = len(outcome.changed) - len(failed)
    verb = verbs[0] if written else verbs[1]
    fixed = sum(number for path, number in outcome.fixed.items() if path not in failed)
    head = f"{verb} {_count(fixed, 'finding')} in {_count(files, 'file')}"
    lines = [f"{path}: not written, it {reason}" for path, reason in sorted(failed.items())]
    if not outcome.left:
        return "\n".join([f"{head}; none left.", *lines]) + "\n"
    lines = [f"{head}; {len(outcome.left)} left:", *_reasons(outcome.left), *lines]
    return "\n".join(lines) + "\n"


def _reasons(left: Iterable[Left]) -> Iterable[str]:
    groups: dict[str, list[Left]] = {}
    for each in left:
        groups.setdefault(each.reason, []).append(each)
    for reason, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        places = [f"{m.finding.path}:{m.finding.span.line}" for m in members]
        more = len(places) - _MOST_PLACES
        shown = ", ".join(places[:_MOST_PLACES]) + (f" and {more} more" if more > 0 else "")
        yield f"  {len(members)}  {reason}: {shown}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
