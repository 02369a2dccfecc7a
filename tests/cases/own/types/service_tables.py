# Probes: dicts and lists of service objects, by key, by index and in a loop.
from pathlib import Path


class Disk:
    def __init__(self, root):
        self.root = Path(root)

    def upload(self, name, data):
        self.root.joinpath(name).write_bytes(data)  # SINK


class Memory:
    def __init__(self):
        self.items = {}

    def upload(self, name, data):
        self.items[name] = data


SERVICES = {"disk": Disk("/srv"), "memory": Memory()}
CACHES = {"first": Memory(), "second": Memory()}
STORES = [Memory(), Disk("/srv")]


async def store(kind: str, data: bytes):
    SERVICES[kind].upload("a", data)  # BLOCK: pathlib.Path.write_bytes


async def store_found(kind: str, data: bytes):
    if service := SERVICES.get(kind):
        service.upload("a", data)  # BLOCK: pathlib.Path.write_bytes


async def store_everywhere(data: bytes):
    for target in STORES:
        target.upload("a", data)  # BLOCK: pathlib.Path.write_bytes


async def store_known(data: bytes):
    SERVICES["memory"].upload("a", data)
    SERVICES["disk"].upload("a", data)  # BLOCK: pathlib.Path.write_bytes


async def store_cached(kind: str, data: bytes):
    CACHES[kind].upload("a", data)
    for cache in CACHES.values():
        cache.upload("a", data)
