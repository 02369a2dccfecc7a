# Probes: the other locks between threads and processes, held over an await.
import asyncio
import multiprocessing
import threading

reentrant = threading.RLock()
slots = threading.Semaphore(2)
changed = threading.Condition()
shared = multiprocessing.Lock()
own_slots = asyncio.Semaphore(2)


async def one():
    with reentrant:  # BLOCK: threading.RLock.__enter__
        await asyncio.sleep(0)


async def two():
    with slots:  # BLOCK: threading.Semaphore.__enter__
        await asyncio.sleep(0)


async def three():
    with changed:  # BLOCK: threading.Condition.__enter__
        await asyncio.sleep(0)


async def four():
    with shared:  # BLOCK: multiprocessing.synchronize.Lock.__enter__
        await asyncio.sleep(0)


async def five():
    async with own_slots:
        await asyncio.sleep(0)
