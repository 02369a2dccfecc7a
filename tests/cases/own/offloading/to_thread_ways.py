# Probes: every way to name the work handed to asyncio.to_thread, beside the same calls made here.
import asyncio
import functools
import time
from pathlib import Path


class Report:
    def __init__(self, path: Path):
        self.path = path

    def render(self, title: str = "") -> str:
        time.sleep(0.001)  # SINK
        return title

    async def in_thread(self) -> str:
        return await asyncio.to_thread(self.render, "weekly")

    async def on_loop(self) -> str:
        return self.render("weekly")  # BLOCK: time.sleep


def crunch(n: int) -> int:
    time.sleep(0.001)  # SINK
    return n


WORK = {"crunch": crunch, "sleep": time.sleep}
crunch_twice = functools.partial(crunch, 2)


async def offloaded(path: Path, kind: str):
    report = Report(path)
    work = crunch

    def job():
        return crunch(4)

    await asyncio.to_thread(work, 1)
    await asyncio.to_thread(lambda: crunch(2))
    await asyncio.to_thread(lambda n: crunch(n), 2)
    await asyncio.to_thread(functools.partial(crunch, n=3))
    await asyncio.to_thread(crunch_twice)
    await asyncio.to_thread(job)
    await asyncio.to_thread(report.render, title="x")
    await asyncio.to_thread(Report(path).render)
    await asyncio.to_thread(WORK["crunch"], 5)
    await asyncio.to_thread(WORK[kind], 5)
    return await asyncio.to_thread(path.read_text, encoding="utf-8")


async def called(path: Path):
    work = crunch
    work(1)  # BLOCK: time.sleep
    crunch_twice()  # BLOCK: time.sleep
    (lambda: crunch(2))()  # BLOCK: time.sleep
    WORK["crunch"](5)  # BLOCK: time.sleep
    return Report(path).render()  # BLOCK: time.sleep
