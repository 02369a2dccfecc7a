# Probes: parameters, locals, class bodies and comprehensions that share a function's name.
import time


def load():
    time.sleep(0.001)  # SINK


def quick():
    return 1


async def by_parameter(load=quick):
    return load()


async def by_local():
    load = quick
    return load()


async def by_nested():
    def load():
        return 2

    return load()


async def by_comprehension():
    values = [load() for load in (quick, int)]
    load()  # BLOCK: time.sleep
    return values


class Loader:
    def load(self):
        return 3

    async def method(self):
        self.load()
        return load()  # BLOCK: time.sleep


class Local:
    load = quick

    async def method(self):
        return load()  # BLOCK: time.sleep


async def by_exception():
    try:
        raise ValueError
    except ValueError as load:
        return str(load)
