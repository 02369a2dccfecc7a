# Probes: factories that choose a class by a constant, written in either order, and a default.
import time

import kinds


class Store:
    def load(self): ...


class SlowStore(Store):
    def load(self):
        time.sleep(0.001)  # SINK


class QuickStore(Store):
    def load(self):
        return 1


def special_store(name: str | None) -> Store | None:
    if name == "slow":
        return SlowStore()
    return None


def make_store(kind: kinds.Kind, name: str | None = None) -> Store | None:
    if kinds.Kind.SLOW == kind:
        return SlowStore()
    elif kinds.Kind.SPECIAL == kind:
        return special_store(name)
    elif kind == kinds.Kind.QUICK:
        return QuickStore()
    return None


async def the_slow_one():
    store = make_store(kinds.Kind.SLOW)
    if store is not None:
        store.load()  # BLOCK: time.sleep


async def the_quick_one():
    store = make_store(kinds.Kind.QUICK)
    if store is not None:
        store.load()


async def none_is_made():
    store = make_store(kinds.Kind.SPECIAL)
    if store is not None:
        store.load()


async def a_slow_one_is_named():
    store = make_store(kinds.Kind.SPECIAL, name="slow")
    if store is not None:
        store.load()  # BLOCK: time.sleep


async def another_one_is_named():
    store = make_store(kinds.Kind.SPECIAL, name="quick")
    if store is not None:
        store.load()


def load(mode: str | None = None):
    if mode == "slow":
        time.sleep(0.001)  # SINK


async def no_mode():
    load()


async def slow_mode():
    load("slow")  # BLOCK: time.sleep


async def any_mode(mode="slow"):
    load(mode)  # BLOCK: time.sleep
