# Probes: locks taken in sync helpers, in a context manager of the project and in an exit stack.
import asyncio
import threading
from contextlib import ExitStack, contextmanager

lock = threading.Lock()


def add(counter: dict) -> None:
    with lock:  # SINK
        counter["n"] = 1


@contextmanager
def locked():
    with lock:  # SINK
        yield


@contextmanager
def named(name: str):
    yield name


async def plain(counter: dict):
    add(counter)  # BLOCK: threading.Lock.__enter__


async def managed():
    with locked():  # BLOCK: threading.Lock.__enter__
        await asyncio.sleep(0)


async def stacked():
    with ExitStack() as stack:
        stack.enter_context(named("x"))
        stack.enter_context(lock)  # BLOCK: threading.Lock.__enter__
        await asyncio.sleep(0)


async def harmless():
    with named("x"):
        await asyncio.sleep(0)
