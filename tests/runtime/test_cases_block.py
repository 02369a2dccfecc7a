"""The truth of the cases: what is marked really blocks the loop, and nothing else does.

Each case that needs nothing but the standard library is run, see `tests/helpers/watch.py`.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ..helpers.expectations import Case
from ..helpers.project import project
from ..test_cases import case_id, collect_cases

ROOT = Path(__file__).parents[2]
CASES_AT_LEAST, BLOCKING_AT_LEAST, RUN_AT_LEAST = 180, 490, 2000
"""How many cases are run, how many lines of them block, and how many run on the loop at all."""

CALLS = {
    "own/callables/dispatch_tables": ["Router().dispatch('a')"],
    "own/flow/match_patterns": [
        "by_class(Path())",
        "by_capture(Path())",
        "by_attribute(Job('a', Path()))",
        "by_position(Job('a', Path()))",
        "by_sequence([Path()])",
        "by_sequence({'path': Path()})",
    ],
    "own/loop_checks/given_as_declared": ["App(Store(), [Store()]).run()"],
    "own/loop_checks/nothing_given": ["main({'config': 1})"],
    "own/loop_checks/texts_asked": ["by_name('vault/x')", "by_kind('disk')"],
    "own/nonblocking/futures": ["handed_to_the_loop(asyncio.sleep(0), loop)"],
    "own/offloading/own_wrapper_project": [
        "vars(concurrency).update(USE_THREADS=False) or second(Path())"
    ],
    "own/types/casts": [
        "wait({'ready': threading.Event()})",
        "wait_quoted({'ready': threading.Event()})",
    ],
    "own/types/isinstance_of_attributes": [
        "Reader(Path()).read()",
        "Reader(Path()).read_early()",
        "Reader(Path()).replaced()",
        "outer.__globals__.update(source=Path()) or outer()",
    ],
    "own/types/isinstance_narrowing": ["load(Path())", "load_early(Path())"],
    "own/types/self_types": ["setattr(Context, 'current', Run()) or by_class()"],
    "shared/modern_syntax/async_defs_everywhere": ["build()()"],
    "shared/modern_syntax/match_walrus_fstring": [
        "main({'op': 'nap', 's': 0})",
        "main({'op': 'run'})",
        "main({})",
    ],
    "shared/receivers/unknown_receiver_negative": ["Registry().change('a', 1)"],
}
"""Calls that cannot be made from the annotations, after those that can; `loop` is the loop."""


class Seen(NamedTuple):
    """What was seen of a case; `blocked` has the first and the last line of each place."""

    reached: list[list[int | str]]
    blocked: list[tuple[str, int, int]]
    errors: list[str]
    stopped: str


NOT_RUN = {
    "own/types/special_methods_of_protocols": "given the one class that looks like the protocol",
    "own/loop_checks/other_than_default": "the default alone is passed there",
    "own/nonblocking/archives_over_open_files": "the lock of a ZipFile counts as a wait there",
    "own/nonblocking/files_without_a_disk": "every opened file counts as a wait there",
    "own/implicit/folders_as_managers": "a folder is read there where it is opened",
    "own/locks/brief": "every lock that is taken on the loop counts as a wait there",
    "own/locks/new_locks": "every lock that is taken on the loop counts as a wait there",
    "own/locks/short_and_nested": "every lock that is taken on the loop counts as a wait there",
    "own/nonblocking/already_done": "under the fakes all work is over at once and still blocks",
    "own/once/warmed_in_a_thread": "each coroutine is run alone, so that nothing has warmed up",
    "own/once/after_the_first": "each coroutine is run alone, so that nothing has come first",
    "own/once/after_the_callers_first": "each coroutine is run alone, without its callers",
    "own/once/after_the_first_unless": "each coroutine is run alone, nothing comes first",
}
"""Cases whose truth the fakes of `tests/helpers` cannot show, and why."""


def runs_offline(case: Case) -> bool:
    """Whether the case runs here: with the standard library and its own modules alone."""
    if not all(map(is_known_syntax, case.files)):
        return False
    own = {path.stem for path in [*case.files, *case.path.glob("*")]}
    return imported(case) <= sys.stdlib_module_names | own


def is_known_syntax(file: Path) -> bool:
    """Whether the running interpreter reads the file itself."""
    try:
        ast.parse(file.read_text(encoding="utf-8"))
    except SyntaxError:
        return False
    return True


def imported(case: Case) -> set[str]:
    """The names of the packages that the case imports."""
    names = set()
    for file in case.files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names


def watch(cases: list[Case], directory: Path) -> dict[str, Seen]:
    """Runs the cases in a process of its own, in an empty directory."""
    jobs = [
        {
            "name": str(case.path),
            "path": str(case.path),
            "modules": [module_name(case, file) for file in case.files],
            "calls": CALLS.get(case_id(case), []) if case in CASES else [],
        }
        for case in cases
    ]
    done = subprocess.run(
        [sys.executable, "-m", "tests.helpers.watch"],
        input=json.dumps(jobs),
        stdout=subprocess.PIPE,
        check=True,
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        timeout=60,
    )
    return {name: Seen(**seen) for name, seen in json.loads(done.stdout).items()}


def module_name(case: Case, file: Path) -> str:
    return case.relative(file).removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def differences(case: Case, seen: Seen) -> list[str]:
    """Where the marks of a case and what was seen of it do not agree."""
    marks = case.marks()
    to_block = {(mark.path, mark.line) for mark in marks if mark.kind == "BLOCK"}
    may_block = {(mark.path, mark.line) for mark in marks if mark.kind == "MAYBE"}
    found = [f"stopped: {seen.stopped}"] if seen.stopped else []
    blocked = set()
    for path, first, last in seen.blocked:
        lines = {(path, line) for line in range(first, last + 1)}
        blocked |= lines
        if not lines & (to_block | may_block):
            found.append(f"{path}:{first}: blocks and has no mark")
    for path, line in sorted(to_block - blocked):
        reached = [path, line] in seen.reached
        found.append(f"{path}:{line}: {'does not block' if reached else 'was not reached'}")
    return found + seen.errors if found else []


CASES = [case for case in collect_cases() if runs_offline(case) and case_id(case) not in NOT_RUN]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    return watch(CASES, tmp_path_factory.mktemp("cases"))


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_blocks_where_it_is_marked_and_nowhere_else(case: Case, seen: dict[str, Seen]) -> None:
    assert differences(case, seen[str(case.path)]) == []


def test_most_cases_are_proven_by_running_them(seen: dict[str, Seen]) -> None:
    assert len(seen) >= CASES_AT_LEAST
    assert sum(len(of_case.blocked) for of_case in seen.values()) >= BLOCKING_AT_LEAST
    assert sum(len(of_case.reached) for of_case in seen.values()) >= RUN_AT_LEAST


def test_every_listed_call_belongs_to_a_case_that_runs() -> None:
    assert CALLS.keys() <= {case_id(case) for case in CASES}


def test_wrong_marks_are_found(tmp_path: Path) -> None:
    project(
        tmp_path / "case",
        {
            "wrong.py": """
                import asyncio
                import time

                def pause():
                    time.sleep(60)

                async def not_marked(n: int):
                    pause()
                    return await asyncio.to_thread(pause)

                async def marked(flag: bool):
                    await asyncio.sleep(60)  # BLOCK: asyncio.sleep
                    if flag and not flag:
                        pause()  # BLOCK: time.sleep

                async def over_two_lines():
                    time.sleep(
                        60,  # BLOCK: time.sleep
                    )
            """
        },
    )
    case = Case(tmp_path / "case" / "wrong.py")
    seen = watch([case], tmp_path)[str(case.path)]
    assert differences(case, seen) == [
        "wrong.py:8: blocks and has no mark",
        "wrong.py:12: does not block",
        "wrong.py:14: was not reached",
    ]
