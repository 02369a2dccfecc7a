# Probes: everything that call_soon and its siblings take: names, lambdas, partials, bound methods.
import asyncio
import functools
import time


def beat(n: int = 0) -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def fade(level: int, *, step: int = 1) -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


class Lamp:
    def blink(self) -> None:
        time.sleep(0.001)  # BLOCK: time.sleep

    def dim(self) -> None:
        self.level = 1

    def never_scheduled(self) -> None:
        time.sleep(0.001)


async def main(lamp: Lamp):
    loop = asyncio.get_running_loop()
    loop.call_later(0.5, beat, 1)
    loop.call_at(loop.time() + 1, functools.partial(fade, 3, step=2))
    loop.call_soon(lamp.blink)
    loop.call_soon(lamp.dim)
    loop.call_soon_threadsafe(lambda: time.sleep(0.001))  # BLOCK: time.sleep
    loop.call_later(1, lambda: None)
