# Probes: operator.methodcaller and attrgetter as functions that run methods and properties.
import operator
import time


class Item:
    def flush(self):
        time.sleep(0.001)  # SINK

    def name(self):
        return "item"

    @property
    def size(self):
        time.sleep(0.001)  # SINK
        return 1

    @property
    def color(self):
        return "red"


async def main(item: Item):
    operator.methodcaller("flush")(item)  # BLOCK: time.sleep
    return operator.attrgetter("size")(item)  # BLOCK: time.sleep


async def quiet(item: Item):
    flush = operator.methodcaller("flush")
    return operator.methodcaller("name")(item), operator.attrgetter("color")(item), flush
