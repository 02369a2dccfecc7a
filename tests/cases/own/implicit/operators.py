# Probes: operators of project classes: binary, reflected, in-place, unary and comparisons.
import time


class Remote:
    def __add__(self, other):
        time.sleep(0.001)  # SINK
        return self

    def __radd__(self, other):
        time.sleep(0.001)  # SINK
        return self

    def __ior__(self, other):
        time.sleep(0.001)  # SINK
        return self

    def __lt__(self, other):
        time.sleep(0.001)  # SINK
        return True

    def __eq__(self, other):
        time.sleep(0.001)  # SINK
        return True

    def __neg__(self):
        time.sleep(0.001)  # SINK
        return self

    def __mul__(self, other):
        return self


async def binary(a: Remote, b: Remote):
    a + b  # BLOCK: time.sleep
    1 + a  # BLOCK: time.sleep
    a |= b  # BLOCK: time.sleep
    a * b


async def unary(a: Remote, b: Remote):
    -a  # BLOCK: time.sleep
    if a < b:  # BLOCK: time.sleep
        pass
    return a == b  # BLOCK: time.sleep


async def numbers(a: int, b: Remote):
    a += 1
    return a + a, -a, a < 3, b is not None, b * 2
