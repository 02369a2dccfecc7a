"""Two texts of a file say the same if they have the same facts, and nothing changes sides."""

from __future__ import annotations

import msgspec
import pytest

from loopguard.domain.summary import ModuleSummary
from loopguard.graph.positions import is_only_moved
from loopguard.summarize import summarize_source
from loopguard.summarize.source import Unreadable

TEXT = """\
import time


class Store:
    lock = make()

    async def get(self, key):
        with self.lock:
            value = time.sleep(1); other = time.sleep(2)
        log(value)  # loopguard: ignore
        return value
"""


def summary_of(text: str) -> ModuleSummary:
    found = summarize_source(text)
    assert not isinstance(found, Unreadable)
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import time", "# why\n\nimport time"),
        ("class Store:\n", 'class Store:\n    """Keeps things."""\n\n'),
        ("log(value)", "log( value )"),
        ("with self.lock:", "with (\n            self.lock\n        ):"),
        ("log(value)", "log(  # ä\n            value\n        )"),
        ("        return value", "\n        return value"),
        ("  # loopguard: ignore", ""),
    ],
)
def test_what_stands_elsewhere_is_the_same(old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert is_only_moved(summary_of(TEXT), summary_of(TEXT.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("time.sleep(1)", "time.sleep(3)"),
        ("; other", "\n            other"),
        ("        log(value)", "            log(value)"),
        ("async def", "def"),
        ("key)", "name)"),
        ("log(value)", "log(other)"),
    ],
)
def test_what_says_something_else_is_not(old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert not is_only_moved(summary_of(TEXT), summary_of(TEXT.replace(old, new)))


def test_two_sites_that_change_places_are_not_the_same() -> None:
    summary = summary_of("def f():\n    a()\n    b()\n")
    function = summary.functions[1]
    first, second = function.sites
    swapped = (
        msgspec.structs.replace(first, line=second.line, statement=2),
        msgspec.structs.replace(second, line=first.line, statement=3),
    )
    functions = (summary.functions[0], msgspec.structs.replace(function, sites=swapped))
    other = msgspec.structs.replace(summary, functions=functions)
    assert is_only_moved(summary, summary)
    assert not is_only_moved(summary, other)
