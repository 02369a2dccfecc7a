# Probes: a helper of the project that hands its argument to an executor, and one that calls it.
import asyncio
import functools
import time


async def in_thread(function, *args, **kwargs):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, functools.partial(function, *args, **kwargs))


async def in_thread_by_lambda(function, *args):
    return await asyncio.to_thread(lambda: function(*args))


def start_in_thread(function, *args):
    return asyncio.get_running_loop().run_in_executor(None, function, *args)


def timed(function, *args, **kwargs):
    started = time.monotonic()
    function(*args, **kwargs)  # SINK
    return time.monotonic() - started


def slow(n: int = 0) -> int:
    time.sleep(0.001)  # SINK
    return n


async def good():
    await in_thread(slow, 1)
    await in_thread(slow, n=2)
    await in_thread(timed, slow, 3)
    await in_thread_by_lambda(slow, 4)
    await start_in_thread(slow, 5)


async def bad():
    timed(slow, 1)  # BLOCK: time.sleep
    timed(len, "ab")
    await in_thread(timed(slow))  # BLOCK: time.sleep
