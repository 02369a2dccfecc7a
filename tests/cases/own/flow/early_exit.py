# Probes: code behind return, raise, break, continue and endless loops does not run.
import asyncio
import time


def slow():
    time.sleep(0.001)  # SINK


def stopped():
    return 1
    time.sleep(0.001)


def refused():
    raise ValueError
    time.sleep(0.001)


async def live(items: list[int]):
    for item in items:
        if item:
            break
        slow()  # BLOCK: time.sleep
    else:
        slow()  # BLOCK: time.sleep


async def dead(items: list[int]):
    stopped()
    for _ in items:
        continue
        slow()
    for _ in items:
        break
        slow()
    try:
        refused()
    except ValueError:
        return 1
    slow()  # MAYBE


async def endless(queue: asyncio.Queue):
    while True:
        await queue.get()
    slow()


async def both_return(flag: bool):
    if flag:
        return 1
    else:
        return 2
    slow()


async def left_endless():
    while True:
        await asyncio.sleep(0)
        if slow:
            break
    slow()  # BLOCK: time.sleep
