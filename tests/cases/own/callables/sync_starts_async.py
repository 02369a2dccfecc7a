# Probes: sync helpers that make coroutines; what blocks there and what blocks in the coroutine.
import asyncio
import time


async def work():
    await asyncio.sleep(0)
    time.sleep(0.001)  # BLOCK: time.sleep


def start():
    return work()


def start_slowly():
    time.sleep(0.001)  # SINK
    return work()


def schedule():
    return asyncio.get_running_loop().create_task(work())


async def main():
    await start()
    await schedule()
    await start_slowly()  # BLOCK: time.sleep
    coroutine = start()
    await asyncio.gather(coroutine, start())
