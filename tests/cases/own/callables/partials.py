# Probes: functools.partial, called, passed on, handed to a thread, and partialmethod.
import asyncio
import functools
import time
from functools import partial


def fetch(url, delay):
    time.sleep(delay)  # SINK
    return url


def run(fn):
    return fn()  # SINK


def add(a, b):
    return a + b


class Api:
    def get(self, path, delay):
        time.sleep(delay)  # SINK
        return path

    home = functools.partialmethod(get, "/", 0)


nap = partial(time.sleep, 0)
fetch_home = functools.partial(fetch, "/", delay=0)
increment = partial(add, 1)


async def main(api: Api):
    nap()  # BLOCK: time.sleep
    fetch_home()  # BLOCK: time.sleep
    run(partial(fetch, "/", 0))  # BLOCK: time.sleep
    partial(partial(fetch, "/"), 0)()  # BLOCK: time.sleep
    return api.home()  # BLOCK: time.sleep


async def quiet():
    await asyncio.to_thread(fetch_home)
    later = partial(fetch, "/")
    return increment(1), run(partial(add, 1, 2)), later
