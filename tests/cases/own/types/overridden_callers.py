# Probes: a base class's own code does not run the parts of a subclass that replaces that code.
import abc
import asyncio
import time


class Step(abc.ABC):
    @abc.abstractmethod
    def prepare(self): ...

    @abc.abstractmethod
    def finish(self): ...

    async def run(self):
        self.prepare()
        self.finish()  # BLOCK: time.sleep

    async def run_twice(self):
        self.prepare()  # BLOCK: time.sleep
        await asyncio.sleep(0)


class Quick(Step):
    def prepare(self):
        pass

    def finish(self):
        time.sleep(0.001)  # SINK


class Slow(Step):
    """Has a way of its own, which leaves the loop; what it prepares never runs in `Step.run`."""

    def prepare(self):
        time.sleep(0.001)  # SINK

    def finish(self):
        pass

    async def run(self):
        await asyncio.to_thread(self.prepare)


class Careful(Step):
    """Replaces the other one, and runs it all the same."""

    def prepare(self):
        time.sleep(0.001)  # SINK

    def finish(self):
        pass

    async def run(self):
        await asyncio.to_thread(self.prepare)

    async def run_twice(self):
        await super().run_twice()


class Transport:
    """Shares the name of a method with the class that keeps one of its methods, and no more."""

    def remove(self):
        time.sleep(0.001)  # SINK


class Resource:
    def __init__(self, transport: Transport):
        self._remove = transport.remove

    async def remove(self):
        self._remove()  # BLOCK: time.sleep
