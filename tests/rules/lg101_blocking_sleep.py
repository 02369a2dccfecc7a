# Probes: sleeping threads on the loop, beside sleeps that are awaited, offloaded or sync only.
import asyncio
import functools
import sched
import time
from time import sleep as nap


async def poll(job):
    while not job.done:
        time.sleep(1)  # BLOCK: time.sleep


async def poll_with_alias(job):
    while not job.done:
        nap(0.5)  # BLOCK: time.sleep


async def run_scheduler():
    timer = sched.scheduler()
    timer.enter(1, 1, print)
    timer.run(blocking=False)
    timer.run()  # BLOCK: sched.scheduler.run


def back_off(attempt: int) -> None:
    time.sleep(2**attempt)


async def retry(attempt: int):
    back_off(attempt)  # BLOCK: time.sleep


async def retry_in_thread(attempt: int):
    await asyncio.to_thread(back_off, attempt)
    await asyncio.to_thread(lambda: back_off(attempt))
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, functools.partial(back_off, attempt))


async def poll_politely(job):
    while not job.done:
        await asyncio.sleep(1)


def wait_in_script():
    back_off(1)
