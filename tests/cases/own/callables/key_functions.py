# Probes: functions given to sorted, max, min, list.sort, reduce and filter as keys.
import functools
import time


def weigh(item):
    time.sleep(0.001)  # SINK
    return item


def merge(a, b):
    time.sleep(0.001)  # SINK
    return a


class Item:
    def weight(self):
        time.sleep(0.001)  # SINK
        return 1


async def ordered(items: list[int]):
    items.sort(key=weigh)  # BLOCK: time.sleep
    sorted(items, key=weigh)  # BLOCK: time.sleep
    max(items, key=weigh)  # BLOCK: time.sleep
    return min(items, key=lambda item: weigh(item))  # BLOCK: time.sleep


async def reduced(items: list[int]):
    return functools.reduce(merge, items)  # BLOCK: time.sleep


async def by_method(items: list[Item]):
    return sorted(items, key=Item.weight)  # BLOCK: time.sleep


async def quiet(items: list[int]):
    items.sort(key=abs)
    key = weigh
    return sorted(items, key=lambda item: -item), max(items, default=0), key
