# Probes: default values are computed where the `def` stands, not where the call stands.
import time


def slow():
    time.sleep(0.001)  # SINK
    return 1


def at_import(value=slow()):
    return value


async def endpoint(value=slow()):
    return at_import(), value


async def builder():
    def inner(value=slow()):  # BLOCK: time.sleep
        return value

    return inner()


async def lazy_builder():
    def inner(value=None):
        return slow() if value is None else value

    later = lambda: slow()  # noqa: E731
    return inner, later


async def lambda_default():
    return lambda value=slow(): value  # BLOCK: time.sleep
