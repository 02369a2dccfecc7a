# Probes: values after branches join, conditional expressions and short circuits.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


async def joined(safe: bool):
    step = slow
    if safe:
        step = quick
        step()
    step()  # BLOCK: time.sleep


async def both_branches(safe: bool):
    step = slow
    if safe:
        step = quick
    else:
        step = int
    step()


async def conditional(safe: bool):
    (quick if safe else slow)()  # BLOCK: time.sleep
    return safe or slow()  # BLOCK: time.sleep


async def left_early(safe: bool):
    step = quick
    if not safe:
        step = slow
        return step
    return step()


async def constant():
    if True:
        step = quick
    else:
        step = slow
    return step()
