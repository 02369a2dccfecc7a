# Probes: flags inside `and`, `or` and `not` decide together which branches a call can reach.
import time


def nap():
    time.sleep(0.001)  # SINK


def either(careful=False, slow=False):
    if careful or slow:
        nap()


async def neither_given():
    either()


async def one_given():
    either(slow=True)  # BLOCK: time.sleep


def unless_both(quick=False, ready=None):
    if not (quick and ready):
        nap()


async def both_given():
    unless_both(quick=True, ready=True)


async def one_of_both():
    unless_both(ready=True)  # BLOCK: time.sleep


def left_early(quick=False, client=None):
    if quick and client is not None:
        return
    nap()


async def leaves_early():
    left_early(quick=True, client=True)


async def without_client():
    left_early(quick=True)  # BLOCK: time.sleep


def in_an_expression(slow=False, later=False):
    return slow and nap() or (later or nap())


async def skips_both():
    in_an_expression(later=True)


async def skips_none():
    in_an_expression(slow=True)  # BLOCK: time.sleep


def unknown_besides(slow=False, place=""):
    if slow or place.strip():
        nap()


async def cannot_tell():
    unknown_besides(place="x")  # BLOCK: time.sleep


class Cache:
    def is_async(self):
        return True

    def get(self):
        time.sleep(0.001)  # SINK

    async def get_async(self):
        return None


async def asked_whether_true(cache: Cache):
    if cache.is_async() is True:
        return await cache.get_async()
    return cache.get()


async def asked_whether_false(cache: Cache):
    if cache.is_async() == False:
        return await cache.get_async()
    return cache.get()  # BLOCK: time.sleep
