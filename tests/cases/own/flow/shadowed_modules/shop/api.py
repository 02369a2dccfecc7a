# Probes: a project's own modules and functions with the names of the standard library's.
import queue

from . import queue as own_queue
from .files import open
from .queue import Queue

real = queue.Queue()
own = own_queue.Queue()


async def main():
    real.put_nowait(1)
    return real.get()  # BLOCK: queue.Queue.get


async def quiet():
    own.get()
    Queue().get()
    async with open("x") as handle:
        return handle
