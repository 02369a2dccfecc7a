# Probes: code that asks whether a loop runs; what it does only without one is not on the loop.
import asyncio
import concurrent.futures
import time


async def work():
    return 1


def run_anywhere(coroutine):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    return asyncio.ensure_future(coroutine)


def run_by_name(coroutine):
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    if loop is None:
        return asyncio.run(coroutine)
    return loop.create_task(coroutine)


def run_and_wait(coroutine):
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    if loop is not None and loop.is_running():
        with concurrent.futures.ThreadPoolExecutor() as pool:  # SINK
            return pool.submit(asyncio.run, coroutine).result()  # SINK
    return asyncio.run(coroutine)


def in_loop():
    try:
        asyncio.get_running_loop()
        return True
    except RuntimeError:
        return False


def nap(seconds):
    if not in_loop():
        time.sleep(seconds)


def nap_badly(seconds):
    if in_loop():
        time.sleep(seconds)  # SINK


def run_if_idle(coroutine):
    loop = asyncio.get_event_loop()
    if loop.is_running():
        return asyncio.ensure_future(coroutine)
    return loop.run_until_complete(coroutine)


def run_by_choice(coroutine):
    return asyncio.ensure_future(coroutine) if in_loop() else asyncio.run(coroutine)


def run_always(coroutine):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    return asyncio.run(coroutine)  # SINK


async def main():
    run_and_wait(work())  # BLOCK: concurrent.futures.Future.result
    nap_badly(0)  # BLOCK: time.sleep
    run_always(work())  # BLOCK: asyncio.run


async def quiet():
    await run_anywhere(work())
    await run_by_name(work())
    await run_if_idle(work())
    await run_by_choice(work())
    nap(0)


def loop_to_use():
    try:
        loop = asyncio.get_event_loop()
    except RuntimeError:
        return None
    return None if loop.is_closed() else loop


def dispatch():
    loop = loop_to_use()
    if loop is None:
        time.sleep(0.001)  # SINK
    elif loop.is_running():
        loop.create_task(asyncio.sleep(0))
    else:
        time.sleep(0.001)  # SINK


async def dispatches():
    dispatch()
