# Probes: callbacks handed to a loop by plain functions, by a constructor and at module level.
import asyncio
import time


def tick() -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def poll() -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def not_scheduled() -> None:
    time.sleep(0.001)


class Clock:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.loop.call_later(1, self.strike)

    def strike(self) -> None:
        time.sleep(0.001)  # BLOCK: time.sleep
        self.loop.call_later(1, self.strike)

    def wind(self) -> None:
        time.sleep(0.001)


def install(loop: asyncio.AbstractEventLoop) -> None:
    loop.call_soon(poll)


loop = asyncio.new_event_loop()
loop.call_soon(tick)
