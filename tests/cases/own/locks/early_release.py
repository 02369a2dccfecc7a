# Probes: a lock taken by with and let go before the await; the taking itself is still a wait.
import asyncio
import threading

lock = threading.Lock()
queue: list = []


async def early():
    with lock:  # BLOCK: threading.Lock.__enter__
        item = queue.pop()
    return await asyncio.sleep(0, item)


async def not_early():
    with lock:  # BLOCK: threading.Lock.__enter__
        item = queue.pop()
        return await asyncio.sleep(0, item)


def take():
    with lock:
        return queue.pop()


async def in_thread():
    item = await asyncio.to_thread(take)
    return await asyncio.sleep(0, item)
