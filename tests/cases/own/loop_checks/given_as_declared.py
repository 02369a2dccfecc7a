# Probes: an argument of just the type that is declared is not the default.
from pathlib import Path


class Store:
    def load(self):
        return Path("x").exists()  # SINK


def load(name, store: Store | None = None):
    if store is not None:
        store.load()
    return name


def load_all(name, stores: list[Store] | None = None):
    if stores:
        for store in stores:
            store.load()
    return name


class App:
    def __init__(self, store: Store, stores: list[Store]):
        self.store = store
        self.stores = stores

    async def run(self):
        load("a", self.store)  # BLOCK: pathlib.Path.exists
        load("a", store=self.store)  # BLOCK: pathlib.Path.exists
        load("a")
        load("a", None)
        load_all("a", self.stores)  # BLOCK: pathlib.Path.exists
        load_all("a", stores=self.stores)  # BLOCK: pathlib.Path.exists
        load_all("a")


async def passed_on(store: Store):
    load("a", store)  # BLOCK: pathlib.Path.exists
