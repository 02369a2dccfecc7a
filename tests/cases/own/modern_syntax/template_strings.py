# Probes: t-strings of Python 3.14, read by any interpreter.
import time

ROW = {"name": "", "digits": 1}


def name_of(row):
    time.sleep(1)  # SINK
    return row["name"]


class Slow:
    def __str__(self) -> str:
        time.sleep(1)
        return ""


async def greeting():
    return t"Dear {name_of(ROW)} of {ROW["name"]}"  # BLOCK: time.sleep


async def raw():
    return rt'\d {ROW['digits']!r:>{name_of(ROW)}}'  # BLOCK: time.sleep


async def silent():
    slow = Slow()
    return t"{slow} {{name_of(ROW)}} {ROW["name"]}"
