# Probes: setting and asking a thread's event is free, waiting for it is not.
import asyncio
import threading

started = threading.Event()
barrier = threading.Barrier(2)


async def announce():
    started.set()
    started.clear()
    started.wait(0)
    started.wait(timeout=0)
    return started.is_set(), barrier.n_waiting


async def expect():
    started.wait()  # BLOCK: threading.Event.wait
    started.wait(timeout=1)  # BLOCK: threading.Event.wait
    barrier.wait()  # BLOCK: threading.Barrier.wait


async def asyncio_twin():
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    await event.wait()
    await asyncio.wait_for(event.wait(), timeout=1)
