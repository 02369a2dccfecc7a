# Probes: memoised work that a thread has been told to do first is not waited for.
import asyncio
import functools
import time


@functools.cache
def settings():
    time.sleep(0.001)  # SINK
    return {}


@functools.cache
def image():
    time.sleep(0.001)  # SINK
    return "x"


def warm_up():
    settings()


def read_in_thread():
    return image()


async def start():
    await asyncio.to_thread(warm_up)
    await asyncio.to_thread(read_in_thread)


async def handler():
    return settings()


async def viewer():
    return image()  # BLOCK: time.sleep


class Viewer:
    def __init__(self):
        self.version = None

    async def read(self):
        if self.version is None:
            if settings():
                self.version = "1"

    async def read_image(self):
        if self.version is None:
            self.version = image()  # BLOCK: time.sleep
