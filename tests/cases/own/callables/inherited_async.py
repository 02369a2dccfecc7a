# Probes: a coroutine in a base class that calls sync hooks which subclasses block in.
import asyncio
import time


class Handler:
    async def handle(self):
        await asyncio.sleep(0)
        return self.process()  # BLOCK: time.sleep

    def process(self):
        raise NotImplementedError


class Resize(Handler):
    def process(self):
        time.sleep(0.001)  # SINK


class Pipeline:
    async def handle(self):
        await asyncio.sleep(0)
        return self.process()

    def process(self):
        raise NotImplementedError


class Uppercase(Pipeline):
    def process(self):
        return "X"


async def main():
    await Resize().handle()
    await Uppercase().handle()
