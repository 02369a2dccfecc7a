# Probes: decorators with functools.wraps: the wrapper blocks, the wrapped one does, or none.
import functools
import time


def delayed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        time.sleep(0.001)  # SINK
        return fn(*args, **kwargs)

    return wrapper


def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        print(fn.__name__)
        return fn(*args, **kwargs)  # SINK

    return wrapper


def replaced(fn):
    @functools.wraps(fn)
    def wrapper():
        return None

    return wrapper


@delayed
def price():
    return 1


@logged
def load():
    time.sleep(0.001)  # SINK


@logged
def total():
    return 2


@replaced
def never():
    time.sleep(0.001)


@delayed
async def refresh():
    return 3


@logged
async def reload():
    return 4


async def main():
    price()  # BLOCK: time.sleep
    load()  # BLOCK: time.sleep
    await refresh()  # BLOCK: time.sleep


async def quiet():
    total()
    never()
    await reload()
