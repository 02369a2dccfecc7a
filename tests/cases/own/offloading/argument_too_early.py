# Probes: arguments of offloaders are evaluated on the loop, before any thread is there.
import asyncio
import os
import time
from pathlib import Path


def slow_name() -> str:
    time.sleep(0.001)  # SINK
    return "x"


def work(name: str, size: int = 0) -> str:
    time.sleep(0.001)
    return name


async def right(path: Path):
    await asyncio.to_thread(lambda: work(slow_name(), path.stat().st_size))
    return await asyncio.to_thread(work, "x", 1)


async def wrong(path: Path):
    await asyncio.to_thread(work, slow_name())  # BLOCK: time.sleep
    await asyncio.to_thread(work, "x", path.stat().st_size)  # BLOCK: pathlib.Path.stat
    return await asyncio.to_thread(sorted, os.listdir(path))  # BLOCK: os.listdir
