# Probes: a decorator with a wrapper for each kind of function gives each kind its own.
import functools
import inspect
import time


def is_coroutine(function):
    return inspect.iscoroutinefunction(function)


def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        time.sleep(0.001)  # SINK
        return function(*args)

    @functools.wraps(function)
    async def async_wrapper(*args):
        return await function(*args)

    if is_coroutine(function):
        return async_wrapper
    return wrapper


@traced
async def fetch(name):
    return name


@traced
def load(name):
    return name


async def fetches():
    return await fetch("a")


async def loads():
    return load("a")  # BLOCK: time.sleep
