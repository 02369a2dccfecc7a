"""Code that runs without a call in sight: properties, `with`, `for`, generators."""

from __future__ import annotations

from collections.abc import Callable

from ...helpers.project import Files

Check = Callable[[Files], None]


def test_loading_a_property_runs_its_getter(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Box:
            @property
            def slow(self):
                time.sleep(1)

            @property
            def fast(self):
                return 1

            def method(self):
                time.sleep(1)

        async def handler(box: Box):
            box.slow  # BLOCK: main.Box.slow > time.sleep
            x = box.slow + 1  # BLOCK: main.Box.slow > time.sleep
            box.fast
            box.method
            Box.slow
        """
    )


def test_the_setter_of_a_property_is_not_run_by_a_load(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Box:
            @property
            def x(self):
                return 1

            @x.setter
            def x(self, value):
                time.sleep(1)

        async def handler(box: Box):
            box.x
        """
    )


def test_a_property_s_result_is_followed(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import requests

        class Api:
            @property
            def session(self):
                return requests.Session()

        async def handler(api: Api):
            api.session.get("/")  # BLOCK: requests.Session.get
        """
    )


def test_with_runs_enter_and_exit(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class SlowIn:
            def __enter__(self):
                time.sleep(1)
                return self
            def __exit__(self, *error): ...

        class SlowOut:
            def __enter__(self):
                return self
            def __exit__(self, *error):
                time.sleep(1)

        class Async:
            async def __aenter__(self): ...
            async def __aexit__(self, *error): ...
            def __enter__(self):
                time.sleep(1)
            def __exit__(self, *error): ...

        async def handler(slow: SlowIn):
            with slow:  # BLOCK: main.SlowIn.__enter__ > time.sleep
                pass
            with SlowOut() as x:  # BLOCK: main.SlowOut.__exit__ > time.sleep
                pass
            async with Async():
                pass
        """
    )


def test_a_context_manager_made_from_a_generator_runs_it(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time
        from contextlib import asynccontextmanager, contextmanager
        import requests

        @contextmanager
        def slow():
            time.sleep(1)
            yield requests.Session()

        @contextmanager
        def fast():
            yield requests.Session()

        @asynccontextmanager
        async def stream():
            time.sleep(1)  # BLOCK: time.sleep
            yield

        async def handler():
            with slow() as session:  # BLOCK: main.slow > time.sleep
                session.get("/")  # BLOCK: requests.Session.get
            with fast():
                pass
            made = slow()
            async with stream():
                pass
        """
    )


def test_making_a_generator_is_silent_and_running_it_is_not(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        def lines():
            time.sleep(1)
            yield 1

        def wrapped():
            yield from lines()

        async def handler():
            made = lines()
            for line in lines():  # BLOCK: main.lines > time.sleep
                pass
            list(lines())  # BLOCK: main.lines > time.sleep
            [x for x in made]  # BLOCK: main.lines > time.sleep
            next(lines())  # BLOCK: main.lines > time.sleep
            sum(wrapped())  # BLOCK: main.wrapped > main.lines > time.sleep
            ",".join(lines())  # BLOCK: main.lines > time.sleep
        """
    )


def test_a_generator_expression_blocks_where_it_is_used_up(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        def slow(x):
            time.sleep(1)

        async def handler(items):
            lazy = (slow(x) for x in items)
            any(lazy)  # BLOCK: main.handler.<locals>.<genexpr> > main.slow > time.sleep
            unused = (slow(x) for x in items)
        """
    )


def test_a_generator_expression_over_a_generator_does_not_run_it_yet(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        def lines():
            time.sleep(1)
            yield 1

        async def handler():
            lazy = (line for line in lines())
            list(lazy)  # BLOCK: main.handler.<locals>.<genexpr> > main.lines > time.sleep
        """
    )


def test_a_library_s_lazy_iterator_blocks_where_it_is_iterated(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import os
        import pathlib

        async def handler(path: pathlib.Path):
            tree = os.walk("/")
            for folder in tree:  # BLOCK: os.walk
                pass
            files = path.rglob("*")
            list(files)  # BLOCK: pathlib.Path.rglob
            for file in path.rglob("*.py"):  # BLOCK: pathlib.Path.rglob
                file.name
        """
    )


def test_iterating_an_object_runs_its_iterator(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        class Generating:
            def __iter__(self):
                time.sleep(1)
                yield 1

        class Stepping:
            def __iter__(self):
                return self

            def __next__(self):
                time.sleep(1)

        class Quiet:
            def __iter__(self):
                return iter([1])

        async def handler(a: Generating, b: Stepping, c: Quiet):
            for x in a:  # BLOCK: main.Generating.__iter__ > time.sleep
                pass
            for x in b:  # BLOCK: main.Stepping.__next__ > time.sleep
                pass
            for x in c:
                pass
        """
    )


def test_a_sync_loop_over_an_async_generator_s_helper_is_followed(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        async def stream():
            time.sleep(1)  # BLOCK: time.sleep
            yield 1

        async def handler():
            async for x in stream():
                pass
            [x async for x in stream()]
        """
    )


def test_a_file_is_one_finding_where_it_is_opened(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        async def opens(path):
            with open(path) as file:  # BLOCK: open
                file.read()
                for line in file:
                    pass
            other = open(path)  # BLOCK: open
            other.write("x")

        def helper(path):
            return open(path).read()

        async def calls(path):
            helper(path)  # BLOCK: main.helper > open
        """
    )


def test_a_file_from_elsewhere_is_reported_where_it_is_used(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import io

        async def uses(file: io.TextIOWrapper):
            file.read()  # BLOCK: io.TextIOWrapper.read
        """
    )


def test_an_argument_can_make_a_call_harmless(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import queue
        import threading

        def try_lock(lock: threading.Lock):
            return lock.acquire(blocking=False)

        async def handler(lock: threading.Lock, q: queue.Queue, wait):
            lock.acquire(blocking=False)
            lock.acquire(False)
            try_lock(lock)
            lock.acquire(timeout=0)
            lock.acquire()  # BLOCK: threading.Lock.acquire
            lock.acquire(wait)  # BLOCK: threading.Lock.acquire
            q.get(block=False)
            q.get_nowait()
            q.get()  # BLOCK: queue.Queue.get
        """
    )


def test_awaited_lookalikes_are_silent(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import asyncio
        import queue

        async def handler(task: asyncio.Task, q: asyncio.Queue, lock: asyncio.Lock):
            await q.get()
            await lock.acquire()
            task.result()
            async with lock:
                pass
            queue.Queue().get()  # BLOCK: queue.Queue.get
        """
    )


def test_functions_that_call_each_other_for_ever_are_followed_once(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import time

        def ping(n):
            if n:
                pong(n - 1)

        def pong(n):
            time.sleep(1)
            ping(n)

        def alone(n):
            alone(n - 1)

        async def handler():
            ping(3)  # BLOCK: main.ping > main.pong > time.sleep
            alone(3)
        """
    )


def test_what_goes_through_a_lazy_builtin_runs_where_that_is_iterated(
    reports_as_marked: Check,
) -> None:
    reports_as_marked(
        """
        import pathlib
        import time

        def lines():
            time.sleep(1)
            yield 1

        async def handler(path: pathlib.Path, xs):
            for _, line in enumerate(lines()):  # BLOCK: main.lines > time.sleep
                pass
            for _, line in zip(xs, lines()):  # BLOCK: main.lines > time.sleep
                pass
            for _, file in enumerate(path.rglob("*")):  # BLOCK: pathlib.Path.rglob
                pass
            made = enumerate(lines())
        """
    )


def test_unpacking_a_generator_runs_it(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import time

        def lines():
            time.sleep(1)
            yield 1

        async def handler():
            first, second = lines()  # BLOCK: main.lines > time.sleep
            both = [*lines()]  # BLOCK: main.lines > time.sleep
            print(*lines())  # BLOCK: main.lines > time.sleep
        """
    )


def test_a_manager_that_is_entered_by_an_exit_stack_runs(reports_as_marked: Check) -> None:
    reports_as_marked(
        """
        import contextlib
        import time

        @contextlib.contextmanager
        def slow():
            time.sleep(1)
            yield

        async def handler():
            with contextlib.ExitStack() as stack:
                stack.enter_context(slow())  # BLOCK: main.slow > time.sleep
            async with contextlib.AsyncExitStack() as stack:
                stack.enter_context(slow())  # BLOCK: main.slow > time.sleep
        """
    )
