# Probes: a lazy iterator made on the loop and consumed in a thread, against one consumed here.
import asyncio
import itertools
import time
from pathlib import Path


def pages():
    for number in range(3):
        time.sleep(0.001)  # SINK
        yield number


async def right(directory: Path):
    names = await asyncio.to_thread(list, directory.glob("*"))
    first = await asyncio.to_thread(next, pages())
    lazy = (path.stat() for path in names)
    return first, await asyncio.to_thread(sum, (found.st_size for found in lazy))


async def wrong(directory: Path):
    names = list(directory.glob("*"))  # BLOCK: pathlib.Path.glob
    next(pages())  # BLOCK: time.sleep
    return names, list(itertools.chain(pages(), [1]))  # BLOCK: time.sleep
