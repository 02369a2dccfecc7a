# Probes: an await of one of two calls: both are awaited, and neither blocks.
import os
import time


class Client:
    def post(self, body=None):
        time.sleep(0.001)  # SINK
        return body


class AsyncClient:
    async def post(self, body=None):
        return body


def connect():
    return Client() if "CLIENT_IS_SYNC" in os.environ else AsyncClient()


async def either(body: str):
    client = connect()
    return await (client.post(body) if body else client.post())


async def not_awaited(body: str):
    client = Client()
    return client.post(body) if body else body  # BLOCK: time.sleep


async def inside(body: str):
    client = Client()
    return await AsyncClient().post(client.post(body))  # BLOCK: time.sleep


class Cache:
    def set(self, key):
        time.sleep(0.001)  # SINK


class AsyncCache:
    async def set(self, key):
        return key


class Service:
    def __init__(self, cache):
        self.cache = cache

    async def store(self):
        await self.cache.set("key")


def make_cache():
    return Cache() if "CACHE_IS_SYNC" in os.environ else globals()["AsyncCache"]()


async def with_cache():
    Cache().set("key")  # BLOCK: time.sleep
    await Service(make_cache()).store()
