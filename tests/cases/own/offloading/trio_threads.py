# Probes: trio's threads, which take no keyword arguments, and sleeping in a nursery task.
import functools
import time

import trio


def resize(name: str, *, width: int = 100) -> str:
    time.sleep(0.001)  # SINK
    return f"{name}-{width}"


async def good(name: str):
    await trio.to_thread.run_sync(functools.partial(resize, name, width=50))
    await trio.to_thread.run_sync(resize, name)
    await trio.sleep(0.001)


async def bad(name: str):
    return resize(name, width=50)  # BLOCK: time.sleep


async def main():
    async with trio.open_nursery() as nursery:
        nursery.start_soon(good, "a")
        nursery.start_soon(bad, "b")
