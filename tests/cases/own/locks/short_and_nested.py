# Probes: a short body is still a wait; a coroutine defined in the body does not await in it.
import asyncio
import threading


class Counter:
    def __init__(self):
        self.lock = threading.Lock()
        self.alock = asyncio.Lock()
        self.n = 0

    async def add(self) -> int:
        with self.lock:  # BLOCK: threading.Lock.__enter__
            self.n += 1
        await asyncio.sleep(0)
        return self.n

    async def add_later(self):
        with self.lock:  # BLOCK: threading.Lock.__enter__

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
