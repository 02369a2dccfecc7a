# Probes: nonlocal assignments in nested functions change what the outer function calls.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


async def changed():
    step = quick

    def choose():
        nonlocal step
        step = slow

    choose()
    step()  # BLOCK: time.sleep


async def not_shared():
    step = quick

    def choose():
        step = slow
        return step

    choose()
    step()


def make_counter():
    action = quick

    def arm():
        nonlocal action
        action = slow

    def fire():
        return action()  # SINK

    return arm, fire


async def by_closure():
    arm, fire = make_counter()
    arm()
    fire()  # BLOCK: time.sleep
