# Probes: waiting for threads on the loop, beside asyncio's own, non-blocking forms and threads.
import asyncio
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

jobs: queue.Queue = queue.Queue()
ready = threading.Event()
guard = threading.Lock()
pool = ThreadPoolExecutor()


async def take():
    return jobs.get()  # BLOCK: queue.Queue.get


async def wait_until_ready():
    ready.wait(timeout=5)  # BLOCK: threading.Event.wait


async def compute(number: int):
    return pool.submit(pow, number, 2).result()  # BLOCK: concurrent.futures.Future.result


async def stop(worker: threading.Thread):
    worker.join()  # BLOCK: threading.Thread.join


async def without_waiting(worker: threading.Thread):
    jobs.put_nowait("job")
    jobs.get(block=False)
    jobs.get_nowait()
    if guard.acquire(blocking=False):
        guard.release()
    worker.join(timeout=0)
    ready.set()
    return ready.is_set()


async def with_asyncio(lock: asyncio.Lock, done: asyncio.Event, items: asyncio.Queue):
    async with lock:
        await done.wait()
    task = asyncio.create_task(items.get())
    await asyncio.wait([task])
    return task.result()


async def in_threads(worker: threading.Thread, number: int):
    await asyncio.to_thread(worker.join)
    await asyncio.get_running_loop().run_in_executor(pool, ready.wait)
    return await asyncio.wrap_future(pool.submit(pow, number, 2))


def consume():
    while True:
        print(jobs.get())
