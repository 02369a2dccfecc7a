# Probes: which override a call meets, for objects of known class and through self.
import time


class Task:
    def run(self):
        return self.step()  # SINK

    def step(self):
        return None

    def name(self):
        return "task"


class Slow(Task):
    def step(self):
        time.sleep(0.001)  # SINK


class Slower(Slow):
    def name(self):
        return "slower"


class Quick(Slower):
    def step(self):
        return 1


async def main():
    Slow().run()  # BLOCK: time.sleep
    Slower().run()  # BLOCK: time.sleep
    task = Slower()
    task.step()  # BLOCK: time.sleep


async def by_annotation(task: Slow):
    task.run()  # BLOCK: time.sleep


async def quiet():
    Quick().run()
    Quick().step()
    Task().run()
    return Slower().name()


async def quiet_annotation(task: Quick):
    return task.run()
