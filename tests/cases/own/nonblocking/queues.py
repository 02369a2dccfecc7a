# Probes: queues read and filled without waiting, and waited for.
import asyncio
import multiprocessing
import queue

inbox: "queue.Queue[str]" = queue.Queue()
outbox = queue.SimpleQueue()
results = multiprocessing.Queue()


async def without_waiting():
    inbox.put("a")
    inbox.put_nowait("b")
    outbox.put("c")
    results.put("d")
    first = inbox.get_nowait()
    second = inbox.get(False)
    third = inbox.get(block=False)
    return first, second, third, outbox.get(block=False), results.get_nowait(), inbox.qsize()


async def with_waiting():
    inbox.get()  # BLOCK: queue.Queue.get
    inbox.get(timeout=1)  # BLOCK: queue.Queue.get
    inbox.join()  # BLOCK: queue.Queue.join
    results.get()  # BLOCK: multiprocessing.queues.Queue.get
    return outbox.get()  # BLOCK: queue.SimpleQueue.get


async def asyncio_twin():
    own: asyncio.Queue = asyncio.Queue()
    await own.put("a")
    await own.get()
    await own.join()
