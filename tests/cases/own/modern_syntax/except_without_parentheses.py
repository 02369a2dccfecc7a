# Probes: `except A, B:` of Python 3.14, read by any interpreter.
import asyncio
import time


def errors(kind):
    time.sleep(1)  # SINK
    return kind


async def retry():
    try:
        raise OSError
    except OSError, ValueError:
        time.sleep(1)  # BLOCK: time.sleep


async def retry_group():
    try:
        raise ExceptionGroup("", [OSError()])
    except* OSError, ValueError:
        time.sleep(1)  # BLOCK: time.sleep


async def compute_what_to_catch():
    try:
        raise OSError
    except OSError, errors(ValueError):  # BLOCK: time.sleep
        pass


async def retry_later():
    try:
        raise OSError
    except OSError,ValueError:
        await asyncio.sleep(0)
