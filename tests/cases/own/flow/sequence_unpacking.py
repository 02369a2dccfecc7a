# Probes: functions unpacked from tuples and lists keep their places.
import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1


def pair():
    return quick, slow


async def first():
    one, two = slow, quick
    one()  # BLOCK: time.sleep
    two()


async def rest():
    head, *tail = (slow, quick)
    head()  # BLOCK: time.sleep
    tail[0]()


async def nested():
    (one, (two, three)) = quick, (quick, slow)
    one()
    two()
    three()  # BLOCK: time.sleep


async def returned():
    one, two = pair()
    one()
    two()  # BLOCK: time.sleep


async def swapped():
    one, two = quick, slow
    one, two = two, one
    one()  # BLOCK: time.sleep
    two()


async def pairs():
    for name, step in [("a", quick), ("b", slow)]:
        name.strip()
        step()  # BLOCK: time.sleep
