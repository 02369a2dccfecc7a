# Probes: a worker thread hands a function back to the loop, and a coroutine that blocks there.
import asyncio
import time

import anyio
import anyio.from_thread


async def notify(text: str) -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def work(loop: asyncio.AbstractEventLoop) -> None:
    time.sleep(0.001)
    anyio.from_thread.run(notify, "half")
    asyncio.run_coroutine_threadsafe(notify("done"), loop).result()


async def main():
    await anyio.to_thread.run_sync(work, asyncio.get_running_loop())
