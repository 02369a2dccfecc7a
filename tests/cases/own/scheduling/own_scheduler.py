# Probes: a helper of the project that hands its argument to the loop, and one that keeps it.
import asyncio
import time


class Later:
    def __init__(self):
        self.kept = []

    def after(self, seconds: float, function, *args) -> None:
        asyncio.get_running_loop().call_later(seconds, function, *args)

    def keep(self, function) -> None:
        self.kept.append(function)


def close_idle() -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def close_all() -> None:
    time.sleep(0.001)


async def main(later: Later):
    later.after(5, close_idle)
    later.keep(close_all)
