# Probes: a loop of its own in a thread may be driven there; on the loop that is already running not.
import asyncio
import threading


async def serve() -> int:
    await asyncio.sleep(0)
    return 1


def run_server() -> None:
    asyncio.run(serve())  # SINK


async def good():
    threading.Thread(target=run_server, daemon=True).start()
    await asyncio.to_thread(run_server)
    await asyncio.to_thread(asyncio.run, serve())


async def bad():
    run_server()  # BLOCK: asyncio.run
