# Probes: lambdas, called at once, kept, passed on and kept in defaults.
import time


def run(fn):
    return fn()  # SINK


pause = lambda seconds=0: time.sleep(seconds)  # noqa: E731  # SINK
one = lambda: 1  # noqa: E731


class Steps:
    wait = lambda self: time.sleep(0)  # noqa: E731  # SINK

    def __init__(self):
        self.later = lambda: self.wait()  # SINK


async def main(steps: Steps):
    pause()  # BLOCK: time.sleep
    (lambda: time.sleep(0))()  # BLOCK: time.sleep
    run(lambda: time.sleep(0))  # BLOCK: time.sleep
    steps.later()  # BLOCK: time.sleep
    steps.wait()  # BLOCK: time.sleep


async def loop_of_lambdas():
    steps = [lambda step=step: step() for step in (one, pause)]
    for step in steps:
        step()  # BLOCK: time.sleep


async def quiet():
    kept = lambda: time.sleep(0)  # noqa: E731
    return one(), run(one), run(lambda: 2), kept
