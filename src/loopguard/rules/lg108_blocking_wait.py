"""LG108: the thread waits for another thread or process."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG108",
    name="blocking-wait",
    message="`{callee}` waits for another thread or process and holds up the event loop",
    what=(
        "A call that waits for a lock, an event, a queue, a thread, a future or a pool of "
        "workers is reached from code that the event loop runs. A `with lock:` is a "
        "`warning`; it is not reported where every use of the lock can be seen and no thread "
        "makes a blocking call while it holds it, for such a lock is free again at once."
    ),
    why=(
        "The loop stands still until someone else acts: releases the lock, puts the item, ends "
        "the thread. If that someone is a coroutine on the same loop, it never gets its turn, "
        "and the program hangs for good."
    ),
    example="""\
import queue

jobs: queue.Queue = queue.Queue()


async def worker():
    while True:
        job = jobs.get()
        await job.run()
""",
    instead="""\
import asyncio

jobs: asyncio.Queue = asyncio.Queue()


async def worker():
    while True:
        job = await jobs.get()
        await job.run()
""",
    fix=(
        "Use the asyncio `Lock`, `Event`, `Queue` or `Semaphore` where all users of it live on "
        "the loop. They are not for threads: a thread reaches them through "
        "`loop.call_soon_threadsafe(queue.put_nowait, item)`. For futures of an executor, "
        "`await asyncio.wrap_future(future)` or `loop.run_in_executor`. Otherwise wait in a "
        "thread, `await asyncio.to_thread(worker.join)`; but not for an `RLock` or a "
        "`Condition`, which the thread that took it has to release."
    ),
)
