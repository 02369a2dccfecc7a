# Probes: functions kept in a dict, found by key, by get() and by a literal key.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


HANDLERS = {"slow": slow, "quick": quick}
QUICK = {"one": quick, "two": lambda: 2}


class Router:
    def __init__(self):
        self.routes = {"a": self.first, "b": self.second}

    def first(self):
        time.sleep(0.001)  # SINK

    def second(self):
        return 2

    async def dispatch(self, name):
        return self.routes[name]()  # BLOCK: time.sleep


async def by_key(name: str):
    return HANDLERS[name]()  # BLOCK: time.sleep


async def by_get(name: str):
    handler = HANDLERS.get(name, quick)
    return handler()  # BLOCK: time.sleep


async def by_literal():
    HANDLERS["quick"]()
    HANDLERS["slow"]()  # BLOCK: time.sleep


async def over_values():
    for name, handler in HANDLERS.items():
        print(name, handler())  # BLOCK: time.sleep


async def quiet(name: str):
    return QUICK[name](), HANDLERS.get(name), list(HANDLERS)
