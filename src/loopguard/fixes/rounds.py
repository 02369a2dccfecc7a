"""Applies fixes in rounds, and keeps only those that a new check proves right."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.fixes.apply import apply_plans
from loopguard.fixes.edits import Offsets
from loopguard.fixes.files import OUTSIDE, FileText, given_files, read_file
from loopguard.fixes.plan import Plan, Source, plan
from loopguard.summarize.source import Unreadable, parse_source

MOST_ROUNDS = 5
"""How often the fixes of a project are worked out anew, besides for work that is done once.

Of the places that share such work one is a finding, and the next takes its turn when that is fixed.
"""

Check = Callable[[Mapping[str, str]], CheckResult]
"""Checks the project with other texts, by absolute path, in the place of what is in the files."""

Identity = tuple[str, str, str, str, str]
"""What a finding is, wherever in its file it stands."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that is still there, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """What fixing came to: the new texts, how many findings are gone, and which are left.

    `fixed` counts by displayed path. `result` is that of the check of the new texts. Nothing is
    written yet.
    """

    changed: tuple[tuple[FileText, str], ...]
    fixed: Mapping[str, int]
    left: tuple[Left, ...]
    result: CheckResult


def fix_findings(
    paths: Sequence[Path], settings: Settings, check: Check, *, unsafe: bool
) -> FixOutcome:
    """Fixes what can be fixed in the files at and below `paths`, without writing anything."""
    return _Run(paths, settings, check, unsafe).run()


@dataclass
class _State:
    """Where the rounds stand: the texts by displayed path, and the check of them."""

    texts: dict[str, str]
    result: CheckResult


@dataclass
class _Run:
    paths: Sequence[Path]
    settings: Settings
    check: Check
    unsafe: bool
    files: dict[str, FileText | str] = field(default_factory=dict)
    given_up: dict[tuple[Identity, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._given = given_files(self.paths, self.settings)
        self._absolute = frozenset(self._given.names)

    def run(self) -> FixOutcome:
        state = _State({}, self.check({}))
        fixed: Counter[str] = Counter()
        sharing = max((len(finding.also) for finding in state.result.findings), default=0)
        for _ in range(MOST_ROUNDS + sharing):
            plans = self._plans(state)
            if not plans:
                break
            new = self._settle(state, plans)
            for identity, number in (_count(state.result) - _count(new.result)).items():
                fixed[identity[0]] += number
            if new.texts == state.texts:
                continue  # all were given up; those that these stood in the way of may follow
            state = new
        changed = [
            (file, text)
            for display, text in sorted(state.texts.items())
            if isinstance(file := self._file(display), FileText) and file.text != text
        ]
        return FixOutcome(tuple(changed), fixed, tuple(self._left(state)), state.result)

    # choosing

    def _plans(self, state: _State) -> list[Plan]:
        """The fixes of one round: of those that overlap, the smallest, then the first."""
        plans: list[tuple[Finding, Plan]] = []
        for finding, found in self._all(state):
            if isinstance(found, Plan):
                plans.append((finding, found))
        plans.sort(key=lambda item: (item[1].end - item[1].start, item[0].sort_key))
        chosen: list[Plan] = []
        for finding, new in plans:
            if all(
                other.finding.path != finding.path
                or new.edit == other.edit
                or new.end <= other.start
                or other.end <= new.start
                for other in chosen
            ):
                chosen.append(new)
        return chosen

    def _all(self, state: _State) -> Iterable[tuple[Finding, Plan | str]]:
        sources: dict[str, Source | str] = {}
        for finding in state.result.findings:
            path = finding.path
            if path not in sources:
                sources[path] = self._source(path, state)
            source = sources[path]
            if isinstance(source, str):
                yield finding, source
                continue
            reason = self.given_up.get((_identity(finding), source.code(finding)), "")
            yield finding, reason or plan(finding, source, unsafe=self.unsafe)

    def _source(self, display: str, state: _State) -> Source | str:
        file = self._file(display)
        if isinstance(file, str):
            return file
        text = state.texts.get(display, file.text)
        tree = parse_source(text)
        if isinstance(tree, Unreadable):
            return tree.reason
        return Source(Offsets(text), tree)

    def _file(self, display: str) -> FileText | str:
        if display not in self.files:
            path = self._given.paths.get(display)
            self.files[display] = OUTSIDE if path is None else read_file(path, self._absolute)
        return self.files[display]

    def _left(self, state: _State) -> Iterable[Left]:
        for finding, found in self._all(state):
            reason = found if isinstance(found, str) else "one more run is needed"
            yield Left(finding, reason)

    # proving

    def _settle(self, state: _State, plans: list[Plan]) -> _State:
        """The state with those of the plans that prove right."""
        for attempt in itertools.count():
            texts, failed = self._apply(state, plans)
            if not failed:
                result = self.check(self._by_path(texts))
                failed = _faults(plans, state.result, result)
                if not failed:
                    return _State(texts, result)
            if attempt:  # finding out which takes too long: leave all near by, then all
                paths = {each.finding.path for each in plans if id(each) in failed}
                for each in plans:
                    if each.finding.path in paths or attempt > 1:
                        failed.setdefault(id(each), UNCLEAR)
            for each in plans:
                if failed.get(id(each), UNCLEAR) != UNCLEAR:  # the others may come next round
                    self.given_up[_identity(each.finding), each.original] = failed[id(each)]
            plans = [each for each in plans if id(each) not in failed]
            if not plans:
                break
        return state

    def _text(self, display: str, state: _State) -> str:
        file = self._file(display)
        assert isinstance(file, FileText)
        return state.texts.get(display, file.text)

    def _apply(self, state: _State, plans: Sequence[Plan]) -> tuple[dict[str, str], dict[int, str]]:
        texts, failed = dict(state.texts), dict[int, str]()
        for display in dict.fromkeys(each.finding.path for each in plans):
            own = [each for each in plans if each.finding.path == display]
            before = self._text(display, state)
            after = apply_plans(before, own)
            if after is None:
                alone = [each for each in own if apply_plans(before, [each]) is None]
                failed.update({id(each): DOES_NOT_PARSE for each in alone or own})
            else:
                texts[display] = after
        return texts, failed

    def _by_path(self, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts under every name of their files."""
        return {
            name: text
            for display, text in texts.items()
            for name in self._given.names[self._given.paths[display]]
        }


DOES_NOT_PARSE = "the result would not be valid Python"
UNCLEAR = ""
STILL_THERE = "the finding would still be there"


def _faults(plans: Sequence[Plan], before: CheckResult, after: CheckResult) -> dict[int, str]:
    """The plans that a check proves wrong, by their identity as objects, with the reason."""
    old, new = _count(before), _count(after)
    failed: dict[int, str] = {}
    planned = Counter(_identity(each.finding) for each in plans)
    for identity, number in planned.items():
        if new[identity] > max(0, old[identity] - number):
            for each in plans:
                if _identity(each.finding) == identity:
                    failed[id(each)] = STILL_THERE
    revealed = {(place.path, place.function) for f in before.findings for place in f.also}
    revealed.update(before.behind)  # silent as long as other code did the work on the loop
    for finding in after.findings:
        identity = _identity(finding)
        if new[identity] <= old[identity] or identity in planned:
            continue
        if (finding.path, finding.function) in revealed:
            continue  # was told of under another finding of the same cause
        near = [each for each in plans if each.finding.function == finding.function]
        near = near or [each for each in plans if each.finding.path == finding.path]
        for each in near or plans:
            failed.setdefault(id(each), f"it would bring {finding.code} ({finding.name})")
    known = {(problem.path, problem.reason) for problem in before.problems}
    for problem in after.problems:
        if (problem.path, problem.reason) not in known:
            for each in plans:
                if each.finding.path == problem.path:
                    failed.setdefault(id(each), DOES_NOT_PARSE)
    return failed


def _identity(finding: Finding) -> Identity:
    callee = finding.trace[0].callee if finding.trace else ""
    return (finding.path, finding.code, finding.function, callee, finding.callee)


def _count(result: CheckResult) -> Counter[Identity]:
    return Counter(_identity(finding) for finding in result.findings)
