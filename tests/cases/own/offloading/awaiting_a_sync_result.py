# Probes: a plain function that gives an awaitable does its own work before anything is awaited.
import asyncio
import time


async def fetch(url: str) -> str:
    await asyncio.sleep(0)
    return url


def fetch_soon(url: str):
    return asyncio.ensure_future(fetch(url))


def fetch_after_nap(url: str):
    time.sleep(0.001)  # SINK
    return fetch(url)


async def good(url: str):
    await fetch_soon(url)
    return await asyncio.gather(fetch_soon(url), fetch(url))


async def bad(url: str):
    return await fetch_after_nap(url)  # BLOCK: time.sleep
