# Probes: anyio's worker threads and processes, under all names, and the limiter's arguments.
import time

import anyio
from anyio import CapacityLimiter, to_process, to_thread
from anyio.to_thread import run_sync

limiter = CapacityLimiter(2)


def digest(data: bytes) -> int:
    time.sleep(0.001)  # SINK
    return len(data)


async def in_workers(data: bytes):
    await run_sync(digest, data, limiter=limiter)
    await to_thread.run_sync(digest, data)
    await anyio.to_thread.run_sync(lambda: digest(data))
    async with anyio.create_task_group() as group:
        group.start_soon(to_thread.run_sync, digest, data)
    return await to_process.run_sync(digest, data)


async def wrong(data: bytes):
    await run_sync(print, digest(data))  # BLOCK: time.sleep
    return digest(data)  # BLOCK: time.sleep
