# Probes: plain code that starts a coroutine; the coroutine's own blocking call is reported there.
import asyncio
import time


async def refresh() -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


async def refresh_kindly() -> None:
    await asyncio.sleep(0.001)


def start(loop: asyncio.AbstractEventLoop) -> None:
    time.sleep(0.001)
    asyncio.ensure_future(refresh())
    loop.create_task(refresh_kindly())


def start_from_thread(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.run_coroutine_threadsafe(refresh(), loop).result()
