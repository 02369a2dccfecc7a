# Probes: modules that hold classes and functions of the same names.
from shop import disk, memory
from shop.disk import Client as DiskClient
from shop.memory import Client


async def main():
    disk.load()  # BLOCK: time.sleep
    disk.Client().load()  # BLOCK: time.sleep
    DiskClient().load()  # BLOCK: time.sleep


async def quiet():
    memory.load()
    Client().load()
    return memory.Client().load(), DiskClient().name()


async def by_annotation(client: DiskClient, other: Client):
    other.load()
    return client.load()  # BLOCK: time.sleep
