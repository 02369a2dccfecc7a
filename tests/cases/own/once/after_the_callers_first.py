# Probes: what every caller of a coroutine has done before is done; not if one has not, or unknown.
import asyncio
import functools
import time


@functools.cache
def one():
    time.sleep(0.001)  # SINK


@functools.cache
def two():
    time.sleep(0.001)  # SINK


@functools.cache
def three():
    time.sleep(0.001)  # SINK


@functools.cache
def four():
    time.sleep(0.001)  # SINK


async def only_called_prepared():
    return one()


async def first_caller():
    one()  # BLOCK: time.sleep
    return await only_called_prepared()


async def second_caller():
    one()
    while True:
        await only_called_prepared()


async def called_by_two():
    return two()  # BLOCK: time.sleep


async def prepared():
    two()
    return await called_by_two()


async def unprepared():
    return await called_by_two()


async def passed_on():
    return three()  # BLOCK: time.sleep


async def passes_on(run):
    three()
    await passed_on()
    return run(passed_on)


async def called_too_early():
    return four()  # BLOCK: time.sleep


async def calls_too_early():
    task = asyncio.create_task(called_too_early())
    four()
    return await task


class Waiter:
    _instance = None

    @classmethod
    async def wait(cls):
        return cls.instance()

    @classmethod
    def instance(cls):
        if cls._instance is None:
            time.sleep(0.001)  # SINK
            cls._instance = cls()
        return cls._instance


async def waits():
    Waiter.instance()  # BLOCK: time.sleep
    await Waiter.wait()


class Base:
    def __init__(self):
        self.prompts = None

    async def step(self):
        return self.read()

    async def run(self):
        self.read()  # BLOCK: time.sleep
        return await self.step()

    def read(self):
        if self.prompts is None:
            time.sleep(0.001)  # SINK
            self.prompts = {}
        return self.prompts


class Other:
    def __init__(self):
        self.prompts = None

    async def step(self):
        return self.read()  # BLOCK: time.sleep

    async def run(self, other: "Other"):
        self.read()
        return await other.step()

    def read(self):
        if self.prompts is None:
            time.sleep(0.001)  # SINK
            self.prompts = {}
        return self.prompts
