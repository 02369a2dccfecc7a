# Probes: a helper that runs its callback here, and helpers that hand it to a thread.
import asyncio
import functools
import threading
import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)


def slow():
    time.sleep(0.001)  # SINK


def here(fn):
    return fn()  # SINK


def in_pool(fn):
    return pool.submit(fn)


def in_thread(fn):
    thread = threading.Thread(target=fn)
    thread.start()
    return thread


def offloaded(fn):
    @functools.wraps(fn)
    async def wrapper(*args):
        return await asyncio.to_thread(fn, *args)

    return wrapper


@offloaded
def report():
    time.sleep(0.001)
    return 1


async def main():
    here(slow)  # BLOCK: time.sleep
    here(lambda: here(slow))  # BLOCK: time.sleep


async def quiet():
    await asyncio.wrap_future(in_pool(slow))
    in_thread(slow)
    return await report()
