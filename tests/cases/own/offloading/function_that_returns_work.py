# Probes: a factory that gives a closure: making it is free, calling it is not, a thread may.
import asyncio
import time


def make_job(seconds: float):
    def job() -> float:
        time.sleep(seconds)  # SINK
        return seconds

    return job


def prepare_job(seconds: float):
    time.sleep(seconds)  # SINK
    return lambda: seconds


async def good():
    job = make_job(0.001)
    await asyncio.to_thread(job)
    await asyncio.to_thread(make_job(0.001))


async def bad():
    make_job(0.001)()  # BLOCK: time.sleep
    await asyncio.to_thread(prepare_job(0.001))  # BLOCK: time.sleep
