# Probes: a callback gets what was given with it, and a done callback the future that is done.
import asyncio
import concurrent.futures
import time
from functools import partial
from pathlib import Path
from typing import Union

Outcome = Union["concurrent.futures.Future[int]", "asyncio.Future[int]"]


def collect(done: Outcome):
    return done.result()


async def lookup():
    return 1


async def on_the_loop():
    task = asyncio.ensure_future(lookup())
    task.add_done_callback(collect)
    task.add_done_callback(lambda done: collect(done))
    await task


def save(result: int, path=None):
    if path is not None:
        path.write_text("x")  # BLOCK: pathlib.Path.write_text
    return result


async def given_later():
    loop = asyncio.get_running_loop()
    loop.call_soon(save, 1, Path("x"))


def keep(result: int, slow: bool):
    if slow:
        time.sleep(0.001)  # SINK
    return result


async def never_slow():
    loop = asyncio.get_running_loop()
    loop.call_soon(keep, 1, False)
    loop.call_later(0, partial(keep, 1), False)
    loop.call_soon(partial(keep, slow=False), 1)


def drop(result: int, slow: bool):
    if slow:
        time.sleep(0.001)  # BLOCK: time.sleep
    return result


async def slow_at_times():
    loop = asyncio.get_running_loop()
    loop.call_soon(drop, 1, False)
    loop.call_soon(partial(drop, 1), True)
