# Probes: yield from, generators over generators, and wrappers like enumerate and zip.
import itertools
import time


def leaf():
    time.sleep(0.001)  # SINK
    yield 1


def through():
    yield 0
    yield from leaf()  # SINK


def filtered(source):
    for item in source:  # SINK
        if item:
            yield item


def numbers():
    yield from [1, 2]


async def delegated():
    for item in through():  # BLOCK: time.sleep
        print(item)


async def piped():
    for item in filtered(leaf()):  # BLOCK: time.sleep
        print(item)
    for item in filtered(numbers()):
        print(item)


async def wrapped():
    for number, item in enumerate(leaf()):  # BLOCK: time.sleep
        print(number, item)
    for item in itertools.chain(numbers(), leaf()):  # BLOCK: time.sleep
        print(item)
    for item, other in zip(numbers(), numbers()):
        print(item, other)


async def built():
    pipeline = filtered(through())
    return pipeline
