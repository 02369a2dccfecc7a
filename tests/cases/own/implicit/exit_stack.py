# Probes: managers entered through ExitStack and AsyncExitStack.
import asyncio
import time
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager


class Device:
    def __enter__(self):
        time.sleep(0.001)  # SINK
        return self

    def __exit__(self, *exc):
        return None

    def read(self):
        time.sleep(0.001)  # SINK

    def name(self):
        return "d"


class Quick:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


@asynccontextmanager
async def session():
    await asyncio.sleep(0)
    yield Quick()


async def one():
    with ExitStack() as stack:
        device = stack.enter_context(Device())  # BLOCK: time.sleep
        device.name()
        device.read()  # BLOCK: time.sleep


async def many():
    async with AsyncExitStack() as stack:
        stack.enter_context(Quick())
        await stack.enter_async_context(session())
        stack.enter_context(Device())  # BLOCK: time.sleep


async def quiet():
    with ExitStack() as stack:
        stack.enter_context(Quick())
        return stack
