"""`loopguard explain FILE:LINE` and `loopguard check --show-unresolved`."""

from __future__ import annotations

import pytest

from .conftest import Run, Write

FILES = {
    "shop.py": """\
import asyncio
import time

import requests


def nap():
    time.sleep(1)


def fetch(url):
    return requests.get(url)


def by_hand():
    nap()


def make():
    yield 1


async def main(client):
    nap()
    await asyncio.to_thread(fetch, "http://x")
    client.load()
    make()
    asyncio.run(main)  # loopguard: ignore[LG110]
    return len([])
""",
    "pyproject.toml": "",
}


def explain(write: Write, loopguard: Run, line: int) -> str:
    write(FILES)
    outcome = loopguard("explain", f"shop.py:{line}")
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


def test_a_reported_call_shows_its_witness(write: Write, loopguard: Run) -> None:
    assert explain(write, loopguard, 24) == (
        "    24 │     nap()\n"
        "\n"
        "shop.py:24:5  nap()  in shop.main\n"
        "  resolves to  shop.nap\n"
        "  on the loop  yes, it is an async def\n"
        "  reported     yes, it blocks the event loop: LG101, error\n"
        "               ↳ shop.py:8  shop.nap → time.sleep\n"
        "\n"
    )


def test_a_sink_in_a_helper_names_the_place_of_the_report(write: Write, loopguard: Run) -> None:
    assert explain(write, loopguard, 8) == (
        "     8 │     time.sleep(1)\n"
        "\n"
        "shop.py:8:5  time.sleep()  in shop.nap\n"
        "  resolves to  time.sleep\n"
        "  on the loop  yes, shop.main is an async def\n"
        "               ↳ shop.py:24  shop.main → shop.nap\n"
        "  reported     no, it blocks, and is reported where the loop calls down here: shop.py:24\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("line", "resolved", "verdict"),
    [
        (12, "requests.get", "it does not run on the event loop: shop.py:25 hands it to "
                             "asyncio.to_thread"),
        (16, "shop.nap", "no code that an event loop runs leads here"),
        (25, "asyncio.to_thread", "asyncio.to_thread runs its argument in another thread"),
        (26, "unknown: the parameter `client` of main has no annotation",
             "what it calls is not known"),
        (27, "shop.make", "it makes a generator, which runs where it is iterated"),
        (28, "asyncio.run", "it blocks the event loop (LG110), and is silenced here"),
    ],
)  # fmt: skip
def test_a_silent_call_says_why(
    write: Write, loopguard: Run, line: int, resolved: str, verdict: str
) -> None:
    rows = explain(write, loopguard, line).splitlines()
    assert f"  resolves to  {resolved}" in rows
    assert f"  reported     no, {verdict}" in rows


def test_a_line_without_calls_says_so(write: Write, loopguard: Run) -> None:
    assert explain(write, loopguard, 23) == (
        "    23 │ async def main(client):\n\nNothing is called on line 23 of shop.py.\n"
    )


def test_a_file_that_cannot_be_read_is_an_error(write: Write, loopguard: Run) -> None:
    write({"broken.py": "def f(:\n"})
    outcome = loopguard("explain", "broken.py:1")
    assert outcome.code == 2
    assert "broken.py:1: cannot be checked: " in outcome.err


def test_a_file_that_is_not_there_is_an_error(loopguard: Run) -> None:
    outcome = loopguard("explain", "missing.py:1")
    assert outcome.code == 2
    assert "missing.py" in outcome.err
    assert "Traceback" not in outcome.err


def test_unresolved_calls_are_listed_with_the_reason(write: Write, loopguard: Run) -> None:
    write(FILES)
    outcome = loopguard(
        "check", "--isolated", "--format", "concise", "--show-unresolved", "shop.py"
    )
    assert outcome.out.splitlines() == [
        "shop.py:24:5: LG101 error: `time.sleep` puts the whole event loop to sleep, reached "
        "through `shop.nap`",
        "shop.py:26:5: unresolved client.load(): the parameter `client` of main has no annotation",
    ]


def test_work_that_is_done_by_then_says_so(write: Write, loopguard: Run) -> None:
    write(
        {
            "once.py": """\
import functools
import time


@functools.cache
def table():
    time.sleep(1)


async def main():
    table()
    table()
""",
            "pyproject.toml": "",
        }
    )
    first, second = (loopguard("explain", f"once.py:{line}").out for line in (11, 12))
    assert "yes, it blocks the event loop: LG101, warning, for work that is done once" in first
    assert "no, the work is done once, and each way here has done it before" in second


def test_work_done_once_below_the_report_names_its_place(write: Write, loopguard: Run) -> None:
    write(
        {
            "once.py": """\
import functools
import time


@functools.cache
def table():
    time.sleep(1)


def row(number):
    return table()[number]


async def main():
    row(1)
""",
            "pyproject.toml": "",
        }
    )
    said = loopguard("explain", "once.py:11").out
    assert "no, it blocks, and is reported where the loop calls down here: once.py:15" in said
