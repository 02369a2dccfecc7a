# Probes: functions that come back from factories, as closures, and from methods.
import time


def make(seconds):
    def wait():
        time.sleep(seconds)  # SINK

    return wait


def pick(fast):
    if fast:
        return quick
    return make(0)


def quick():
    return 1


def compose(first, second):
    def both():
        first()  # SINK
        second()  # SINK

    return both


class Plan:
    def step(self):
        return self._run

    def _run(self):
        time.sleep(0.001)  # SINK


async def main(plan: Plan):
    make(0)()  # BLOCK: time.sleep
    wait = make(0)
    wait()  # BLOCK: time.sleep
    pick(False)()  # BLOCK: time.sleep
    compose(quick, make(0))()  # BLOCK: time.sleep
    plan.step()()  # BLOCK: time.sleep


async def quiet(plan: Plan):
    both = compose(quick, quick)
    both()
    return make(0), pick(False), plan.step(), compose(make(0), make(0))
