# Probes: globals that functions assign, and a local of the same name.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


handler = None
safe_handler = None
local_handler = quick


def setup():
    global handler, safe_handler
    handler = slow
    safe_handler = quick


def setup_local():
    local_handler = slow
    return local_handler


async def run():
    setup()
    return handler()  # BLOCK: time.sleep


async def run_safe():
    setup()
    return safe_handler()


async def run_local():
    setup_local()
    return local_handler()
