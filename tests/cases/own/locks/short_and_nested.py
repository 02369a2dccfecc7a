# Probes: a short body is no wait to speak of, a long one is; a coroutine defined in the body does
# not await in it.
import asyncio
import threading
import time


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.alock = asyncio.Lock()
        self.n = 0

    async def add(self) -> int:
        with self.lock:
            self.n += 1
        await asyncio.sleep(0)
        return self.n

    async def add_later(self):
        with self.lock:

            async def later():
                await asyncio.sleep(0)
                self.n += 1

        return later

    async def add_kindly(self) -> int:
        async with self.alock:
            self.n += 1
            await asyncio.sleep(0)
        return self.n

    def add_in_thread(self) -> int:
        with self.lock:
            self.n += 1
        return self.n

    async def add_off_loop(self) -> int:
        return await asyncio.to_thread(self.add_in_thread)


class Journal:
    def __init__(self):
        self.guard = threading.RLock()
        self.n = 0

    async def add(self) -> int:
        with self.guard:  # BLOCK: threading.RLock.__enter__
            self.n += 1
        return self.n

    async def add_later(self):
        with self.guard:  # BLOCK: threading.RLock.__enter__

            async def later():
                await asyncio.sleep(0)
                self.n += 1

        return later


def write_all(journals: list[Journal]):
    for journal in journals:
        with journal.guard:
            time.sleep(0.001)


async def write_off_loop(journals: list[Journal]):
    await asyncio.to_thread(write_all, journals)
