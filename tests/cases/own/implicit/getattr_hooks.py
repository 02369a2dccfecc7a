# Probes: __getattr__ runs for missing attributes only, __getattribute__ for all of them.
import time


class Lazy:
    def __init__(self):
        self.known = 1

    def __getattr__(self, name):
        time.sleep(0.001)  # SINK
        return name

    def label(self):
        return "lazy"


class Watched:
    size = 1

    def __getattribute__(self, name):
        time.sleep(0.001)  # SINK
        return object.__getattribute__(self, name)


async def missing():
    return Lazy().anything  # BLOCK: time.sleep


async def present():
    lazy = Lazy()
    return lazy.known, lazy.label()


async def watched(item: Watched):
    return item.size  # BLOCK: time.sleep
