# Probes: acquire and release in pairs, around an await and beside it.
import asyncio
import threading

lock = threading.Lock()
own = asyncio.Lock()


async def over_await():
    lock.acquire()  # BLOCK: threading.Lock.acquire
    try:
        await asyncio.sleep(0)
    finally:
        lock.release()


async def released_early():
    lock.acquire()  # BLOCK: threading.Lock.acquire
    value = 1
    lock.release()
    await asyncio.sleep(0)
    return value


async def tried():
    if not lock.acquire(blocking=False):
        return None
    lock.release()
    return await asyncio.sleep(0, "free")


async def in_thread():
    await asyncio.to_thread(lock.acquire)
    lock.release()


async def asyncio_pair():
    await own.acquire()
    try:
        await asyncio.sleep(0)
    finally:
        own.release()
