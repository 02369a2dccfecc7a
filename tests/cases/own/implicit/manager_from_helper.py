# Probes: managers that come from a helper, an attribute, or a base class.
import time


class Timed:
    def __enter__(self):
        self.begin()
        return self

    def __exit__(self, *exc):
        self.finish()  # SINK

    def begin(self):
        self.started = time.monotonic()

    def finish(self):
        time.sleep(0.001)  # SINK


class Silent(Timed):
    def finish(self):
        self.started = None


class Steps:
    def __init__(self):
        self.slow = Timed()
        self.silent = Silent()

    def guard(self):
        return self.slow

    def free(self):
        return self.silent


async def by_attribute(steps: Steps):
    with steps.slow:  # BLOCK: time.sleep
        pass
    with steps.silent:
        pass


async def by_method(steps: Steps):
    with steps.guard():  # BLOCK: time.sleep
        pass
    with steps.free():
        pass
