# Probes: executor.submit and map only hand work over; waiting for what they give blocks.
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=4)


def shrink(name: str) -> str:
    time.sleep(0.001)
    return name


async def submitted(names: list[str]):
    futures = [pool.submit(shrink, name) for name in names]
    pool.submit(lambda: shrink("extra"))
    return await asyncio.gather(*map(asyncio.wrap_future, futures))


async def mapped(names: list[str]):
    results = pool.map(shrink, names)
    return list(results)  # BLOCK: concurrent.futures.ThreadPoolExecutor.map


async def waited(name: str):
    future = pool.submit(shrink, name)
    return future.result()  # BLOCK: concurrent.futures.Future.result
