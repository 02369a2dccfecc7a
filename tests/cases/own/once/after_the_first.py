# Probes: work done once is shown where it can come first, and not behind a step that has done it.
import asyncio
import contextlib
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


@functools.cache
def five(name):
    time.sleep(0.001)  # SINK


@functools.cache
def six(name):
    time.sleep(0.001)  # SINK


@functools.cache
def seven():
    time.sleep(0.001)  # SINK


@functools.cache
def eight():
    time.sleep(0.001)  # SINK


@functools.cache
def nine():
    time.sleep(0.001)  # SINK


async def surely():
    await prepare_one()
    return one()


async def prepare_one():
    one()  # BLOCK: time.sleep


async def perhaps(wanted: bool):
    await prepare_two(wanted)
    return two()  # BLOCK: time.sleep


async def prepare_two(wanted: bool):
    if wanted:
        two()


async def in_a_branch(wanted: bool):
    if wanted:
        await prepare_three()
    return three()  # BLOCK: time.sleep


async def prepare_three():
    three()


async def in_a_try():
    try:
        await asyncio.sleep(0)
        await prepare_four()
    except ValueError:
        pass
    return four()  # BLOCK: time.sleep


async def prepare_four():
    four()


async def with_the_same(name: str):
    await prepare_five(name)
    return five(name)


async def prepare_five(name: str):
    five(name)  # BLOCK: time.sleep


async def with_another(name: str):
    await prepare_six("a")
    return six(name)  # BLOCK: time.sleep


async def prepare_six(name: str):
    six(name)


async def under_suppress():
    with contextlib.suppress(ValueError):
        await asyncio.sleep(0)
        await prepare_seven()
    return seven()  # BLOCK: time.sleep


async def prepare_seven():
    seven()


async def not_awaited():
    task = asyncio.create_task(prepare_eight())
    eight()  # BLOCK: time.sleep
    await task


async def prepare_eight():
    eight()


async def in_a_loop(names: list[str]):
    for _ in names:
        await prepare_nine()
    return nine()  # BLOCK: time.sleep


async def prepare_nine():
    nine()


class Service:
    def __init__(self, pool: "Pool", store: "Store", backup: "Store"):
        self.pool = pool
        self.store = store
        self.backup = backup

    async def of_the_same_object(self):
        await self.open_pool()
        return self.pool.connect()

    async def open_pool(self):
        self.pool.connect()  # BLOCK: time.sleep

    async def of_another_object(self):
        await self.open_store()
        return self.backup.connect()  # BLOCK: time.sleep

    async def open_store(self):
        self.store.connect()


class Pool:
    def __init__(self):
        self.connection = None

    def connect(self):
        if self.connection is None:
            time.sleep(0.001)  # SINK
            self.connection = object()
        return self.connection


class Store:
    def __init__(self):
        self.connection = None

    def connect(self):
        if self.connection is None:
            time.sleep(0.001)  # SINK
            self.connection = object()
        return self.connection
