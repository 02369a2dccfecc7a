# Probes: a function that is async on a loop and plain elsewhere does not block the loop.
import asyncio
import functools
import time


def on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def dispatched(async_function):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **more):
            sync = more.pop("sync", None)
            plain = sync if sync is not None else not on_a_loop()
            chosen = function if plain else async_function
            return chosen(*args, **more)

        return wrapper

    return decorate


async def fetch_async(name):
    await asyncio.sleep(0)
    return name


@dispatched(fetch_async)
def fetch(name):
    time.sleep(0.001)  # SINK
    return name


def always(name):
    time.sleep(0.001)  # SINK
    return name


async def dispatches():
    return await fetch("a")


async def does_not():
    return always("a")  # BLOCK: time.sleep
