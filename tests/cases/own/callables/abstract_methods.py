# Probes: abstract classes as annotations; the implementations in the project decide.
import abc
import time


class Store(abc.ABC):
    @abc.abstractmethod
    def save(self, data):
        raise NotImplementedError

    def save_all(self, items):
        for item in items:
            self.save(item)  # SINK


class DiskStore(Store):
    def save(self, data):
        time.sleep(0.001)  # SINK


class MemoryStore(Store):
    def save(self, data):
        return data


class Cache(abc.ABC):
    @abc.abstractmethod
    def get(self, key): ...


class DictCache(Cache):
    def get(self, key):
        return key


async def keep(store: Store):
    store.save(1)  # BLOCK: time.sleep
    store.save_all([1])  # BLOCK: time.sleep


async def keep_in_memory(store: MemoryStore):
    store.save(1)
    store.save_all([1])


async def look(cache: Cache):
    return cache.get("a")
