# Probes: two modules that import each other.
from . import stock


def reserve(item):
    return stock.take(item)  # SINK


def number(item):
    return len(item)


async def order(item: str):
    return reserve(item)  # BLOCK: time.sleep


async def describe(item: str):
    return stock.label(item)
