# Probes: a value that a loop carries into its next round, and loops that carry none.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


async def second_round():
    step = quick
    for _ in range(2):
        step()  # BLOCK: time.sleep
        step = slow


async def chained_rounds():
    first = second = quick
    for _ in range(3):
        first()  # BLOCK: time.sleep
        first = second
        second = slow


async def after_loop():
    step = quick
    while True:
        step()
        if step:
            step = slow
            break
    step()  # BLOCK: time.sleep


async def reset_each_round():
    step = quick
    for _ in range(2):
        step = quick
        step()
        step = slow
    return step


async def loop_variable():
    for step in (quick, slow):
        step()  # BLOCK: time.sleep
    for step in (quick, int):
        step()
