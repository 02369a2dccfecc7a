"""Examples for the very line: a client with async calls, and helpers that cannot leave the loop."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from loopguard.domain.finding import Finding, Fix

from ...helpers.project import check_project


def library_example(root: Path, code: str) -> str:
    """The example of the fix that moves to an async library."""
    (finding,) = check_project(root, dedent(code))
    fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
    (fix,) = [fix for fix in fixes if fix.kind == "library"]
    assert (fix.safety, fix.replacement) == ("unsafe", "")
    return fix.example


@pytest.mark.parametrize(
    ("imports", "made", "call", "example"),
    [
        (
            "import openai",
            "client = openai.OpenAI(api_key=KEY)",
            "answer = client.chat.completions.create(model=x, messages=[])",
            "client = openai.AsyncOpenAI(api_key=KEY)\n"
            "answer = await client.chat.completions.create(model=x, messages=[])",
        ),
        (
            "import anthropic",
            "client = anthropic.Anthropic()",
            "return client.messages.create(\n        model=x, messages=[]\n    ).id",
            "client = anthropic.AsyncAnthropic()\n"
            "return (await client.messages.create(\n    model=x, messages=[]\n)).id",
        ),
        (
            "from redis import Redis",
            "cache = Redis(host='h')",
            "return cache.get(x)",
            "cache = redis.asyncio.Redis(host='h')\nreturn await cache.get(x)",
        ),
        (
            "import pymongo",
            "db = pymongo.MongoClient(URI)",
            "return db.shop['users'].find_one({'_id': x})",
            "db = pymongo.AsyncMongoClient(URI)\n"
            "return await db.shop['users'].find_one({'_id': x})",
        ),
        (
            "import httpx",
            "http = httpx.Client(timeout=3)",
            "return http.get(x, params={'a': 1}).json()",
            "http = httpx.AsyncClient(timeout=3)\n"
            "return (await http.get(x, params={'a': 1})).json()",
        ),
        (
            "import httpx",
            "",
            "return httpx.get(x, params={'a': 1}).json()",
            "async with httpx.AsyncClient() as client:\n"
            "    return (await client.get(x, params={'a': 1})).json()",
        ),
        ("import httpx", "", "return httpx.get(x, verify=False)", ""),
        ("import requests", "", "return requests.get(x, timeout=(1, 2))", ""),
        ("import requests", "", "return requests.get(x, **more)", ""),
        (
            "import requests",
            "",
            "return requests.get(x, timeout=3)",
            "async with httpx.AsyncClient() as client:\n    return await client.get(x, timeout=3)",
        ),
    ],
)
def test_a_client_and_its_call_are_shown_with_the_code_s_own_names(
    tmp_path: Path, imports: str, made: str, call: str, example: str
) -> None:
    code = f"{imports}\n{made}\n\n\nasync def f(x, **more):\n    {call}\n"
    assert library_example(tmp_path, code) == example


def test_a_client_that_is_passed_in_is_named(tmp_path: Path) -> None:
    code = "import redis\nasync def f(cache: redis.Redis):\n    cache.set('a', 1)\n"
    assert library_example(tmp_path, code) == (
        "# with redis.asyncio.Redis in place of redis.Redis\nawait cache.set('a', 1)"
    )


def test_an_object_that_must_stay_in_its_thread_is_shown_with_the_async_library(
    tmp_path: Path,
) -> None:
    code = """
        from sqlalchemy.orm import Session
        async def f(session: Session, user):
            session.refresh(user)
        """
    (finding,) = check_project(tmp_path, dedent(code))
    assert finding.fix is not None
    assert finding.fix.kind == "library"
    assert finding.fix.example == "# session: an AsyncSession\nawait session.refresh(user)"
    (other,) = finding.alternatives
    assert (other.kind, other.replacement) == ("offload", "")
    assert other.reason.startswith("its object must stay in one thread: a Session")


# helpers that need the loop, or are no calls


def finding_in(root: Path, code: str) -> Finding:
    return next(f for f in check_project(root, dedent(code)) if f.function == "main.f")


def example_in(root: Path, code: str) -> tuple[Fix, str]:
    fix = finding_in(root, code).fix
    assert fix is not None
    assert fix.replacement == ""
    return fix, fix.example.replace(f"{root}/", "").replace(f"{root.resolve()}/", "")


def test_a_helper_that_needs_the_loop_becomes_a_coroutine(tmp_path: Path) -> None:
    fix, example = example_in(
        tmp_path,
        """
        import asyncio
        import time

        class Jobs:
            def start(self, job):
                self._wait(1)
                return asyncio.create_task(job)

            def _wait(self, seconds):
                asyncio.get_running_loop()
                if time.sleep(seconds):
                    pass

        async def f(jobs: Jobs, job):
            return (jobs.start(job), job)
        """,
    )
    assert example == (
        "# main.py:11, in `Jobs._wait`, then `async def`\n"
        "if await asyncio.sleep(seconds):\n"
        "    ...\n"
        "# `Jobs.start`: `async def` as well, and awaited\n"
        "# here\n"
        "return (await jobs.start(job), job)"
    )
    assert fix.description.startswith("make `_wait` a coroutine")
    assert fix.reason == "what is called here needs the loop"


def test_what_a_constructor_does_is_done_before_it(tmp_path: Path) -> None:
    _, example = example_in(
        tmp_path,
        """
        import asyncio
        import ssl

        class Client:
            def __init__(self):
                self._task = asyncio.create_task(x())
                self.ssl = ssl.create_default_context()

        def client():
            return Client()

        async def f():
            async with client() as c:
                pass
        """,
    )
    assert example == (
        "# main.py:10, in `client`, then `async def`\n"
        "made = await asyncio.to_thread(ssl.create_default_context)\n"
        "# hand it on to __init__, for main.py:7\n"
        "# here\n"
        "async with await client() as c:\n"
        "    ..."
    )


def test_a_context_manager_becomes_an_async_one(tmp_path: Path) -> None:
    _, example = example_in(
        tmp_path,
        """
        import os
        from contextlib import contextmanager

        @contextmanager
        def folder(path):
            os.makedirs(path)
            yield path

        async def f(path):
            with folder(path) as here:
                print(here)
        """,
    )
    assert example == (
        "# main.py:6, in `folder`, then an async context manager\n"
        "await asyncio.to_thread(os.makedirs, path)\n"
        "# here\n"
        "async with folder(path) as here:\n"
        "    ..."
    )


@pytest.mark.parametrize(
    "helper",
    [
        "def __call__(self):\n        LOOP\n        time.sleep(1)",
        "@other\n    def go(self):\n        LOOP\n        time.sleep(1)",
        "@property\n    def go(self):\n        LOOP\n        time.sleep(1)",
        "def __init__(self, x):\n        LOOP\n        time.sleep(x)",
        "def go(self):\n        LOOP\n        (lambda: time.sleep(1))()",
    ],
)
@pytest.mark.parametrize("call", ["a()", "a.go()", "a.go", "A(1)"])
def test_no_example_is_given_for_what_can_be_no_coroutine(
    tmp_path: Path, helper: str, call: str
) -> None:
    helper = helper.replace("LOOP", "asyncio.get_running_loop()")
    code = f"import asyncio, time\nfrom x import other\n\n\nclass A:\n    {helper}\n\n\n"
    code += f"async def f(a: A):\n    return {call}\n"
    for finding in check_project(tmp_path, code):
        if finding.function == "main.f" and finding.fix is not None:
            assert "# here" not in finding.fix.example


# the other fixes


def test_the_other_fixes_are_listed_with_their_reasons(tmp_path: Path) -> None:
    (finding,) = check_project(
        tmp_path, "import stripe\nasync def f():\n    stripe.Charge.create()\n"
    )
    assert finding.fix is not None
    assert finding.fix.kind == "twin"
    offload, library = finding.alternatives
    assert (offload.kind, offload.safety, offload.reason) == ("offload", "safe", "")
    assert offload.replacement == "await asyncio.to_thread(stripe.Charge.create)"
    assert (library.kind, library.safety) == ("library", "unsafe")
    assert library.reason == "more than this call has to change"


def test_a_plain_function_is_an_alternative_where_there_is_a_rewrite(tmp_path: Path) -> None:
    code = "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    code += "@app.get('/')\nasync def f():\n    return os.listdir('/')\n"
    (finding,) = check_project(tmp_path, code)
    assert finding.fix is not None
    assert finding.fix.kind == "offload"
    assert "plain-def" in [fix.kind for fix in finding.alternatives]


# an object that runs things in threads


@pytest.mark.parametrize(
    ("code", "awaited"),
    [
        (
            "async def f(hass: HomeAssistant):\n    os.stat('x')\n",
            "await hass.async_add_executor_job(os.stat, 'x')",
        ),
        (
            "async def f(hass: HomeAssistant):\n    os.stat(path='x')\n",
            "await hass.async_add_executor_job(functools.partial(os.stat, path='x'))",
        ),
        (
            "async def f(hass):\n    os.stat('x')\n",
            "await hass.async_add_executor_job(os.stat, 'x')",
        ),
        (
            "async def f(core: HomeAssistant):\n    os.stat('x')\n",
            "await core.async_add_executor_job(os.stat, 'x')",
        ),
        ("async def f(hass: int):\n    os.stat('x')\n", "await asyncio.to_thread(os.stat, 'x')"),
        ("async def f():\n    os.stat('x')\n", "await asyncio.to_thread(os.stat, 'x')"),
        (
            "class A(Entity):\n    async def f(self):\n        os.stat('x')\n",
            "await self.hass.async_add_executor_job(os.stat, 'x')",
        ),
        (
            "class A:\n    def __init__(self, hass: HomeAssistant):\n        self._hass = hass\n"
            "    async def f(self):\n        os.stat('x')\n",
            "await self._hass.async_add_executor_job(os.stat, 'x')",
        ),
        (
            "class A:\n    async def f(self):\n        os.stat('x')\n",
            "await asyncio.to_thread(os.stat, 'x')",
        ),
        (
            "async def f(hass: HomeAssistant):\n    def g():\n        os.stat('x')\n    g()\n",
            "await hass.async_add_executor_job(g)",
        ),
    ],
)
def test_an_object_in_reach_hands_the_call_to_its_threads(
    tmp_path: Path, code: str, awaited: str
) -> None:
    code = (
        "import os\nfrom homeassistant.core import HomeAssistant\n"
        f"from homeassistant.helpers.entity import Entity\n{code}"
    )
    (finding,) = check_project(tmp_path, code)
    assert finding.fix is not None
    assert finding.fix.replacement == awaited
