# A private lock that only code on the loop takes, and briefly, is never waited for.
import asyncio
import threading

_TABLE = threading.Lock()
_SHARED = threading.Lock()
LOCKS = []


class Cache:
    def __init__(self):
        self._lock = threading.Lock()
        self._entries = {}

    def _evict(self, key):
        with self._lock:
            self._entries.pop(key, None)

    async def get(self, key):
        with self._lock:
            return self._entries.get(key)

    async def drop(self, key):
        self._evict(key)


class Budget:
    def __init__(self):
        self._lock = threading.Lock()
        self.left = 10

    def reserve_some(self, amount):
        with self._lock:
            self.left -= amount


async def spend(budget: Budget):
    budget.reserve_some(1)


class Counter:
    def __init__(self):
        self._lock = threading.Lock()
        self.total = 0

    def add(self, amount):
        with self._lock:  # SINK
            self.total += amount

    async def count(self, amount):
        with self._lock:  # BLOCK: threading.Lock.__enter__
            self.total += amount


class Buffer:
    def __init__(self):
        self._lock = threading.Lock()
        self._items = []

    def _clear(self):
        with self._lock:  # SINK
            self._items.clear()

    async def push(self, item):
        with self._lock:  # BLOCK: threading.Lock.__enter__
            self._items.append(item)
        await asyncio.to_thread(self._clear)


class Handed:
    def __init__(self):
        self._lock = threading.Lock()
        LOCKS.append(self._lock)

    async def use(self):
        with self._lock:  # BLOCK: threading.Lock.__enter__
            return 1


class Base:
    def __init__(self):
        self._lock = threading.Lock()

    async def read(self):
        with self._lock:  # BLOCK: threading.Lock.__enter__
            return 1


class Derived(Base):
    def write(self):
        with self._lock:  # SINK
            return 2


async def on_table():
    with _TABLE:
        return 1


def in_a_thread():
    with _SHARED:  # SINK
        return 1


async def on_shared():
    await asyncio.to_thread(in_a_thread)
    with _SHARED:  # BLOCK: threading.Lock.__enter__
        return 1


def throttle(function):
    lock = threading.Lock()

    async def wrapper(*args):
        with lock:
            count = len(args)
        return await function(*args), count

    return wrapper


@throttle
async def throttled():
    return 1
