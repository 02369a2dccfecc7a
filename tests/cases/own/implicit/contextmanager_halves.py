# Probes: the code before the yield of a @contextmanager runs on entry, the rest on exit.
import contextlib
import time


@contextlib.contextmanager
def slow_exit():
    yield 1
    time.sleep(0.001)  # SINK


@contextlib.contextmanager
def slow_finally():
    try:
        yield 1
    finally:
        time.sleep(0.001)  # SINK


class Pool:
    @contextlib.contextmanager
    def lease(self):
        time.sleep(0.001)  # SINK
        yield self

    @contextlib.contextmanager
    def peek(self):
        yield self


async def main():
    with slow_exit():  # BLOCK: time.sleep
        pass
    with slow_finally() as value:  # BLOCK: time.sleep
        value.bit_length()


async def method(pool: Pool):
    with pool.lease():  # BLOCK: time.sleep
        pass
    with pool.peek():
        pass


async def never_entered(pool: Pool):
    return slow_exit(), pool.lease()
