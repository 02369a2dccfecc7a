# Probes: a context manager used as a decorator is entered at each call of the function.
import contextlib
import time


@contextlib.contextmanager
def slow_span(name):
    time.sleep(0.001)  # SINK
    yield name


@contextlib.contextmanager
def quick_span(name):
    yield name


class Locked(contextlib.ContextDecorator):
    def __enter__(self):
        time.sleep(0.001)  # SINK
        return self

    def __exit__(self, *exc):
        return False


@slow_span("price")
def price():
    return 1


@Locked()
def reserve():
    return 2


@quick_span("total")
def total():
    return 3


@slow_span("refresh")
async def refresh():
    return 4


async def main():
    price()  # BLOCK: time.sleep
    reserve()  # BLOCK: time.sleep
    await refresh()  # BLOCK: time.sleep


async def quiet():
    return total(), slow_span("x"), price
