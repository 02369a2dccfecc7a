# Probes: code in a thread may block; what it hands back with call_soon_threadsafe may not.
import asyncio
import threading
import time


class Bridge:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.seen: list[str] = []

    def work(self) -> None:
        time.sleep(0.001)
        self.loop.call_soon_threadsafe(self.on_line, "x")

    def on_line(self, line: str) -> None:
        self.seen.append(line)
        time.sleep(0.001)  # BLOCK: time.sleep

    async def start(self) -> None:
        threading.Thread(target=self.work, daemon=True).start()
