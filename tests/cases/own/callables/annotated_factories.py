# Probes: an annotation that says "some callable" does not hide which one it is.
import time
from collections.abc import Callable
from typing import Any


def save():
    time.sleep(0.001)  # SINK


def reserve() -> Callable[[], Any]:
    return lambda: save()


def keep() -> Callable[[], None]:
    return save


def skip() -> Callable[[], None]:
    return lambda: None


async def route():
    back = reserve()
    back()  # BLOCK: time.sleep


async def named():
    keep()()  # BLOCK: time.sleep


async def harmless():
    skip()()
