# Probes: `type X = …` of Python 3.12 names a type; read by any interpreter.
import asyncio
import queue

type Jobs = queue.Queue[int]
type AsyncJobs[Item] = asyncio.Queue[Item]


async def take():
    jobs: Jobs = queue.Queue()
    return jobs.get()  # BLOCK: queue.Queue.get


async def take_later():
    type Item = int | None
    jobs: AsyncJobs[int] = asyncio.Queue()
    jobs.put_nowait(1)
    found: Item = await jobs.get()
    return found or 0


def waits(jobs: Jobs) -> int:
    return jobs.get()  # SINK


def looks(jobs: AsyncJobs[int]) -> int:
    return jobs.get_nowait()


async def take_elsewhere():
    return waits(queue.Queue())  # BLOCK: queue.Queue.get
