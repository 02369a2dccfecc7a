# Probes: blocking __enter__ and __exit__, several items in one `with`, async managers beside.
import asyncio
import time


class SlowEnter:
    def __enter__(self):
        time.sleep(0.001)  # SINK
        return self

    def __exit__(self, *exc):
        return None


class SlowExit:
    def __enter__(self):
        return "text"

    def __exit__(self, *exc):
        time.sleep(0.001)  # SINK


class Quick:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class AsyncSlot:
    async def __aenter__(self):
        await asyncio.sleep(0)

    async def __aexit__(self, *exc):
        await asyncio.sleep(0)


async def enter():
    with SlowEnter() as slot:  # BLOCK: time.sleep
        return slot


async def leave():
    with SlowExit() as text:  # BLOCK: time.sleep
        return text.upper()


async def several():
    with Quick(), SlowExit():  # BLOCK: time.sleep
        await asyncio.sleep(0)


async def by_hand():
    span = SlowExit()
    span.__enter__()
    span.__exit__(None, None, None)  # BLOCK: time.sleep


async def quick():
    with Quick(), Quick():
        pass
    async with AsyncSlot():
        return SlowEnter(), SlowExit()
