# Probes: map, filter and itertools are lazy; they call the function when they are used.
import itertools
import time


def slow(n):
    time.sleep(0.001)  # SINK
    return n


def quick(n):
    return n


async def lazy():
    return map(slow, [1]), filter(slow, [1]), itertools.starmap(slow, [(1,)])


async def consumed():
    list(map(slow, [1]))  # BLOCK: time.sleep
    for n in filter(slow, [1]):  # BLOCK: time.sleep
        print(n)
    return sum(map(slow, [1]))  # BLOCK: time.sleep


async def consumed_later():
    values = map(slow, [1])
    print("ready")
    return next(values)  # BLOCK: time.sleep


async def quiet():
    for n in map(quick, [1]):
        print(n)
    return list(filter(None, [1]))
