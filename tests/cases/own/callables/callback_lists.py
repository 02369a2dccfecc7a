# Probes: callbacks registered in lists and dicts, by call and by decorator, run later.
import time

startup = []
cleanup = []
handlers = {}


def on_startup(fn):
    startup.append(fn)
    return fn


def on_cleanup(fn):
    cleanup.append(fn)
    return fn


def on(event):
    def decorate(fn):
        handlers[event] = fn
        return fn

    return decorate


@on_startup
def warm():
    time.sleep(0.001)  # SINK


@on_cleanup
def forget():
    return 1


@on("order")
def order():
    time.sleep(0.001)  # SINK


def run_startup():
    for hook in startup:
        hook()  # SINK


async def start():
    run_startup()  # BLOCK: time.sleep


async def emit(event: str):
    return handlers[event]()  # BLOCK: time.sleep


async def stop():
    for hook in cleanup:
        hook()
    return len(startup), list(handlers)
