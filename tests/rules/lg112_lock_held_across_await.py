# Probes: a lock between threads that is held while something is awaited.
import asyncio
import threading

guard = threading.Lock()
again = threading.RLock()
gate = asyncio.Lock()


async def refresh(values: dict):
    with guard:  # BLOCK: threading.Lock.__enter__
        values["token"] = await fetch()


async def nested(values: dict):
    with again:  # BLOCK: threading.RLock.__enter__
        if not values:
            async with gate:
                values["token"] = 1


async def fetch():
    await asyncio.sleep(0)
    return "token"


async def with_an_asyncio_lock(values: dict):
    async with gate:
        values["token"] = await fetch()


def in_a_thread(values: dict):
    with guard:
        values["token"] = "new"


async def waits_outside(values: dict):
    token = await fetch()
    await asyncio.to_thread(in_a_thread, values)
    return token
