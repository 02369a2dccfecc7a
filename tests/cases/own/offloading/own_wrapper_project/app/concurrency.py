# Probes: an offloading helper learned in one module and used in others, and one that may do both.
import asyncio

USE_THREADS = True


async def run_blocking(function, *args):
    """Runs the function in a thread."""
    return await asyncio.to_thread(function, *args)


async def run_maybe(function, *args):
    if USE_THREADS:
        return await asyncio.to_thread(function, *args)
    return function(*args)  # BLOCK: pathlib.Path.read_bytes
