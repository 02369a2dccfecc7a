# Probes: a thread lock held over an await, in each form that awaits, beside asyncio's lock.
import asyncio
import threading

lock = threading.Lock()
own = asyncio.Lock()
state: dict = {}


async def numbers():
    yield 1


async def over_await():
    with lock:  # BLOCK: threading.Lock.__enter__
        await asyncio.sleep(0)


async def over_async_for():
    with lock:  # BLOCK: threading.Lock.__enter__
        async for number in numbers():
            state["n"] = number


async def over_async_with():
    with lock:  # BLOCK: threading.Lock.__enter__
        async with own:
            state["n"] = 1


async def over_comprehension():
    with lock:  # BLOCK: threading.Lock.__enter__
        return [number async for number in numbers()]


async def asyncio_lock():
    async with own:
        await asyncio.sleep(0)
    await own.acquire()
    await asyncio.sleep(0)
    own.release()
