# Probes: methods taken from an object and called later, of project and library classes.
import asyncio
import time
from pathlib import Path


class Worker:
    def run(self):
        time.sleep(0.001)  # SINK

    def name(self):
        return "w"

    def steps(self):
        return [self.run, self.name]


def call(fn):
    return fn()  # SINK


async def main(path: Path, worker: Worker):
    read = path.read_text
    read()  # BLOCK: pathlib.Path.read_text
    job = worker.run
    job()  # BLOCK: time.sleep
    call(worker.run)  # BLOCK: time.sleep
    call(path.read_bytes)  # BLOCK: pathlib.Path.read_bytes
    Worker.run(worker)  # BLOCK: time.sleep
    getattr(worker, "run")()  # BLOCK: time.sleep


async def each(worker: Worker):
    for step in worker.steps():
        step()  # BLOCK: time.sleep


async def quiet(path: Path, worker: Worker):
    job = worker.run
    await asyncio.to_thread(job)
    suffix = path.with_suffix
    return call(worker.name), suffix(".txt"), path.read_text
