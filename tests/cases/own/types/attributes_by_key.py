# What stands in `__dict__` under a key is an attribute, and no other one.
import time
from functools import partial


def wait():
    time.sleep(0.001)  # SINK


def skip():
    return 1


class Core:
    def __init__(self):
        self.__dict__["slow"] = wait
        self.__dict__["quick"] = skip

    async def by_attribute(self):
        self.slow()  # BLOCK: time.sleep
        self.quick()

    async def by_key(self):
        self.__dict__["slow"]()  # BLOCK: time.sleep
        self.__dict__["quick"]()

    async def asked(self):
        slow = self.__dict__.get("slow")
        quick = self.__dict__.get("quick")
        missing = self.__dict__.get("missing")
        slow()  # BLOCK: time.sleep
        quick()
        if missing:
            missing()


async def from_outside():
    core = Core()
    core.__dict__["extra"] = partial(skip)
    core.extra()
    core.__dict__["extra"] = wait
    core.extra()  # MAYBE
