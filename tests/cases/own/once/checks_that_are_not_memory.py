# Probes: conditions that look like a cache and are none: the work is done at every call.
import time


class Poller:
    def __init__(self):
        self.paused = None
        self.last = None
        self.done = None

    def poll(self) -> None:
        if self.paused is None:
            time.sleep(0.001)  # SINK

    def poll_always(self) -> None:
        if self.last is not None:
            time.sleep(0.001)  # SINK
        self.last = 1

    def poll_once(self) -> None:
        if self.done is None:
            time.sleep(0.001)  # SINK
            self.done = 1

    async def a(self):
        self.poll()  # BLOCK: time.sleep

    async def b(self):
        self.poll()  # BLOCK: time.sleep

    async def c(self):
        self.poll_always()  # BLOCK: time.sleep

    async def d(self):
        self.poll_always()  # BLOCK: time.sleep

    async def e(self):
        self.poll_once()  # BLOCK: time.sleep

    async def f(self):
        self.poll_once()
