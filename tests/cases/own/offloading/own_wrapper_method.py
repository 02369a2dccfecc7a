# Probes: a worker object of the project whose method offloads, kept in an attribute.
import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor


class Worker:
    def __init__(self):
        self._pool = ThreadPoolExecutor(1)

    async def run(self, function, *args):
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, *args)

    def run_now(self, function, *args):
        return function(*args)  # SINK


class Notes:
    def __init__(self, path: str, worker: Worker):
        self.path = path
        self.worker = worker

    def _all(self) -> list:
        with sqlite3.connect(self.path) as db:  # SINK
            return db.execute("select * from notes").fetchall()  # SINK

    async def all(self) -> list:
        return await self.worker.run(self._all)

    async def all_now(self) -> list:
        return self.worker.run_now(self._all)  # BLOCK: sqlite3.connect
