# Probes: sync_to_async as a call, as both kinds of decorator, on a method, and kept in a variable.
import time

from asgiref.sync import sync_to_async


def lookup(key: str) -> str:
    time.sleep(0.001)  # SINK
    return key


async_lookup = sync_to_async(lookup)
unsafe_lookup = sync_to_async(lookup, thread_sensitive=False)


class Store:
    @sync_to_async
    def load(self, key: str) -> str:
        time.sleep(0.001)
        return key

    @sync_to_async(thread_sensitive=False)
    def save(self, key: str) -> None:
        time.sleep(0.001)

    def peek(self, key: str) -> str:
        return lookup(key)  # SINK


async def main(store: Store):
    await store.load("a")
    await store.save("a")
    await sync_to_async(store.peek)("a")
    await sync_to_async(lambda: store.peek("a"))()
    await unsafe_lookup("a")
    return await async_lookup("a")


async def wrong(store: Store):
    await sync_to_async(print)(store.peek("a"))  # BLOCK: time.sleep
    return lookup("a")  # BLOCK: time.sleep
