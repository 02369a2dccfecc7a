# Probes: __iter__ and __next__ of project classes, in a loop, by iter() and by next().
import time


class Ticks:
    def __init__(self, left):
        self.left = left

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        time.sleep(0.001)  # SINK
        return self.left


class Table:
    def __iter__(self):
        time.sleep(0.001)  # SINK
        return iter([1, 2])


class Names:
    def __iter__(self):
        yield from ["a", "b"]


async def loop():
    for tick in Ticks(2):  # BLOCK: time.sleep
        print(tick)
    for row in Table():  # BLOCK: time.sleep
        print(row)


async def by_hand():
    ticks = iter(Ticks(2))
    next(ticks)  # BLOCK: time.sleep
    return list(ticks)  # BLOCK: time.sleep


async def quiet():
    for name in Names():
        name.upper()
    ticks = Ticks(2)
    return ticks, list(Names()), ticks.left
