# What is found of a value must not depend on who asked for it first.
import asyncio
import time


class Pool:
    def __init__(self):
        self.last = 1

    def get(self, key):
        return key

    def __setitem__(self, key, value):
        self.last = value

    def batches(self):
        time.sleep(0.001)  # SINK
        yield [self.last]


POOL = Pool()


def get_batches():
    if POOL:
        return POOL.batches()


async def refresh():
    for batch in get_batches():  # BLOCK: time.sleep
        for key in batch:
            current = await asyncio.to_thread(POOL.get, key)
            if current:
                POOL[key] = current


async def ask():
    if POOL.get:
        return
    POOL.call(1)


async def refresh_in_thread():
    for batch in await asyncio.to_thread(lambda: list(get_batches())):
        for key in batch:
            current = await asyncio.to_thread(POOL.get, key)
            if current:
                POOL[key] = current
