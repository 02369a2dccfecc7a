# Probes: decorators of the project: one moves the function to a thread, one only times it.
import asyncio
import functools
import time


def threaded(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return await asyncio.to_thread(function, *args, **kwargs)

    return wrapper


def executor_job(pool=None):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return asyncio.get_running_loop().run_in_executor(pool, function, *args)

        return wrapper

    return decorate


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(function.__name__)
        return function(*args, **kwargs)  # SINK

    return wrapper


@threaded
def load(name: str) -> str:
    time.sleep(0.001)
    return name


@executor_job()
def store(name: str) -> str:
    time.sleep(0.001)
    return name


@logged
def remove(name: str) -> str:
    time.sleep(0.001)  # SINK
    return name


async def main():
    await load("a")
    await store("a")
    return remove("a")  # BLOCK: time.sleep
