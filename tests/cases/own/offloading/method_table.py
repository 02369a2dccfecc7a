# Probes: a registry of bound methods, called by a dispatcher here and in a thread.
import asyncio
import time


class Commands:
    def __init__(self):
        self.table = {"nap": self.nap, "ping": self.ping}

    def nap(self) -> str:
        time.sleep(0.001)  # SINK
        return "slept"

    def ping(self) -> str:
        return "pong"

    async def run_in_thread(self, name: str) -> str:
        return await asyncio.to_thread(self.table[name])

    async def run(self) -> str:
        return self.table["nap"]()  # BLOCK: time.sleep

    async def run_quick(self) -> str:
        return self.table["ping"]()
