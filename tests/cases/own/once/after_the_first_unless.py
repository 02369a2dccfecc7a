# Probes: a step that may be left out counts where the place is not reached in that case.
import asyncio
import functools
import time

_config = None


def load():
    global _config
    if _config is None:
        time.sleep(0.001)  # SINK
        _config = {}
    return _config


async def load_in_a_thread():
    if _config is None:
        await asyncio.get_running_loop().run_in_executor(None, load)


class Route:
    def __init__(self, filters: bool):
        self.filters = filters

    def is_filtering(self):
        return self.filters

    def headers(self):
        return self.is_filtering() and load()


async def warmed_where_it_is_asked_for(route: Route):
    if route.is_filtering():
        await load_in_a_thread()
    return route.headers()


_table = None


def read_table():
    global _table
    if _table is None:
        time.sleep(0.001)  # SINK
        _table = {}
    return _table


async def warmed_in_other_cases(route: Route):
    if route.filters:
        await asyncio.to_thread(read_table)
    return route.is_filtering() and read_table()  # BLOCK: time.sleep


@functools.cache
def client():
    time.sleep(0.001)  # SINK


@functools.cache
def session():
    time.sleep(0.001)  # SINK


@functools.cache
def templates():
    time.sleep(0.001)  # SINK


@functools.cache
def styles():
    time.sleep(0.001)  # SINK


class Future:
    def __init__(self, state):
        self.state = state
        self.result = None

    async def read(self):
        await self.wait()
        if not self.state:
            client()

    async def wait(self):
        if self.state:
            return
        client()  # BLOCK: time.sleep
        self.state = "done"


class Job:
    def __init__(self, state):
        self.state = state
        self.ready = False

    async def read(self):
        await self.wait()
        if not self.ready:
            session()  # BLOCK: time.sleep

    async def wait(self):
        if self.state:
            return
        session()


class Prompts:
    async def compile(self, name: str):
        return templates()

    async def answer(self, name: str):
        if not self.has(name):  # BLOCK: time.sleep
            return None
        return await self.compile(name)

    def has(self, name: str):
        if name is None:
            return False
        return templates() is not None


class Styles:
    async def compile(self, name: str):
        return styles()  # BLOCK: time.sleep

    async def answer(self, name: str):
        if not self.has(name):
            return None
        return await self.compile(name)

    def has(self, name: str):
        if name is None:
            return True
        return styles() is not None
