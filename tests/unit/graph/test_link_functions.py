"""Functions as values: decorators, closures, callbacks, partials, and those that leave the loop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ...helpers.project import Files, check_project, steps

Check = Callable[[Files], None]

NAP = """
import asyncio, concurrent.futures, contextlib, functools, threading, time

def nap(seconds=1):
    time.sleep(seconds)

class Worker:
    def work(self):
        time.sleep(1)

"""


def test_the_witness_names_every_call_with_its_place(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (finding,) = check_project(
        tmp_path,
        {
            "app/__init__.py": "",
            "app/tools.py": "import time\n\n\ndef nap():\n    time.sleep(1)\n",
            "app/main.py": """
            from .tools import nap

            class Service:
                def refresh(self):
                    if self: nap()

            async def handler(service: Service):
                service.refresh()
            """,
        },
    )
    assert steps(finding, tmp_path) == [
        "app/main.py:8:5 app.main.handler > app.main.Service.refresh",
        "app/main.py:5:18 app.main.Service.refresh > app.tools.nap",
        "app/tools.py:5:5 app.tools.nap > time.sleep",
    ]


def test_the_coroutine_that_calls_gets_the_finding_and_not_those_that_await_it(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        async def inner():
            time.sleep(1)  # BLOCK: time.sleep

        async def outer():
            await inner()
            await asyncio.gather(inner(), inner())
        """
    )


def test_code_that_no_loop_runs_is_not_reported(reports_as_marked: Check) -> None:
    reports_as_marked(
        NAP
        + """
def main():
    nap()

def unused():
    time.sleep(1)

nap()
"""
    )


@pytest.mark.parametrize(
    "offload",
    [
        "await asyncio.to_thread(nap)",
        "await asyncio.to_thread(nap, 5)",
        "await asyncio.to_thread(time.sleep, 1)",
        "await asyncio.to_thread(lambda: nap())",
        "await asyncio.to_thread(functools.partial(nap, 5))",
        "await asyncio.to_thread(Worker().work)",
        "await asyncio.get_running_loop().run_in_executor(None, nap)",
        "await asyncio.get_event_loop().run_in_executor(None, lambda: time.sleep(1))",
        "loop = asyncio.get_running_loop()\n    await loop.run_in_executor(None, nap)",
        "work = functools.partial(nap, 5)\n    await asyncio.to_thread(work)",
        "def inner():\n        nap()\n    await asyncio.to_thread(inner)",
        "run = asyncio.to_thread\n    await run(nap)",
        "threading.Thread(target=nap).start()",
        "threading.Timer(1, nap).start()",
        "pool = concurrent.futures.ThreadPoolExecutor()\n    pool.submit(nap)",
        "await asyncio.wrap_future(concurrent.futures.ProcessPoolExecutor().submit(nap))",
    ],
)
def test_code_that_is_handed_to_a_thread_is_silent(reports_as_marked: Check, offload: str) -> None:
    reports_as_marked(f"{NAP}\nasync def handler():\n    {offload}\n")


@pytest.mark.parametrize(
    ("statement", "offload"),
    [
        ("import anyio", "await anyio.to_thread.run_sync(nap)"),
        ("import anyio.to_thread", "await anyio.to_thread.run_sync(lambda: nap(5))"),
        ("from anyio import to_thread", "await to_thread.run_sync(nap)"),
        ("import trio", "await trio.to_thread.run_sync(nap)"),
        ("from asyncer import asyncify", "await asyncify(nap)(5)"),
        ("from asgiref.sync import sync_to_async", "await sync_to_async(nap)(5)"),
        (
            "from asgiref.sync import sync_to_async",
            "await sync_to_async(nap, thread_sensitive=False)(5)",
        ),
        (
            "from starlette.concurrency import run_in_threadpool",
            "await run_in_threadpool(nap, 5)",
        ),
        ("from fastapi.concurrency import run_in_threadpool", "await run_in_threadpool(nap)"),
        ("from quart.utils import run_sync", "await run_sync(nap)()"),
    ],
)
def test_every_framework_s_way_to_a_thread_is_known(
    reports_as_marked: Check, statement: str, offload: str
) -> None:
    reports_as_marked(
        f"{statement}\n{NAP}\nasync def handler():\n    {offload}\n"
        "    nap()  # BLOCK: main.nap > time.sleep\n"
    )


def test_an_offloading_decorator_makes_a_function_safe(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time
        from asgiref.sync import sync_to_async

        @sync_to_async
        def safe():
            time.sleep(1)

        @sync_to_async(thread_sensitive=False)
        def safe_with_options():
            time.sleep(1)

        async def handler():
            await safe()
            await safe_with_options()
        """
    )


def test_calling_before_handing_over_still_blocks(reports_as_marked: Check) -> None:
    reports_as_marked(
        NAP
        + """
async def handler():
    await asyncio.to_thread(nap())  # BLOCK: main.nap > time.sleep
    await asyncio.to_thread(print, nap())  # BLOCK: main.nap > time.sleep
"""
    )


def test_a_helper_that_offloads_its_argument_is_learned(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import asyncio
        import time

        async def in_thread(function, *arguments):
            return await asyncio.to_thread(function, *arguments)

        def at_once(function):
            function()

        async def handler():
            await in_thread(time.sleep, 1)
            at_once(time.sleep)  # BLOCK: main.at_once > time.sleep
            at_once(print)
        """
    )


def test_a_helper_is_judged_apart_for_every_callable_it_is_given(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        NAP
        + """
def harmless(): ...

def retry(function, times=3):
    for _ in range(times):
        function()

async def f():
    retry(nap)  # BLOCK: main.retry > main.nap > time.sleep
    retry(harmless)
    retry(function=nap)  # BLOCK: main.retry > main.nap > time.sleep
    retry(lambda: nap(2))  # BLOCK: main.retry > main.f.<locals>.<lambda> > main.nap > time.sleep
    retry(lambda: harmless())
    retry(functools.partial(nap, 2))  # BLOCK: main.retry > main.nap > time.sleep
    retry(Worker().work)  # BLOCK: main.retry > main.Worker.work > time.sleep
"""
    )


def test_a_partial_is_called_with_all_of_its_arguments(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import functools
        import threading
        import time

        def apply(function):
            function()

        async def handler(lock: threading.Lock):
            functools.partial(apply, time.sleep)()  # BLOCK: main.apply > time.sleep
            functools.partial(apply, print)()
            functools.partial(lock.acquire, False)()
            functools.partial(lock.acquire)()  # BLOCK: threading.Lock.acquire
        """
    )


def test_a_nested_function_that_is_called_here_blocks_here(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import asyncio
        import time

        async def handler(seconds):
            def inner():
                time.sleep(seconds)

            inner()  # BLOCK: main.handler.<locals>.inner > time.sleep
            await asyncio.to_thread(inner)
            (lambda: time.sleep(1))()  # BLOCK: main.handler.<locals>.<lambda> > time.sleep
            later = lambda: time.sleep(1)
        """
    )


def test_a_closure_keeps_what_it_was_made_with(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        def make(function):
            def run():
                function()
            return run

        async def handler():
            make(time.sleep)()  # BLOCK: main.make.<locals>.run > time.sleep
            make(print)()
        """
    )


def test_a_function_is_followed_through_a_container_or_an_attribute(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        NAP
        + """
HANDLERS = {"nap": nap, "print": print}

class Registry:
    hook = None

    def __init__(self):
        self.hook = nap

async def handler(key, registry: Registry):
    HANDLERS[key]()  # BLOCK: main.nap > time.sleep
    HANDLERS["print"]()
    for function in [nap]:
        function()  # BLOCK: main.nap > time.sleep
    registry.hook()  # BLOCK: main.nap > time.sleep
"""
    )


def test_builtins_that_call_their_argument_run_it(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        def slow(x):
            time.sleep(1)
            return x

        async def handler(items):
            sorted(items, key=slow)  # BLOCK: main.slow > time.sleep
            max(items, key=len)
            items = [slow(x) for x in items]  # BLOCK: main.slow > time.sleep
        """
    )


# decorators


def test_a_decorator_of_the_project_runs_its_wrapper(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import functools
        import time

        def slowly(function):
            @functools.wraps(function)
            def wrapper(*args):
                time.sleep(1)
                return function(*args)
            return wrapper

        def logged(function):
            def wrapper(*args):
                return function(*args)
            return wrapper

        def options(times):
            def decorate(function):
                def run():
                    function()
                return run
            return decorate

        @slowly
        def quick(): ...

        @logged
        def slow():
            time.sleep(1)

        @options(3)
        def much():
            time.sleep(1)

        @logged
        def fast(): ...

        async def handler():
            quick()  # BLOCK: main.slowly.<locals>.wrapper > time.sleep
            slow()  # BLOCK: main.logged.<locals>.wrapper > main.slow > time.sleep
            much()  # BLOCK: main.options.<locals>.decorate.<locals>.run > main.much > time.sleep
            fast()
        """
    )


def test_a_decorator_that_offloads_makes_what_it_decorates_safe(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import asyncio
        import functools
        import time

        def in_thread(function):
            @functools.wraps(function)
            async def wrapper(*args):
                return await asyncio.to_thread(function, *args)
            return wrapper

        @in_thread
        def slow():
            time.sleep(1)

        async def handler():
            await slow()
        """
    )


def test_an_unknown_decorator_leaves_the_function_as_it_is(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time
        from somewhere import traced

        @traced
        def slow():
            time.sleep(1)

        async def handler():
            slow()  # BLOCK: main.slow > time.sleep
            await slow()
        """
    )


# callbacks on the loop


def test_callbacks_that_the_loop_runs_are_on_it(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import asyncio
        import functools
        import time

        def later():
            time.sleep(1)  # BLOCK: time.sleep

        def done(task):
            time.sleep(1)  # BLOCK: time.sleep

        def with_argument(x):
            time.sleep(1)  # BLOCK: time.sleep

        def never(x):
            time.sleep(1)

        class Echo(asyncio.Protocol):
            def data_received(self, data):
                time.sleep(1)  # BLOCK: time.sleep

            def helper(self):
                time.sleep(1)

        async def handler(task: asyncio.Task):
            loop = asyncio.get_running_loop()
            loop.call_soon(later)
            loop.call_later(5, functools.partial(with_argument, 1))
            task.add_done_callback(done)
            loop.call_soon(lambda: time.sleep(1))  # BLOCK: time.sleep
            print(never)
        """
    )


def test_a_default_argument_is_called_where_no_caller_passes_another(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        def wait(sleep=time.sleep):
            sleep(1)

        def call(function, *arguments):
            function(*arguments)

        def named(*, function):
            function(1)

        async def handler():
            wait()  # BLOCK: main.wait > time.sleep
            wait(print)
            call(time.sleep, 1)  # BLOCK: main.call > time.sleep
            call(print, 1)
            named(function=time.sleep)  # BLOCK: main.named > time.sleep
            named(function=print)
        """
    )


def test_a_method_is_followed_however_it_is_taken_from_its_class(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import asyncio
        import functools
        import time

        class Job:
            def run(self, seconds):
                time.sleep(seconds)

            briefly = functools.partialmethod(run, 1)

            async def handler(self):
                self.briefly()  # BLOCK: main.Job.run > time.sleep
                run = self.run
                run(1)  # BLOCK: main.Job.run > time.sleep
                Job.run(self, 1)  # BLOCK: main.Job.run > time.sleep
                type(self).run(self, 1)  # BLOCK: main.Job.run > time.sleep
                await asyncio.to_thread(Job.run, self, 1)
                await asyncio.to_thread(run, 1)
        """
    )


def test_an_object_with_a_call_method_can_be_a_decorator(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Retry:
            def __init__(self, times): ...

            def __call__(self, function):
                def run():
                    function()
                return run

        @Retry(3)
        def slow():
            time.sleep(1)

        @Retry(3)
        def fast(): ...

        async def handler():
            slow()  # BLOCK: main.Retry.__call__.<locals>.run > main.slow > time.sleep
            fast()
        """
    )
