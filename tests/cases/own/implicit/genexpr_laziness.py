# Probes: a generator expression computes its first iterable at once and the rest when used.
import time


def load():
    time.sleep(0.001)  # SINK
    return [1, 2]


def slow(n):
    time.sleep(0.001)  # SINK
    return n


async def first_iterable():
    return (n for n in load())  # BLOCK: time.sleep


async def never_used():
    return (slow(n) for n in [1, 2])


async def inner_iterable():
    return (m for n in [1, 2] for m in load())


async def used_later():
    lazy = (slow(n) for n in [1, 2])
    for value in lazy:  # BLOCK: time.sleep
        print(value)


async def condition():
    lazy = (n for n in [1, 2] if slow(n))
    return any(lazy)  # BLOCK: time.sleep


async def generator_function():
    def values():
        yield from load()

    made = values()
    return next(made)  # BLOCK: time.sleep
