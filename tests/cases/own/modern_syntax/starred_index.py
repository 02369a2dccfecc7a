# Probes: `a[*b]` and `*args: *Ts` of Python 3.11, read by any interpreter.
import time


class Grid:
    def __getitem__(self, place):
        return place

    def __setitem__(self, place, value):
        pass


def indices():
    time.sleep(1)  # SINK
    return [1, 2]


def lazily():
    time.sleep(1)  # SINK
    yield 1


async def pick():
    return Grid()[*indices()]  # BLOCK: time.sleep


async def put():
    grid = Grid()
    grid[0, *indices(), 1:2] = 3  # BLOCK: time.sleep


async def iterate():
    numbers = lazily()
    return Grid()[*numbers]  # BLOCK: time.sleep


async def silent(*path: *tuple[int, ...]):
    return Grid()[*path, 1]
