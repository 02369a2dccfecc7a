# Probes: getattr with a constant name, its default, and what only subclasses have.
import abc
import time
from pathlib import Path


class Storage(abc.ABC):
    @abc.abstractmethod
    def write(self, key: str): ...


class DiskStorage(Storage):
    def write(self, key: str):
        return key

    def resolve(self, key: str):
        time.sleep(0.001)  # SINK
        return Path(key)


class MemoryStorage(Storage):
    def write(self, key: str):
        return key

    def describe(self):
        return "memory"


class Closer:
    def close(self):
        return "closed"


class Results:
    def __init__(self, storage: Storage):
        self.storage = storage

    async def guarded(self, key: str):
        if resolve := getattr(self.storage, "resolve", None):
            return resolve(key)  # BLOCK: time.sleep
        return key

    async def called_if_callable(self, key: str):
        resolve = getattr(self.storage, "resolve", None)
        return resolve(key) if callable(resolve) else key  # BLOCK: time.sleep

    async def harmless(self):
        describe = getattr(self.storage, "describe", None)
        return describe() if describe is not None else ""


async def by_name_or_not(storage: Storage, key: str):
    if hasattr(storage, "resolve"):
        return storage.resolve(key)  # BLOCK: time.sleep
    return key


def pause():
    time.sleep(0.001)  # SINK


async def default(closer: Closer):
    getattr(closer, "pause", pause)()  # BLOCK: time.sleep


async def default_not_needed(closer: Closer):
    return getattr(closer, "close", pause)()
