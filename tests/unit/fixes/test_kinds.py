"""Which fix a call gets, what it needs, and whether it is safe."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from loopguard.config import OFFLOADS
from loopguard.domain.finding import Fix

from ...helpers.fixing import fix_project
from ...helpers.project import check_project

UNSAFE = "can change what the code does (--unsafe-fixes applies it)"


def fixes(root: Path, code: str, **options: object) -> list[Fix]:
    found = [finding.fix for finding in check_project(root, code, **options)]
    assert None not in found
    return [fix for fix in found if fix is not None]


# names that the file has already, or has for something else


@pytest.mark.parametrize(
    ("imports", "call", "added"),
    [
        ("import asyncio as aio\n", "aio.sleep(1)", "import asyncio as aio\nimport time\n"),
        ("from asyncio import sleep\n", "sleep(1)", "from asyncio import sleep\nimport time\n"),
        (
            "from asyncio import sleep as nap\n",
            "nap(1)",
            "from asyncio import sleep as nap\nimport time\n",
        ),
        (
            "from asyncio import Queue\n",
            "asyncio.sleep(1)",
            "import asyncio\nfrom asyncio import Queue\nimport time\n",
        ),
        (
            "asyncio = 1\n",
            "asyncio_.sleep(1)",
            "asyncio = 1\nimport asyncio as asyncio_\nimport time\n",
        ),
        ("import trio\n", "trio.sleep(1)", "import trio\nimport time\n"),
        ("import anyio\n", "anyio.sleep(1)", "import anyio\nimport time\n"),
        ("from anyio import sleep\n", "sleep(1)", "from anyio import sleep\nimport time\n"),
    ],
)
def test_the_file_s_own_names_are_used(tmp_path: Path, imports: str, call: str, added: str) -> None:
    fixed = fix_project(tmp_path, f"{imports}import time\nasync def f():\n    time.sleep(1)\n")
    assert fixed.text == f"{added}async def f():\n    await {call}\n"


@pytest.mark.parametrize("name", [name for name in OFFLOADS if name != "auto"])
def test_each_style_gives_code_that_names_what_it_imports(tmp_path: Path, name: str) -> None:
    code = (
        "import shutil\n\n\nasync def f(x):\n    shutil.copytree(x, dst=x)\n    shutil.rmtree(x)\n"
    )
    fixed = fix_project(tmp_path, code, offload=name)
    assert fixed.left == ()
    compile(fixed.text, "main.py", "exec")
    used = fixed.text.partition("    await ")[2].split(".")[0].split("(")[0]
    assert f" {used}" in fixed.text.partition("async def")[0]


@pytest.mark.parametrize(
    "shadow",
    [
        "async def f(asyncio):\n    time.sleep(1)\n",
        "async def f():\n    asyncio = 1\n    time.sleep(1)\n",
        "async def f():\n    for asyncio in (): pass\n    time.sleep(1)\n",
        "async def f():\n    time.sleep(1)\n    import asyncio\n",
        "async def f(x):\n    if x:\n        import asyncio\n    time.sleep(1)\n",
        "async def f():\n    from x import y as asyncio\n    time.sleep(1)\n",
        "def f(asyncio):\n    async def g():\n        time.sleep(1)\n",
        "async def f():\n    return [time.sleep(1) for asyncio in ()]\n",
        "async def f(x):\n    match x:\n        case [*asyncio]: time.sleep(1)\n",
    ],
)
def test_a_name_that_is_something_else_in_the_function_is_not_used(
    tmp_path: Path, shadow: str
) -> None:
    code = f"import time\n\n\n{shadow}"
    fixed = fix_project(tmp_path, code)
    assert fixed.text == code
    assert fixed.left == ("`asyncio` is something else in this function",)


def test_an_import_in_the_function_serves(tmp_path: Path) -> None:
    code = "import time\n\n\nasync def f():\n    import asyncio\n    time.sleep(1)\n"
    assert fix_project(tmp_path, code).text == code.replace("time.sleep", "await asyncio.sleep")


# twins


def test_a_twin_of_a_name_is_imported_beside_it(tmp_path: Path) -> None:
    code = (
        "from django.shortcuts import get_object_or_404\n\n\n"
        "async def view(request, pk, X):\n    return get_object_or_404(X, pk=pk).title\n"
    )
    (finding, *_) = check_project(tmp_path, code)
    assert finding.fix is not None
    assert finding.fix.kind == "twin"
    fixed = fix_project(tmp_path, code)
    assert "    return (await aget_object_or_404(X, pk=pk)).title\n" in fixed.text
    assert "from django.shortcuts import aget_object_or_404, get_object_or_404\n" in fixed.text


# safety


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    pass\nfinally:\n    CALL",
        "try:\n    pass\nfinally: CALL",
        "try:\n    pass\nfinally:\n    if x:\n        for _ in x:\n            CALL",
        "try:\n    pass\nexcept BaseException:\n    CALL",
        "try:\n    pass\nexcept asyncio.CancelledError:\n    CALL",
        "try:\n    pass\nexcept:\n    CALL",
        "with x.lock:\n    CALL",
        "with x.lock: CALL",
        "try:\n    pass\nexcept BaseException: CALL",
        "with x as lock_of_x, lock_of_y:\n    CALL",
    ],
)
@pytest.mark.parametrize("call", ["time.sleep(1)", "shutil.rmtree(x)"])
def test_an_await_that_can_be_interrupted_where_it_matters_is_unsafe(
    tmp_path: Path, code: str, call: str
) -> None:
    text = "import asyncio\nimport shutil\nimport time\n\n\nasync def f(x, lock_of_y):\n    "
    text += code.replace("CALL", call).replace("\n", "\n    ") + "\n"
    (fix,) = fixes(tmp_path, text)
    assert fix.safety == "unsafe"
    assert fix.reason.startswith(("a cancellation can now", "other tasks can now run"))
    assert fix_project(tmp_path, text).text == text
    assert "await" in fix_project(tmp_path, text, unsafe=True).text


def test_the_exit_of_an_async_context_manager_is_cleaning_up(tmp_path: Path) -> None:
    code = "import time\nclass A:\n    async def __aexit__(self, *_):\n        time.sleep(1)\n"
    (fix,) = fixes(tmp_path, code)
    assert (fix.safety, fix.reason) == (
        "unsafe",
        "a cancellation can now interrupt the cleaning up here",
    )


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    CALL\nfinally:\n    pass",
        "try:\n    pass\nexcept OSError:\n    CALL",
        "try:\n    pass\nfinally:\n    pass\nCALL",
        "async with x.lock:\n    CALL",
        "with x.opened():\n    CALL",
    ],
)
def test_elsewhere_it_is_safe(tmp_path: Path, code: str) -> None:
    text = "import time\n\n\nasync def f(x):\n    "
    text += code.replace("CALL", "time.sleep(1)").replace("\n", "\n    ") + "\n"
    (fix,) = fixes(tmp_path, text)
    assert (fix.safety, fix.reason) == ("safe", "")


def test_what_is_made_in_a_thread_must_not_be_bound_to_it(tmp_path: Path) -> None:
    code = "import sqlite3\nasync def f(path):\n    return sqlite3.connect(path)\n"
    fixed = fix_project(tmp_path, code, unsafe=True)
    assert fixed.text == code
    assert fixed.left[0].startswith("its object must stay in one thread: ")


def test_a_helper_that_works_on_such_an_object_says_why_it_is_unsafe(tmp_path: Path) -> None:
    code = """\
import sqlite3


def load(connection: sqlite3.Connection):
    return connection.execute("select 1")


async def f(connection: sqlite3.Connection):
    return load(connection)
"""
    (fix,) = fixes(tmp_path, code)
    assert fix.safety == "unsafe"
    assert fix.reason.startswith("it works on what must stay in one thread: ")
    assert fix_project(tmp_path, code).left == (UNSAFE,)


def test_a_stop_iteration_cannot_come_out_of_a_thread(tmp_path: Path) -> None:
    code = """\
import time


def numbers():
    time.sleep(1)
    yield 1


async def f():
    return next(numbers())
"""
    fixed = fix_project(tmp_path, code, unsafe=True)
    assert fixed.text == code


def test_an_equivalent_whose_result_is_another_thing_is_unsafe(tmp_path: Path) -> None:
    code = "import psycopg\n\n\nasync def f(x):\n    return psycopg.connect(x)\n"
    (fix,) = fixes(tmp_path, code)
    assert (fix.kind, fix.safety) == ("replacement", "unsafe")
    assert fix.reason == "what it gives has to be used with `await` as well"


# a file in one step

OPENED = "import json\nfrom pathlib import Path\n\n\nasync def f(p: str, q, r: Path, x):\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("with open(p) as f:\n        d = f.read()", "d = await T(Path(p).read_text)"),
        ("with open(p) as f: d = f.read()", "d = await T(Path(p).read_text)"),
        (
            "with open(p) as f:\n        return f.read()  # c",
            "return await T(Path(p).read_text)  # c",
        ),
        (
            "with open(p, 'rb') as f:\n        d = f.read()[1:]",
            "d = (await T(Path(p).read_bytes))[1:]",
        ),
        (
            "with open('a', encoding='utf-8', mode='r') as f:\n        x(f.read(), 1)",
            "x(await T(Path('a').read_text, encoding='utf-8'), 1)",
        ),
        (
            "with open(f'{p}') as f:\n        d = json.load(f)",
            "d = json.loads(await T(Path(f'{p}').read_text))",
        ),
        ("with open(r) as f:\n        d = f.read()", "d = await T(r.read_text)"),
        ("with r.open() as f:\n        d = f.read()", "d = await T(r.read_text)"),
        (
            "with (r / 'a').open('rb') as f:\n        d = f.read()",
            "d = await T((r / 'a').read_bytes)",
        ),
        ("with open(Path(p)) as f:\n        d = f.read()", "d = await T(Path(p).read_text)"),
        ("with open(p, 'w') as f:\n        f.write(x)", "await T(Path(p).write_text, x)"),
        (
            "with r.open('wb') as f:\n        f.write(x)\n    return x",
            "await T(r.write_bytes, x)\n    return x",
        ),
        ("d = open(p).read().strip()", "d = (await T(Path(p).read_text)).strip()"),
        ("d = json.load(open(p))", "d = json.loads(await T(Path(p).read_text))"),
        (
            "for _ in x:\n        with open(p) as f:\n            d = f.read()",
            "for _ in x:\n        d = await T(Path(p).read_text)",
        ),
    ],
)
def test_a_file_that_is_read_or_written_at_once_is_in_one_step(
    tmp_path: Path, before: str, after: str
) -> None:
    fixed = fix_project(tmp_path, f"{OPENED}    {before}\n")
    after = after.replace("T(", "asyncio.to_thread(")
    assert fixed.text == f"import asyncio\n{OPENED}    {after}\n"
    assert fixed.left == ()


@pytest.mark.parametrize(
    "before",
    [
        "with open(q) as f:\n        d = f.read()",
        "with open(p, 'w') as f:\n        f.write(x())",
    ],
)
def test_it_is_unsafe_where_it_may_differ(tmp_path: Path, before: str) -> None:
    code = f"{OPENED}    {before}\n"
    fixed = fix_project(tmp_path, code)
    assert (fixed.text, fixed.left) == (code, (UNSAFE,))
    assert "await asyncio.to_thread" in fix_project(tmp_path, code, unsafe=True).text


@pytest.mark.parametrize(
    "body",
    [
        "with open(p) as f:\n        d = f.read(9)",
        "with open(p) as f:\n        d = f.read() if x else 1",
        "with open(p) as f:\n        d = f.read(), f.name",
        "with open(p) as f:\n        d = f.read()\n    return f",
        "with open(p) as f:\n        d = f.read()\n        return d",
        "with open(p) as f, x:\n        d = f.read()",
        "with open(p) as f:  # why\n        d = f.read()",
        "with open(p) as f:\n        # why\n        d = f.read()",
        "with open(p, newline='') as f:\n        d = f.read()",
        "with open(p, 'a') as f:\n        f.write(x)",
        "with open(p, x) as f:\n        f.write(x)",
        "with open(p, 'r', 1) as f:\n        d = f.read()",
        "with open(p) as f:\n        for line in f: pass",
        "with open(p) as x.f:\n        d = x.f.read()",
        "import gzip\n    with gzip.open(p) as f:\n        d = f.read()",
        "import lzma\n    with lzma.open(p, 'rb') as f:\n        d = f.read()",
        "import codecs\n    with codecs.open(p, 'r', encoding='utf-8') as f:\n        d = f.read()",
        "import tempfile\n    with tempfile.NamedTemporaryFile('r') as f:\n        d = f.read()",
        "f = open(p)",
        "d = lambda: open(p).read()",
    ],
)
def test_more_than_one_step_is_left(tmp_path: Path, body: str) -> None:
    code = f"{OPENED}    {body}\n"
    fixed = fix_project(tmp_path, code, unsafe=True)
    assert fixed.text == code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return gzip.open(p).read()", "return await T(lambda: gzip.open(p).read())"),
        ("return urlopen(p).read()[0]", "return (await T(lambda: urlopen(p).read()))[0]"),
    ],
)
def test_what_is_opened_and_read_in_one_expression_is_so_in_a_thread(
    tmp_path: Path, before: str, after: str
) -> None:
    head = "import gzip\nfrom urllib.request import urlopen\nasync def f(p: str):\n    "
    fixed = fix_project(tmp_path, f"{head}{before}\n")
    after = after.replace("T(", "asyncio.to_thread(")
    assert fixed.text == f"import asyncio\n{head}{after}\n"


def test_what_is_opened_in_a_with_is_not_opened_alone_in_a_thread(tmp_path: Path) -> None:
    code = "from urllib.request import urlopen\nasync def f(p):\n"
    code += "    with urlopen(p) as page:\n        return page.read()\n"
    (fix,) = fixes(tmp_path, code)
    assert fix.replacement == ""
    assert fix.example == (
        "def work():\n    with urlopen(p) as page:\n        return page.read()\n\n"
        "return await asyncio.to_thread(work)"
    )


def test_a_helper_that_gives_an_object_bound_to_its_thread_is_unsafe(tmp_path: Path) -> None:
    code = (
        "import sqlite3\ndef g(p):\n    return sqlite3.connect(p)\nasync def f(p):\n    c = g(p)\n"
    )
    (fix,) = fixes(tmp_path, code)
    assert fix.safety == "unsafe"
    assert fix.reason.startswith("it works on what must stay in one thread: ")


# no coroutine at all

APP = (
    "from fastapi import APIRouter, Depends, FastAPI\n\napp = FastAPI()\nrouter = APIRouter()\n\n\n"
)
LOOP = "    for line in open('x'):\n        print(line)\n"


@pytest.mark.parametrize(
    "head",
    [
        "@app.get('/')\nasync def f():\n",
        "@router.post('/')\nasync  def f(x: int = 1):\n",
        "@app.get('/')\n@router.get('/')\nasync def f(\n    x: int,\n) -> None:\n",
        "@app.get('/')\nasync def g(x=Depends(lambda: f)): ...\n\n\nasync def f():\n",
    ],
)
def test_an_endpoint_that_awaits_nothing_is_no_coroutine(tmp_path: Path, head: str) -> None:
    code = f"{APP}{head}{LOOP}"
    fixed = fix_project(tmp_path, code, unsafe=True)
    if "lambda" in head:
        assert fixed.text == code
        return
    assert fixed.text == code.replace("async  def", "def").replace("async def", "def")
    assert fixed.left == ()
    assert fix_project(tmp_path, code).left == (UNSAFE,)


def test_so_is_a_dependency(tmp_path: Path) -> None:
    code = f"{APP}async def f():\n    yield open('x')\n\n\n"
    code += "@app.get('/')\nasync def g(x=Depends(f)):\n    return x\n"
    fixed = fix_project(tmp_path, code, unsafe=True)
    assert fixed.text == code.replace("async def f", "def f")


@pytest.mark.parametrize(
    "code",
    [
        f"async def f():\n{LOOP}",
        f"@app.get('/')\nasync def f(x):\n    await x\n{LOOP}",
        f"@app.get('/')\nasync def f(x):\n    async for _ in x: pass\n{LOOP}",
        f"@app.get('/')\nasync def f(x):\n    async with x: pass\n{LOOP}",
        f"@app.get('/')\nasync def f(x):\n    [a async for a in x]\n{LOOP}",
        f"@app.get('/')\n@other\nasync def f(x):\n{LOOP}",
        f"@app.websocket('/')\nasync def f(x):\n{LOOP}",
        f"@app.get('/')\nasync def f():\n{LOOP}\n\nasync def g():\n    await f()\n",
        f"@app.get('/')\nasync def f():\n{LOOP}\n\ntable = {{'f': f}}\n",
        f"@app.get('/')\nasync def f():\n{LOOP}\n\nregister(f)\n",
        f"async def f():\n{LOOP}\n\nasync def g(x=Depends(f)):\n    await f()\n",
        f"import asyncio\n\n\n@app.get('/')\nasync def f():\n    asyncio.create_task(g())\n{LOOP}",
    ],
)
def test_a_coroutine_that_somebody_needs_stays_one(tmp_path: Path, code: str) -> None:
    code = APP + dedent(code)
    assert fix_project(tmp_path, code, unsafe=True).text == code


def test_an_endpoint_that_another_file_uses_stays_a_coroutine(tmp_path: Path) -> None:
    files = {
        "api.py": f"{APP}@app.get('/')\nasync def f():\n{LOOP}",
        "use.py": "from api import f\n\n\nasync def g():\n    await f()\n",
    }
    fixed = fix_project(tmp_path, files, unsafe=True)
    assert fixed.files == {name: text.encode() for name, text in files.items()}
