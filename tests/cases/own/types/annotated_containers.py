# Probes: what a container was seen to be filled with says more than its annotation.
import time
from abc import ABC, abstractmethod


class Job(ABC):
    @abstractmethod
    def run(self): ...


class Slow(Job):
    def run(self):
        time.sleep(0.001)  # SINK


class Quick(Job):
    def run(self):
        return 1


class Queue:
    def __init__(self):
        self.filled: list[Job] = []
        self.filled.append(Quick())
        self.late: list[Job] = []
        self.by_name: dict[str, Job] = {}
        self.by_name["quick"] = Quick()

    def add(self):
        self.late.append(Quick())

    async def run(self):
        for job in self.filled:
            job.run()
        for job in self.late:
            job.run()
        self.by_name["quick"].run()


async def quick(names: list[str]):
    jobs: list[Job] = []
    for _ in names:
        jobs.append(Quick())
    for job in jobs:
        job.run()
    by_name: dict[str, Job] = {}
    if names:
        by_name["quick"] = Quick()
    for job in by_name.values():
        job.run()


async def slow(names: list[str]):
    jobs: list[Job] = []
    for _ in names:
        jobs.append(Slow())
    jobs.append(Slow())
    for job in jobs:
        job.run()  # BLOCK: time.sleep


def fill(jobs: list[Job]):
    jobs.append(Slow())


async def elsewhere():
    jobs: list[Job] = []
    fill(jobs)
    for job in jobs:
        job.run()  # BLOCK: time.sleep
