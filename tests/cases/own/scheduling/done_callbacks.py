# Probes: a task's done callback runs on the loop, a concurrent future's in the pool's thread.
import asyncio
import time
from concurrent.futures import Future, ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


def save(future: Future) -> None:
    time.sleep(0.001)


def report(task: asyncio.Task, name: str = "") -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def follow(task: asyncio.Future) -> None:
    task.add_done_callback(lambda done: time.sleep(0.001))  # BLOCK: time.sleep


async def main():
    pool.submit(int).add_done_callback(save)
    threaded = pool.submit(int)
    threaded.add_done_callback(lambda done: time.sleep(0.001))
    task = asyncio.create_task(asyncio.sleep(0))
    task.add_done_callback(report)
    task.add_done_callback(lambda done: done.result())
    follow(task)
    await task
