# Probes: class attributes reached by cls, self and the class's own name.
import asyncio
import queue
import threading


class Counter:
    guard = threading.Lock()
    jobs: queue.Queue = queue.Queue()
    total = 0

    @classmethod
    async def bump(cls):
        cls.guard.acquire()  # BLOCK: threading.Lock.acquire
        cls.total += 1
        cls.guard.release()

    async def take(self):
        return self.jobs.get()  # BLOCK: queue.Queue.get

    @staticmethod
    async def put(job: str):
        Counter.jobs.put(job)


class AsyncCounter:
    guard = asyncio.Lock()
    jobs: asyncio.Queue = asyncio.Queue()

    @classmethod
    async def bump(cls):
        await cls.guard.acquire()
        cls.guard.release()

    async def put(self, job: str):
        await self.jobs.put(job)
        return await AsyncCounter.jobs.get()
