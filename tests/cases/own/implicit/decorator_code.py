# Probes: a decorator runs where the `def` stands: at import, or inside a coroutine.
import time


def register(fn):
    time.sleep(0.001)  # SINK
    return fn


def named(name):
    time.sleep(0.001)  # SINK
    return lambda fn: fn


def plain(fn):
    return fn


@register
def at_import():
    return 1


@named("x")
async def endpoint():
    return at_import()


async def nested():
    @register  # BLOCK: time.sleep
    def inner():
        return 1

    return inner()


async def nested_arguments():
    @named("y")  # BLOCK: time.sleep
    def inner():
        return 1

    return inner()


async def nested_plain():
    @plain
    def inner():
        return 1

    return inner()
