"""The concrete rewrite of each kind of blocked call, to the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import indent

import pytest

from loopguard.domain.finding import Fix

from ...helpers.project import Files, check_project


def only_fix(root: Path, files: Files, **options: object) -> Fix:
    """The fix of the only finding."""
    (finding,) = check_project(root, files, **options)
    assert finding.fix is not None
    return finding.fix


def rewritten(
    root: Path, call: str, *, around: str = "", imports: str = "", **options: object
) -> str:
    """What takes the place of a call in a coroutine."""
    body = around.replace("CALL", call) if around else call
    code = f"{imports}\nimport shutil, stripe, time\nasync def f(x, y, **more):\n"
    code += f"{indent(body, '    ')}\n"
    return only_fix(root, code, **options).replacement


# the twin, and what is to be awaited instead


@pytest.mark.parametrize(
    ("call", "replacement"),
    [
        ("stripe.Charge.create(amount=1)", "await stripe.Charge.create_async(amount=1)"),
        ("stripe.Charge.create( amount = 1, )", "await stripe.Charge.create_async( amount = 1, )"),
        ("(stripe . Charge) . create()", "await (stripe . Charge) . create_async()"),
        ("(x or stripe.Charge).create()", "await (x or stripe.Charge).create_async()"),
        ("y = (stripe.Charge.create(x))", "await stripe.Charge.create_async(x)"),
        ("(stripe.Charge.create)(x)", "await (stripe.Charge.create_async)(x)"),
        (
            "stripe.Charge.create(  # later\n    x,\n)",
            "await stripe.Charge.create_async(  # later\n        x,\n    )",
        ),
    ],
)
def test_a_twin_takes_the_name_s_place_and_all_else_stays(
    tmp_path: Path, call: str, replacement: str
) -> None:
    assert rewritten(tmp_path, call) == replacement


def test_a_twin_is_a_safe_fix_that_says_its_name(tmp_path: Path) -> None:
    fix = only_fix(tmp_path, "import stripe\nasync def f():\n    stripe.Charge.create(amount=1)\n")
    assert replace(fix, example="") == Fix(
        "twin",
        "safe",
        "await its async twin `create_async`",
        "await stripe.Charge.create_async(amount=1)",
    )


def test_a_call_through_a_bare_name_has_a_twin_but_no_rewrite(tmp_path: Path) -> None:
    code = (
        "from stripe import Charge\ncreate = Charge.create\nasync def f():\n    create(amount=1)\n"
    )
    fix = only_fix(tmp_path, code)
    assert (fix.kind, fix.description) == ("twin", "await its async twin `create_async`")
    assert fix.replacement == ""


@pytest.mark.parametrize(
    ("call", "replacement"),
    [
        ("time.sleep(1)", "await asyncio.sleep(1)"),
        ("time.sleep( 1 )", "await asyncio.sleep( 1 )"),
        (
            "time.sleep(\n    1,  # a second\n)",
            "await asyncio.sleep(\n        1,  # a second\n    )",
        ),
        ("time.sleep(x or y)", "await asyncio.sleep(x or y)"),
        ("time.sleep(*x)", "await asyncio.sleep(*x)"),
    ],
)
def test_an_equivalent_is_called_with_the_same_arguments(
    tmp_path: Path, call: str, replacement: str
) -> None:
    assert rewritten(tmp_path, call) == replacement


def test_an_equivalent_is_a_safe_replacement(tmp_path: Path) -> None:
    fix = only_fix(tmp_path, "import time\nasync def f():\n    time.sleep(1)\n")
    assert fix == Fix(
        "replacement",
        "safe",
        "await `asyncio.sleep`",
        "await asyncio.sleep(1)",
        imports=("import asyncio",),
    )


# a thread, as the file's framework does it


@pytest.mark.parametrize(
    ("imports", "replacement"),
    [
        ("", "await asyncio.to_thread(shutil.copytree, x, symlinks=True)"),
        ("import asyncio", "await asyncio.to_thread(shutil.copytree, x, symlinks=True)"),
        ("import fastapi", "await run_in_threadpool(shutil.copytree, x, symlinks=True)"),
        (
            "from starlette.responses import Response",
            "await run_in_threadpool(shutil.copytree, x, symlinks=True)",
        ),
        ("import django.http", "await sync_to_async(shutil.copytree)(x, symlinks=True)"),
        ("from asgiref import sync", "await sync.sync_to_async(shutil.copytree)(x, symlinks=True)"),
        ("import quart", "await run_sync(shutil.copytree)(x, symlinks=True)"),
        (
            "import trio",
            "await trio.to_thread.run_sync(functools.partial(shutil.copytree, x, symlinks=True))",
        ),
        (
            "import anyio",
            "await anyio.to_thread.run_sync(functools.partial(shutil.copytree, x, symlinks=True))",
        ),
        ("import anyio, fastapi", "await run_in_threadpool(shutil.copytree, x, symlinks=True)"),
    ],
)
def test_the_file_s_framework_says_how_to_reach_a_thread(
    tmp_path: Path, imports: str, replacement: str
) -> None:
    assert rewritten(tmp_path, "shutil.copytree(x, symlinks=True)", imports=imports) == replacement


@pytest.mark.parametrize(
    ("offload", "replacement"),
    [
        ("asyncio", "await asyncio.to_thread(shutil.copytree, x)"),
        ("anyio", "await anyio.to_thread.run_sync(shutil.copytree, x)"),
        ("starlette", "await run_in_threadpool(shutil.copytree, x)"),
        ("asgiref", "await sync_to_async(shutil.copytree)(x)"),
        ("trio", "await trio.to_thread.run_sync(shutil.copytree, x)"),
        ("quart", "await run_sync(shutil.copytree)(x)"),
    ],
)
def test_the_setting_wins_over_the_file_s_imports(
    tmp_path: Path, offload: str, replacement: str
) -> None:
    call = "shutil.copytree(x)"
    assert rewritten(tmp_path, call, imports="import fastapi", offload=offload) == replacement


@pytest.mark.parametrize(
    ("arguments", "positional", "partial"),
    [
        ("", "shutil.copytree", "shutil.copytree"),
        ("x, y", "shutil.copytree, x, y", "shutil.copytree, x, y"),
        ("*x", "shutil.copytree, *x", "shutil.copytree, *x"),
        ("**more", "shutil.copytree, **more", "functools.partial(shutil.copytree, **more)"),
        (
            "x, symlinks=1",
            "shutil.copytree, x, symlinks=1",
            "functools.partial(shutil.copytree, x, symlinks=1)",
        ),
        ("(i for i in x)", "shutil.copytree, (i for i in x)", "shutil.copytree, (i for i in x)"),
        ("i for i in x", "shutil.copytree, (i for i in x)", "shutil.copytree, (i for i in x)"),
        (
            "(i) for i in x",
            "shutil.copytree, ((i) for i in x)",
            "shutil.copytree, ((i) for i in x)",
        ),
    ],
)
def test_arguments_are_handed_on_with_a_partial_where_keywords_are_not(
    tmp_path: Path, arguments: str, positional: str, partial: str
) -> None:
    call = f"shutil.copytree({arguments})"
    assert rewritten(tmp_path, call) == f"await asyncio.to_thread({positional})"
    assert (
        rewritten(tmp_path, call, offload="anyio") == f"await anyio.to_thread.run_sync({partial})"
    )


def test_an_offload_names_the_import_that_it_needs(tmp_path: Path) -> None:
    fix = only_fix(tmp_path, "import shutil\nasync def f(x):\n    shutil.copytree(x, x)\n")
    assert (fix.kind, fix.safety) == ("offload", "safe")
    assert fix.description.startswith("run it in a thread (import asyncio)")


def test_a_request_can_be_sent_in_a_thread_and_an_async_client_is_named(tmp_path: Path) -> None:
    fix = only_fix(tmp_path, "import requests\nasync def f(url):\n    requests.get(url)\n")
    assert (fix.kind, fix.safety) == ("offload", "safe")
    assert fix.replacement == "await asyncio.to_thread(requests.get, url)"
    assert "import asyncio" in fix.description
    assert "httpx.AsyncClient" in fix.description


def test_a_sync_helper_is_offloaded_whole(tmp_path: Path) -> None:
    code = """
        import time
        def helper(x): time.sleep(x)
        async def f():
            helper(1)
        """
    fix = only_fix(tmp_path, code)
    assert (fix.kind, fix.replacement) == ("offload", "await asyncio.to_thread(helper, 1)")


def test_a_method_is_offloaded_with_its_receiver(tmp_path: Path) -> None:
    code = """
        import time
        class Job:
            def run(self, x): time.sleep(x)
        async def f(jobs: list[Job]):
            jobs[0].run(x=1)
        """
    assert only_fix(tmp_path, code).replacement == "await asyncio.to_thread(jobs[0].run, x=1)"


def test_a_function_in_parentheses_keeps_them(tmp_path: Path) -> None:
    call = "(x or shutil.copytree)(y)"
    assert rewritten(tmp_path, call) == "await asyncio.to_thread((x or shutil.copytree), y)"
    replacement = rewritten(tmp_path, call, offload="asgiref")
    assert replacement == "await sync_to_async((x or shutil.copytree))(y)"


def test_what_must_stay_in_its_thread_is_not_offloaded_call_by_call(tmp_path: Path) -> None:
    code = """
        import sqlite3
        async def f(connection: sqlite3.Connection):
            connection.execute("select 1")
        """
    fix = only_fix(tmp_path, code)
    assert (fix.safety, fix.replacement) == ("unsafe", "")
    assert "aiosqlite" in fix.description


def test_a_helper_that_works_on_such_an_object_is_an_unsafe_offload(tmp_path: Path) -> None:
    code = """
        import sqlite3
        def load(connection: sqlite3.Connection):
            return connection.execute("select 1")
        async def f(connection: sqlite3.Connection):
            load(connection)
        """
    fix = only_fix(tmp_path, code)
    assert (fix.kind, fix.safety) == ("offload", "unsafe")
    assert fix.replacement == "await asyncio.to_thread(load, connection)"
    assert "run the whole unit of work in a thread" in fix.description


def test_a_nested_event_loop_is_no_matter_of_threads(tmp_path: Path) -> None:
    fix = only_fix(tmp_path, "import asyncio\nasync def f(x):\n    asyncio.run(x())\n")
    assert (fix.kind, fix.replacement) == ("library", "")
    assert "await" in fix.description


def test_opening_a_file_alone_in_a_thread_would_help_nobody(tmp_path: Path) -> None:
    fix = only_fix(
        tmp_path, "async def f(path):\n    with open(path) as file:\n        file.read(9)\n"
    )
    assert fix.replacement == ""
    assert "asyncio.to_thread" in fix.description


@pytest.mark.parametrize(
    "body",
    [
        "with lock:\n        pass",
        "stack.enter_context(lock)",
    ],
)
def test_a_with_or_a_loop_is_not_rewritten_as_a_call(tmp_path: Path, body: str) -> None:
    code = "import threading\nfrom contextlib import ExitStack\n"
    code += f"async def f(lock: threading.Lock, stack: ExitStack):\n    {body}\n"
    assert only_fix(tmp_path, code).replacement == ""


@pytest.mark.parametrize(
    "code",
    [
        "(lambda: time.sleep(1))()",
        "any(time.sleep(x) for x in (1, 2))",
        "asyncio.get_running_loop().call_soon(lambda: time.sleep(1))",
    ],
)
def test_nothing_is_awaited_where_no_await_can_stand(tmp_path: Path, code: str) -> None:
    code = f"import asyncio, time\nasync def f():\n    {code}\n"
    (finding,) = check_project(tmp_path, code)
    replacement = finding.fix.replacement if finding.fix else ""
    assert "await asyncio.sleep" not in replacement


def test_a_default_in_a_sync_callback_is_not_awaited(tmp_path: Path) -> None:
    code = """
        import asyncio, time
        async def f():
            asyncio.get_running_loop().call_soon(callback)
        def callback():
            async def inner(x=time.sleep(1)): ...
        """
    assert only_fix(tmp_path, code).replacement == ""


# where the call stands


@pytest.mark.parametrize(
    "around",
    [
        "CALL",
        "y = CALL",
        "return CALL",
        "y = [1, CALL, 2]",
        "if CALL:\n    pass",
        "if x:\n    pass\nelif CALL:\n    pass",
        "while CALL:\n    break",
        "for _ in (CALL,):\n    pass",
        "with y(CALL):\n    pass",
        "try:\n    CALL\nexcept E:\n    pass",
        "try:\n    pass\nexcept E:\n    CALL",
        "try:\n    pass\nfinally:\n    CALL",
        "if x:\n    pass\nelse:\n    CALL",
        "if x: CALL",
        "y = 1; CALL; y = 2",
        "match x:\n    case 1:\n        CALL",
        "match CALL:\n    case _:\n        pass",
        "match x:\n    case _ if CALL:\n        pass",
        "y = {'a': CALL}['a']",
        "y = f'{CALL}'",
        "y = [CALL for _ in x]",
        "assert CALL, 'no'",
        "raise E(CALL)",
        "del x[CALL]",
        "x.y = CALL",
        "y += CALL",
        "y: int = CALL",
        "@y(CALL)\ndef inner():\n    pass",
        "@y(CALL)\nclass Inner:\n    pass",
        "text = '''\nfar\n  left\n'''\nCALL",
        "y = '''\nleft\n''' + str(CALL)",
        "async with y(CALL):\n    pass",
        "async for _ in y(CALL):\n    pass",
        "def inner():\n    pass\nCALL",
        "y = CALL if (lambda: 1) else (lambda: 2)",
        "global g\ng = CALL",
        "y = (z := CALL)",
        "yield CALL",
        "# a comment\n\nCALL  # another",
        "x = (\n    1 +\n    CALL\n)",
        "if (\n    x and\n    CALL\n):\n    pass",
    ],
)
@pytest.mark.parametrize("margin", ["    ", "\t", "  "], ids=["spaces", "tab", "two"])
def test_the_rewrite_does_not_depend_on_the_statement_around(
    tmp_path: Path, around: str, margin: str
) -> None:
    body = indent(around.replace("CALL", "time.sleep(x)"), margin)
    code = f"import time\nasync def f(x, y):\n{body}\n"
    assert only_fix(tmp_path, code).replacement == "await asyncio.sleep(x)"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("first", ["", "\ufeff"], ids=["plain", "byte-order-mark"])
def test_the_rewrite_does_not_depend_on_line_ends(tmp_path: Path, end: str, first: str) -> None:
    lines = ["import time", "async def f(x):", "    if x:", "        time.sleep(x)", ""]
    (tmp_path / "main.py").write_bytes((first + end.join(lines)).encode())
    (finding,) = check_project(tmp_path, {})
    assert finding.fix is not None
    assert finding.fix.replacement == "await asyncio.sleep(x)"
    assert (finding.span.line, finding.span.column) == (4, 9)


def test_the_rewrite_reaches_methods_nested_deeply(tmp_path: Path) -> None:
    code = """
        import time
        def outer():
            class A:
                class B:
                    @staticmethod
                    async def f(x):
                        async def g():
                            while x:
                                with x:
                                    time.sleep(x)
        """
    assert only_fix(tmp_path, code).replacement == "await asyncio.sleep(x)"


def test_a_rewrite_keeps_a_call_that_spans_lines_as_it_is_written(tmp_path: Path) -> None:
    call = "shutil.copytree(\n    x,\n    dst={\n        'a': 1,\n    },\n)"
    assert rewritten(tmp_path, call) == (
        "await asyncio.to_thread(\n"
        "        shutil.copytree,\n"
        "        x,\n"
        "        dst={\n            'a': 1,\n        },\n    )"
    )


def test_a_generator_that_begins_before_the_thread_is_left_alone(tmp_path: Path) -> None:
    code = """
        from pathlib import Path
        async def f(names: list[Path]):
            return any(x.is_file() for x in ITERABLE)
        """
    listed = only_fix(tmp_path, code.replace("ITERABLE", "names"))
    assert listed.replacement == "await asyncio.to_thread(any, (x.is_file() for x in names))"
    made = only_fix(tmp_path, code.replace("ITERABLE", "names[0].iterdir()"))
    assert made.replacement == ""
