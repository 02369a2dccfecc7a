# Probes: a lock as one of several context managers, and in a branch.
import asyncio
import contextlib
import threading

first = threading.Lock()
own = asyncio.Lock()


async def together(quiet: bool):
    with contextlib.suppress(KeyError), first:  # BLOCK: threading.Lock.__enter__
        await asyncio.sleep(0)
    if not quiet:
        with first:  # BLOCK: threading.Lock.__enter__
            if quiet:
                await asyncio.sleep(0)


async def beside(quiet: bool):
    with contextlib.suppress(KeyError), contextlib.nullcontext():
        async with own:
            await asyncio.sleep(0)


async def under(lock: "threading.Lock | None" = None):
    with lock or contextlib.nullcontext():  # MAYBE
        await asyncio.sleep(0)
