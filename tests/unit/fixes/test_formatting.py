"""Every byte outside of the call stays as it is, however odd."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ...helpers.fixing import fix_project

CALL, AWAITED = "shutil.copytree(x, y)", "await asyncio.to_thread(shutil.copytree, x, y)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f( x , k = y )", "await asyncio.to_thread(f, x , k = y)"),
        ("f(x, y,)", "await asyncio.to_thread(f, x, y,)"),
        ("f(*x, **y)", "await asyncio.to_thread(f, *x, **y)"),
        ("f(a := 1)", "await asyncio.to_thread(f, a := 1)"),
        ("f (x)", "await asyncio.to_thread(f, x)"),
        ("f()", "await asyncio.to_thread(f)"),
        ("f( )", "await asyncio.to_thread(f)"),
        ("f(  # why\n    )", "await asyncio.to_thread(f  # why\n    )"),
        ("f(x,  # x\n      y)", "await asyncio.to_thread(f, x,  # x\n      y)"),
        (
            "f(\n        x,  # x\n        k=y  # y\n    )",
            "await asyncio.to_thread(\n        f,\n        x,  # x\n        k=y  # y\n    )",
        ),
        (
            "f(  # why\n\n\t\tx,\n    # the end\n    )",
            "await asyncio.to_thread(  # why\n\n\t\tf,\n\t\tx,\n    # the end\n    )",
        ),
        (
            "f(\n        a for a in x  # all\n    )",
            "await asyncio.to_thread(\n        f,\n        (a for a in x)  # all\n    )",
        ),
        ("f('''\na\n  b''', x)", "await asyncio.to_thread(f, '''\na\n  b''', x)"),
        ("f(x, \\\n  y)", "await asyncio.to_thread(f, x, \\\n  y)"),
    ],
)
def test_a_call_keeps_its_comments_and_lines(tmp_path: Path, before: str, after: str) -> None:
    head = "import time\n\n\ndef f(*x, **k):\n    time.sleep(1)\n\n\nasync def main(x, y):\n"
    fixed = fix_project(tmp_path, f"{head}    return {before}\n")
    assert fixed.text == f"import asyncio\n{head}    return {after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "f(\n        k=x,  # x\n    )",
            "await anyio.to_thread.run_sync(functools.partial(\n"
            "        f,\n        k=x,  # x\n    ))",
        ),
        ("f(\n        x,\n    )", "await anyio.to_thread.run_sync(\n        f,\n        x,\n    )"),
        ("f(**x)", "await anyio.to_thread.run_sync(functools.partial(f, **x))"),
    ],
)
def test_keywords_are_bound_with_their_comments(tmp_path: Path, before: str, after: str) -> None:
    head = "import time\n\nimport anyio.to_thread\n\n\ndef f(*x, **k):\n    time.sleep(1)\n\n\n"
    head += "async def main(x, y):\n"
    fixed = fix_project(tmp_path, f"{head}    return {before}\n")
    functools = "import functools\n" if "functools" in after else ""
    assert fixed.text == f"{functools}{head}    return {after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfimport shutil\n", b"\xef\xbb\xbfimport asyncio\nimport shutil\n"),
        (
            b"# coding: latin-1\n# \xe9\nimport shutil\n",
            b"# coding: latin-1\n# \xe9\nimport asyncio\nimport shutil\n",
        ),
        (b"import shutil\r\n", b"import asyncio\r\nimport shutil\r\n"),
        (b"import shutil\r", b"import asyncio\rimport shutil\r"),
        (b"\x0cimport shutil\n\x0c\n", b"import asyncio\n\x0cimport shutil\n\x0c\n"),
        (b"import shutil # \xc3\xa9\t \n", b"import asyncio\nimport shutil # \xc3\xa9\t \n"),
    ],
)
@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n", b"\n\n\n", b"  # \xc3\xbc \\\n", b" \t"])
def test_the_bytes_around_stay(tmp_path: Path, before: bytes, after: bytes, ending: bytes) -> None:
    if b"latin" in before:
        ending = ending.decode().encode("latin-1")
    body = b"async def f(x, y):\n\tif x :\n\t\treturn %s;x;"
    fixed = fix_project(tmp_path, before + body % CALL.encode() + ending)
    assert fixed.files["main.py"] == after + body % AWAITED.encode() + ending


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_new_lines_in_a_call_are_those_of_the_file(tmp_path: Path, end: str) -> None:
    before = ["import shutil", "async def f(x, y):", "  shutil.copytree(", "    x, y", "  )", ""]
    after = [
        "import asyncio",
        *before[:2],
        "  await asyncio.to_thread(",
        "    shutil.copytree,",
        *before[3:],
    ]
    assert fix_project(tmp_path, end.join(before).encode()).files["main.py"] == (
        end.join(after).encode()
    )


SPACE = st.text(" \t", max_size=3)
COMMENT = st.text("#aé'\"\\ (){}[]=,:", max_size=6).map(lambda text: f"#{text}")
BLANK = st.tuples(SPACE, st.one_of(st.just(""), COMMENT)).map("".join)
STATEMENTS = st.sampled_from(
    ["x=1", "y = ( x,\n  2 )", "'''\n # no\n'''", 'f"{x!r:>{y}}"', "x ; y", "print (x , end = '')",
     "if x :pass", "for a in x:\n        ...", "[ a for a in (x) ]", "x = 1 + \\\n  2", "{ 1 :x,}"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    blanks=st.lists(BLANK, max_size=3),
    statements=st.lists(STATEMENTS, max_size=4),
    trailing=BLANK,
    before=SPACE,
    after=SPACE,
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
)
def test_odd_formatting_around_the_call_is_not_touched(
    blanks: list[str],
    statements: list[str],
    trailing: str,
    before: str,
    after: str,
    end: str,
    last: bool,
) -> None:
    lines = ["async def f( x,y ) :", *(f"    {statement}" for statement in statements), *blanks]
    around = "\n".join([*lines, f"    return [{before}CALL{after}]{trailing}"])
    closing = "\n" if last else ""
    around = f"import shutil\n{around}{closing}".replace("\n", end)
    with tempfile.TemporaryDirectory() as directory:
        fixed = fix_project(Path(directory), around.replace("CALL", CALL).encode())
    expected = f"import asyncio{end}{around.replace('CALL', AWAITED)}"
    assert fixed.files["main.py"] == expected.encode()
