# Probes: functools.lru_cache and cache: the first call runs the function.
import functools
import time


@functools.lru_cache(maxsize=None)
def settings():
    time.sleep(0.001)  # SINK
    return {"a": 1}


@functools.cache
def region(name):
    time.sleep(0.001)  # SINK
    return name


@functools.lru_cache
def square(n):
    return n * n


@functools.lru_cache
def warm():
    time.sleep(0.001)
    return 1


WARM = warm()


async def main(name: str):
    settings()  # BLOCK: time.sleep
    return region(name)  # BLOCK: time.sleep


async def quiet():
    return square(3), warm(), settings.cache_info()
