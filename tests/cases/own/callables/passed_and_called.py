# Probes: functions passed through one or more helpers, by position, keyword and default.
import time


def slow(n=0):
    time.sleep(0.001)  # SINK
    return n


def quick(n=0):
    return n


def apply(fn, *args):
    return fn(*args)  # SINK


def apply_twice(fn):
    return apply(apply_once, fn)  # SINK


def apply_once(inner):
    return inner()  # SINK


def by_default(fn=slow):
    return fn()  # SINK


def described(fn):
    return fn.__name__


async def main():
    apply(slow, 1)  # BLOCK: time.sleep
    apply(fn=slow)  # BLOCK: time.sleep
    apply_twice(slow)  # BLOCK: time.sleep
    by_default()  # BLOCK: time.sleep


async def quiet():
    apply(quick, 1)
    apply(fn=quick)
    apply_twice(quick)
    by_default(quick)
    return described(slow), apply(described, slow)
