"""A call is rewritten wherever an `await` can stand, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from ...helpers.fixing import fix_project

HEAD = "import shutil\nimport time\n\n\nasync def f(x, y, *z, **more):\n"
FIXED_HEAD = HEAD.replace("import shutil", "import asyncio\nimport shutil")

SLEEP, SLEPT = "time.sleep(x)", "await asyncio.sleep(x)"
COPY, COPIED = "shutil.copytree(x, y)", "await asyncio.to_thread(shutil.copytree, x, y)"


@pytest.mark.parametrize("margin", ["    ", "\t", "  "], ids=["spaces", "tab", "two"])
@pytest.mark.parametrize(
    "place",
    [
        "CALL",
        "CALL  # why",
        "a = CALL",
        "a = b = CALL",
        "a: int = CALL",
        "a += CALL",
        "a, b = CALL, 1",
        "*a, b = CALL",
        "x.y = CALL",
        "x[CALL] = 1",
        "del x[CALL]",
        "return CALL",
        "return (CALL)",
        "return -CALL",
        "return not CALL",
        "return CALL + CALL",
        "return 2 ** CALL",
        "return CALL ** 2",
        "return x if CALL else y",
        "return CALL if x else CALL",
        "return CALL and x or CALL",
        "return 1 < CALL <= 3",
        "return x in CALL",
        "return x is not CALL",
        "return [CALL, x], (CALL,), {CALL}, {CALL: CALL}",
        "return [*CALL], {**CALL}",
        "return x[CALL:CALL]",
        "return y(CALL, *CALL, k=CALL, **CALL)",
        "return y(CALL)(CALL)",
        "return (a := CALL)",
        "return y(a := CALL)",
        "if (a := CALL) > 1:\n    pass",
        "return f'{CALL}'",
        "return f'a{CALL!r:>{x}}b'",
        "return f'''\na{CALL}'''",
        "yield CALL",
        "x = yield CALL",
        "return [CALL for _ in y]",
        "return {CALL for _ in y}",
        "return {CALL: CALL for _ in y}",
        "return [a for a in CALL]",
        "return [a for a in y if CALL]",
        "return [a for a in y for b in CALL]",
        "return [[b for b in CALL] for a in y]",
        "return (a for a in CALL)",
        "if CALL:\n    pass",
        "if x:\n    pass\nelif CALL:\n    pass\nelse:\n    CALL",
        "while CALL:\n    break\nelse:\n    CALL",
        "for a in CALL:\n    CALL",
        "async for a in y(CALL):\n    CALL",
        "with y(CALL) as a, y(CALL):\n    CALL",
        "async with y(CALL):\n    CALL",
        "with (\n    y(CALL) as a,\n    y(CALL),\n):\n    pass",
        "try:\n    CALL\nexcept OSError:\n    CALL\nelse:\n    CALL",
        "match CALL:\n    case _:\n        pass",
        "match x:\n    case 1 if CALL:\n        CALL",
        "assert CALL, CALL",
        "raise E(CALL) from y(CALL)",
        "global g\ng = CALL",
        "@y(CALL)\ndef inner():\n    pass",
        "@y(CALL)\nclass Inner:\n    pass",
        "class Inner(y(CALL)):\n    pass",
        "class Inner(metaclass=y(CALL)):\n    pass",
        "async def inner():\n    CALL",
        "class Inner:\n    async def method(self):\n        return CALL",
        "if x: CALL",
        "x; CALL; y",
        "if x: y; CALL",
        "a = (\n    1 +\n    CALL  # why\n)",
        "a = 1 + \\\n    CALL",
        "if (\n    x and\n    CALL\n):\n    pass",
        "text = '''\nfar\n  left\n'''\nCALL",
        "a = '''\nleft\n''' + str(CALL)",
        "\x0cCALL",
        "é = 'ü', CALL",
    ],
)
def test_a_call_is_awaited_in_its_place(tmp_path: Path, place: str, margin: str) -> None:
    before = HEAD + indent(place.replace("CALL", SLEEP), margin) + "\n"
    after = FIXED_HEAD + indent(place.replace("CALL", SLEPT), margin) + "\n"
    fixed = fix_project(tmp_path, before)
    assert (fixed.text, fixed.left) == (after, ())


@pytest.mark.parametrize(
    ("place", "after"),
    [
        ("CALL.x", "(AWAIT).x"),
        ("CALL.x.y(1)", "(AWAIT).x.y(1)"),
        ("CALL[0]", "(AWAIT)[0]"),
        ("CALL[CALL]", "(AWAIT)[AWAIT]"),
        ("CALL(1)", "(AWAIT)(1)"),
        ("(CALL).x", "(AWAIT).x"),
        ("(CALL)(1)", "(AWAIT)(1)"),
        ("x.y(CALL.z).z", "x.y((AWAIT).z).z"),
        ("CALL.x = 1", "(AWAIT).x = 1"),
        ("CALL[0] += 1", "(AWAIT)[0] += 1"),
        ("await CALL.x()", "await (AWAIT).x()"),
        ("f'{CALL.x}'", "f'{(AWAIT).x}'"),
        ("for a in CALL.x: pass", "for a in (AWAIT).x: pass"),
        ("with CALL.x as a: pass", "with (AWAIT).x as a: pass"),
        ("return(CALL)", "return(AWAIT)"),
        ("a = 1if(CALL)else 2", "a = 1if(AWAIT)else 2"),
        ("a = 1 if CALL else 2", "a = 1 if AWAIT else 2"),
    ],
)
def test_an_await_has_the_parentheses_that_it_needs(tmp_path: Path, place: str, after: str) -> None:
    before = f"{HEAD}    {place.replace('CALL', COPY)}\n"
    fixed = fix_project(tmp_path, before)
    assert fixed.text == f"{FIXED_HEAD}    {after.replace('AWAIT', COPIED)}\n"
    assert fixed.left == ()


def test_what_a_helper_gives_may_be_awaited_as_well(tmp_path: Path) -> None:
    before = "import time\n\n\ndef g():\n    time.sleep(1)\n    return h()\n\n\nasync def f():\n"
    fixed = fix_project(tmp_path, f"{before}    await g()\n    await g().x()\n")
    assert fixed.text == (
        f"import asyncio\n{before}    await (await asyncio.to_thread(g))\n"
        "    await (await asyncio.to_thread(g)).x()\n"
    )


def test_a_keyword_is_not_glued_to_the_await(tmp_path: Path) -> None:
    before = "import os\n\n\nasync def f(x):\n    return(x or os).walk_away() or not(os).stat(x)\n"
    fixed = fix_project(tmp_path, before)
    assert fixed.text == (
        "import asyncio\nimport os\n\n\nasync def f(x):\n"
        "    return(x or os).walk_away() or not await asyncio.to_thread((os).stat, x)\n"
    )


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("for a in (CALL for a in y): pass", "what blocks is no call of its own"),
        ("return (a for a in y if CALL)", "a generator expression that awaits would be an async"),
        ("for a in (b for a in y for b in CALL): pass", "what blocks is no call of its own"),
        ("return [[CALL for a in y] for b in y]", "an inner comprehension can await from Python"),
        ("asyncio.get_running_loop().call_soon(lambda: CALL)", "a lambda cannot await"),
        ("def inner():\n        return CALL\n    inner()", "what"),
        ("def inner(a=CALL):\n        pass", "a default value should not await"),
        ("async def inner(a=CALL):\n        pass", "a default value should not await"),
        ("return lambda a=CALL: a", "a default value should not await"),
        ("class Inner:\n        a = CALL", "the body of a class cannot await"),
        ("return f'{CALL=}'", "the f-string would show another text"),
        ("a: y(CALL) = 1", "an annotation cannot await"),
    ],
)
def test_a_call_stays_where_no_await_can_stand(tmp_path: Path, place: str, reason: str) -> None:
    before = f"{HEAD}    {place.replace('CALL', SLEEP)}\n"
    if "asyncio" in place:
        before = f"import asyncio\n{before}"
    fixed = fix_project(tmp_path, before)
    if reason == "what":  # the sync function is called from the coroutine: that call moves
        assert "        return time.sleep(x)\n    await asyncio.to_thread(inner)\n" in fixed.text
        return
    assert fixed.text == before
    assert all(left.startswith(reason) for left in fixed.left)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "return any(time.sleep(a) for a in y)",
            "return await asyncio.to_thread(any, (time.sleep(a) for a in y))",
        ),
        ("(lambda: time.sleep(x))()", "await asyncio.to_thread((lambda: time.sleep(x)))"),
    ],
)
def test_what_cannot_await_goes_to_a_thread_with_the_call_that_runs_it(
    tmp_path: Path, before: str, after: str
) -> None:
    assert fix_project(tmp_path, f"{HEAD}    {before}\n").text == f"{FIXED_HEAD}    {after}\n"


def test_code_of_the_module_is_left_alone(tmp_path: Path) -> None:
    before = "import time\n\ntime.sleep(1)\n\n\ndef f(a=time.sleep(2)):\n    time.sleep(3)\n"
    assert fix_project(tmp_path, before).text == before


def test_a_decorator_of_a_coroutine_belongs_to_the_code_around(tmp_path: Path) -> None:
    before = "import time\n\n\n@time.sleep(1)\nasync def f(a=time.sleep(1)):\n    pass\n"
    assert fix_project(tmp_path, before).text == before


def test_calls_inside_one_another_are_fixed_from_the_inside(tmp_path: Path) -> None:
    before = f"{HEAD}    return shutil.copytree(shutil.move(x, y), time.sleep(1))\n"
    assert fix_project(tmp_path, before).text == (
        f"{FIXED_HEAD}    return await asyncio.to_thread(shutil.copytree, "
        "await asyncio.to_thread(shutil.move, x, y), await asyncio.sleep(1))\n"
    )


def test_an_await_that_would_hold_a_lock_is_taken_back(tmp_path: Path) -> None:
    before = (
        "import threading\nimport time\n\nguard = threading.RLock()\n\n\n"
        "async def f():\n    with guard:\n        time.sleep(1)\n"
    )
    fixed = fix_project(tmp_path, before, unsafe=True)
    assert fixed.text == before
    assert "it would bring LG112 (lock-held-across-await)" in fixed.left
