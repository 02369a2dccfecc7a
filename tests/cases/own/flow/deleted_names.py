# Probes: `del` takes a name away; what stands behind it answers then.
import time
from time import sleep

del sleep
from asyncio import sleep  # noqa: E402


def open(path):  # noqa: A001
    return path


OPENED = open("x")
del open


async def nap():
    await sleep(0)


async def read(path: str):
    return open(path)  # BLOCK: open


async def again():
    step = time.sleep
    del step
    step = abs
    return step(1)
