# Probes: comprehensions run at once, with all their parts; async ones too.
import asyncio
import time


def slow(n):
    time.sleep(0.001)  # SINK
    return n


def rows():
    time.sleep(0.001)  # SINK
    yield 1


async def numbers():
    yield 1
    await asyncio.sleep(0)


async def eager():
    [slow(n) for n in (1, 2)]  # BLOCK: time.sleep
    {n: slow(n) for n in (1, 2)}  # BLOCK: time.sleep
    {n for n in rows()}  # BLOCK: time.sleep
    [n for n in (1, 2) if slow(n)]  # BLOCK: time.sleep
    return [m for n in (1, 2) for m in rows()]  # BLOCK: time.sleep


async def asynchronous():
    return [slow(n) async for n in numbers()]  # BLOCK: time.sleep


async def functions():
    return [lambda: slow(n) for n in (1, 2)]


async def quiet():
    return [n async for n in numbers()], {slow: 1}, [rows() for _ in (1, 2)]
