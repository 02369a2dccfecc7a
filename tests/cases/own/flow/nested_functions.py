# Probes: functions inside functions: only those that are called run, with outer variables.
import asyncio
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


async def called():
    def inner():
        slow()  # SINK

    inner()  # BLOCK: time.sleep


async def never_called():
    def inner():
        slow()

    return inner


async def called_in_thread():
    def inner():
        slow()

    await asyncio.to_thread(inner)


async def outer_variable():
    step = slow

    def inner():
        step()  # SINK

    inner()  # BLOCK: time.sleep


async def late_binding():
    step = slow

    def inner():
        step()

    step = quick
    inner()


async def two_levels():
    def middle():
        def leaf():
            slow()  # SINK

        return leaf

    leaf = middle()
    leaf()  # BLOCK: time.sleep


async def inner_coroutine():
    async def inner():
        slow()  # BLOCK: time.sleep

    await inner()
