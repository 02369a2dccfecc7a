# Probes: everything that iterates a generator runs its body; making it does not.
import time


def ticks():
    for n in range(2):
        time.sleep(0.001)  # SINK
        yield n


def consume(items):
    return [item for item in items]  # SINK


def keep(items):
    return items


async def builtins_over_it():
    list(ticks())  # BLOCK: time.sleep
    sum(n + 1 for n in ticks())  # BLOCK: time.sleep
    tuple(ticks())  # BLOCK: time.sleep
    sorted(ticks())  # BLOCK: time.sleep
    dict.fromkeys(ticks())  # BLOCK: time.sleep
    max(ticks(), default=0)  # BLOCK: time.sleep
    return ",".join(str(n) for n in ticks())  # BLOCK: time.sleep


async def unpacking():
    print(*ticks())  # BLOCK: time.sleep
    first, second = ticks()  # BLOCK: time.sleep
    return [0, *ticks()]  # BLOCK: time.sleep


async def by_hand():
    source = ticks()
    next(source)  # BLOCK: time.sleep
    source.send(None)  # BLOCK: time.sleep
    return 3 in ticks()  # BLOCK: time.sleep


async def handed_on():
    consume(ticks())  # BLOCK: time.sleep
    later = keep(ticks())
    return later


async def quiet():
    source = ticks()
    source.close()
    return enumerate(ticks()), map(str, ticks()), zip(ticks(), [1])
