"""What blocks without being a call: properties, operators, loops and `with` blocks."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from loopguard.domain.finding import Fix

from ...helpers.fixing import fix_project
from ...helpers.project import check_project

TABLE = """\
import time


class Table:
    def __getitem__(self, key):
        time.sleep(1)

    def __setitem__(self, key, value):
        time.sleep(1)

    def __delitem__(self, key):
        time.sleep(1)

    def __contains__(self, key):
        time.sleep(1)

    def __len__(self):
        time.sleep(1)

    def __add__(self, other):
        time.sleep(1)

    @property
    def size(self):
        time.sleep(1)


class Plain:
    table: Table


async def f(t: Table, k, v, p: Plain, *more):
"""


def fixed(root: Path, body: str, *, unsafe: bool = False) -> str:
    text = fix_project(root, f"{TABLE}{indent(body, '    ')}\n", unsafe=unsafe).text
    return dedent(text.partition("*more):\n")[2]).rstrip("\n").replace("asyncio.to_thread(", "T(")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return t.size", "return await T(lambda: t.size)"),
        ("return t.size.real", "return (await T(lambda: t.size)).real"),
        ("return (t.size).real", "return (await T(lambda: t.size)).real"),
        ("return -t.size", "return -await T(lambda: t.size)"),
        ("return t[k]", "return await T(lambda: t[k])"),
        ("return t[k](1)", "return (await T(lambda: t[k]))(1)"),
        ("return t[k:v]", "return await T(lambda: t[k:v])"),
        ("return [t[x] for x in k]", "return [await T(lambda: t[x]) for x in k]"),
        ("return f'{t[k]}'", "return f'{await T(lambda: t[k])}'"),
        ("return k in t", "return await T(lambda: k in t)"),
        ("return k not in p.table", "return await T(lambda: k not in p.table)"),
        ("return (k in t).real", "return (await T(lambda: k in t)).real"),
        ("return t + k", "return await T(lambda: t + k)"),
        ("return (t + k).x", "return (await T(lambda: t + k)).x"),
        ("if k in t:\n    pass", "if await T(lambda: k in t):\n    pass"),
        ("if t:\n    pass", "if await T(bool, t):\n    pass"),
        ("if not p.table:\n    pass", "if not await T(bool, p.table):\n    pass"),
        ("return 1 if t else 2", "return 1 if await T(bool, t) else 2"),
        ("t[k] = v", "await T(operator.setitem, t, k, v)"),
        ("t[k] = v, 1", "await T(operator.setitem, t, k, (v, 1))"),
        ("t[k] = v()  # why", "await T(operator.setitem, t, k, v())  # why"),
        ("t['a'] = {\n    'b': 1,\n}", "await T(operator.setitem, t, 'a', {\n    'b': 1,\n})"),
        ("del t[k]", "await T(operator.delitem, t, k)"),
    ],
)
def test_it_is_done_in_a_thread(tmp_path: Path, before: str, after: str) -> None:
    assert fixed(tmp_path, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return t[k()]", "return await T(lambda: t[k()])"),
        ("p.table[k] = v()", "await T(operator.setitem, p.table, k, v())"),
    ],
)
def test_it_is_unsafe_where_the_order_or_the_thread_of_a_call_changes(
    tmp_path: Path, before: str, after: str
) -> None:
    assert fixed(tmp_path, before) == before
    assert fixed(tmp_path, before, unsafe=True) == after


@pytest.mark.parametrize(
    "body",
    [
        "return t[await k]",
        "return t[(x := k)]",
        "return t or k",
        "return (t[x] for x in k)",
        "return lambda: t[k]",
        "t[k] += 1",
        "t[k] = v = 1",
        "t[k], v = 1, 2",
        "for t[k] in v:\n    pass",
        "with v as t[k]:\n    pass",
        "del t[k], v",
        "t[k]: int = 1",
        "class A:\n    x = t[k]",
        "def g(x=t[k]):\n    pass",
    ],
)
def test_it_is_left_where_that_would_be_something_else(tmp_path: Path, body: str) -> None:
    assert fixed(tmp_path, body, unsafe=True) == body


def fix_of(root: Path, code: str) -> Fix:
    finding = check_project(root, dedent(code))[0]
    assert finding.fix is not None
    return finding.fix


def test_a_listing_is_read_as_a_whole(tmp_path: Path) -> None:
    code = "from pathlib import Path\nasync def f(p: Path):\n"
    code += "    for x in p.iterdir():\n        print(x)\n"
    fix = fix_of(tmp_path, code)
    assert (fix.safety, fix.reason) == ("unsafe", "all is read before the first is used")
    assert fix.replacement == "await asyncio.to_thread(lambda: list(p.iterdir()))"
    done = fix_project(tmp_path, code, unsafe=True)
    assert "    for x in await asyncio.to_thread(lambda: list(p.iterdir())):\n" in done.text


def test_any_other_loop_is_shown_step_by_step(tmp_path: Path) -> None:
    fix = fix_of(
        tmp_path,
        """
        import time
        def beats():
            while True:
                time.sleep(1)
                yield 1
        async def f():
            for beat in beats():
                print(beat)
        """,
    )
    assert fix.replacement == ""
    assert fix.example == (
        "steps, end = iter(beats()), object()\n"
        "while (beat := await asyncio.to_thread(next, steps, end)) is not end:\n"
        "    ...  # as in the `for`"
    )


# `with` blocks


@pytest.mark.parametrize(
    ("body", "example"),
    [
        (
            "with lock:\n    x = 1\n    print(x)",
            "def work():\n    with lock:\n        x = 1\n        print(x)\n\n"
            "await asyncio.to_thread(work)",
        ),
        (
            "with lock:\n    x = y\nreturn x",
            "def work():\n    with lock:\n        x = y\n    return x\n\n"
            "x = await asyncio.to_thread(work)",
        ),
        (
            "with lock:\n    y += 1\nreturn y",
            "def work():\n    nonlocal y\n    with lock:\n        y += 1\n\n"
            "await asyncio.to_thread(work)",
        ),
        (
            "with lock:\n    return y.get()",
            "def work():\n    with lock:\n        return y.get()\n\n"
            "return await asyncio.to_thread(work)",
        ),
        (
            "with open(y, 'a') as out:\n    # again\n    out.write('x')\n\n    out.write('y')",
            "def work():\n    with open(y, 'a') as out:\n        # again\n        out.write('x')\n"
            "\n        out.write('y')\n\nawait asyncio.to_thread(work)",
        ),
        (
            "work = 1\nwith lock:\n    print(work)",
            "def block():\n    with lock:\n        print(work)\n\nawait asyncio.to_thread(block)",
        ),
        (
            "with lock:\n" + "    print(1)\n" * 9,
            "def work():\n    with lock:\n        ...  # the block as it is\n\n"
            "await asyncio.to_thread(work)",
        ),
    ],
)
def test_a_block_becomes_a_function_that_a_thread_runs(
    tmp_path: Path, body: str, example: str
) -> None:
    code = f"import threading\nasync def f(lock: threading.RLock, y):\n{indent(body, '    ')}\n"
    code = code.replace("RLock", "Lock")
    fix = fix_of(tmp_path, code)
    assert fix.replacement == ""
    assert fix.example == example
    compile(f"async def f(y, out, lock):\n    y = 1\n{indent(example, '    ')}\n", "x", "exec")


@pytest.mark.parametrize(
    "body",
    [
        "for x in y:\n    with lock:\n        break",
        "with lock:\n    if y:\n        return 1\n    y()",
        "with lock:\n    if y:\n        x = 1\nreturn x",
        "with lock:\n    yield y",
        "with lock:\n    del y",
        "with lock:\n    x = '''\n'''",
        "with lock:\n    super().f()",
        "global x\nwith lock:\n    x = 1",
        "with lock:\n    asyncio.create_task(y)",
        "with lock:\n    started(y)",
    ],
)
def test_a_block_that_has_to_stay_is_not_moved(tmp_path: Path, body: str) -> None:
    code = "import asyncio\nimport threading\ndef started(y):\n    asyncio.create_task(y)\n"
    code += f"async def f(lock: threading.Lock, y):\n{indent(body, '    ')}\n"
    assert "def work" not in fix_of(tmp_path, code).example


def test_a_lock_that_is_held_over_an_await_becomes_an_async_one(tmp_path: Path) -> None:
    fix = fix_of(
        tmp_path,
        """
        import threading
        class A:
            def __init__(self):
                self._lock = threading.Lock()
            async def f(self, y):
                with self._lock:
                    await y
        """,
    )
    assert (fix.kind, fix.replacement) == ("library", "")
    assert fix.example == ("self._lock = asyncio.Lock()\nasync with self._lock:\n    ...")
