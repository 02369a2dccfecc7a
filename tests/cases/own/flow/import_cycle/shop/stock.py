import time

from . import orders


def take(item):
    time.sleep(0.001)  # SINK
    return orders.number(item)


def label(item):
    return f"{item}: {orders.number(item)}"


async def check(item: str):
    return orders.reserve(item)  # BLOCK: time.sleep


async def count(item: str):
    return orders.number(item)
