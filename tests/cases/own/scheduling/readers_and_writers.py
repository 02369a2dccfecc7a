# Probes: callbacks for file descriptors, which the loop runs when one is ready.
import asyncio
import os
import time


class Pipe:
    def __init__(self, fd: int):
        self.fd = fd
        self.lines: list[bytes] = []

    def on_readable(self) -> None:
        self.lines.append(os.read(self.fd, 4096))  # MAYBE
        time.sleep(0.001)  # BLOCK: time.sleep

    def on_writable(self) -> None:
        self.lines.clear()

    def drain(self) -> None:
        time.sleep(0.001)

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(self.fd, self.on_readable)
        loop.add_writer(self.fd, self.on_writable)
        await loop.run_in_executor(None, self.drain)
