# Probes: async special methods run on the loop themselves; the finding is theirs.
import asyncio
import time


class Feed:
    def __init__(self):
        self.left = 1

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        time.sleep(0.001)  # BLOCK: time.sleep
        return self.left


class SlowIter:
    def __aiter__(self):
        time.sleep(0.001)  # SINK
        return Feed()


class Request:
    def __await__(self):
        time.sleep(0.001)  # SINK
        return asyncio.sleep(0).__await__()


class Quick:
    def __await__(self):
        return asyncio.sleep(0).__await__()


async def over_feed():
    async for item in Feed():
        print(item)


async def over_slow_iter():
    async for item in SlowIter():  # BLOCK: time.sleep
        print(item)


async def wait():
    await Request()  # BLOCK: time.sleep
    await Quick()
