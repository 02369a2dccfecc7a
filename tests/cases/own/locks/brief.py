# A lock of which every use can be seen is waited for only if a thread makes a blocking call under it.
import asyncio
import threading
import time
from contextlib import contextmanager

_TABLE: threading.Lock = threading.Lock()
_SHARED = threading.Lock()
LOCKS = []


class Cache:
    def __init__(self):
        self._lock = threading.Lock()
        self._entries = {}

    def evict(self, key):
        with self._lock:
            self._entries.pop(key, None)

    async def get(self, key):
        with self._lock:
            return self._entries.get(key)

    async def drop(self, key):
        self.evict(key)


class File:
    def __init__(self):
        self._lock = threading.Lock()
        self._text = ""

    def load(self):
        with self._lock:  # SINK
            time.sleep(0.001)
            self._text = "x"

    async def read(self):
        with self._lock:  # BLOCK: threading.Lock.__enter__
            return self._text

    async def reload(self):
        await asyncio.to_thread(self.load)


class Outside:
    def __init__(self):
        self._lock = threading.Lock()
        self._text = ""

    def load(self):
        text = time.sleep(0.001)
        with self._lock:
            self._text = text
        time.sleep(0.001)

    async def read(self):
        with self._lock:
            return self._text

    async def reload(self):
        await asyncio.to_thread(self.load)


class OnLoop:
    def __init__(self):
        self._lock = threading.Lock()

    def _wait(self):
        with self._lock:
            time.sleep(0.001)  # SINK

    async def work(self):
        self._wait()  # BLOCK: time.sleep


class Once:
    def __init__(self):
        self._lock = threading.Lock()
        self._client = None

    def client(self):
        with self._lock:
            if self._client is None:
                time.sleep(0.001)  # SINK
                self._client = object()
            return self._client

    async def use(self):
        return self.client()  # BLOCK: time.sleep

    async def use_in_thread(self):
        return await asyncio.to_thread(self.client)


class Nested:
    def __init__(self):
        self._outer = threading.Lock()
        self._inner = threading.Lock()

    def load(self):
        with self._outer:
            self._fill()

    def _fill(self):
        with self._inner:
            time.sleep(0.001)

    def clear(self):
        with self._inner:  # SINK
            pass

    async def read(self):
        with self._outer:  # BLOCK: threading.Lock.__enter__
            return 1

    async def drop(self):
        self.clear()  # BLOCK: threading.Lock.__enter__

    async def start(self):
        await asyncio.to_thread(self.load)


class OfTheClass:
    _lock = threading.Lock()
    _count = 0

    @classmethod
    def count(cls):
        with OfTheClass._lock:
            cls._count += 1

    async def use(self):
        self.count()


class Released:
    def __init__(self):
        self._lock = threading.Lock()
        self.n = 0

    def numbers(self):
        with self._lock:
            self.n += 1
        yield self.n

    async def use(self):
        with self._lock:
            return 1


class Handed:
    def __init__(self):
        self._lock = threading.Lock()
        LOCKS.append(self._lock)

    async def use(self):
        with self._lock:  # BLOCK: threading.Lock.__enter__
            return 1


class Given:
    def __init__(self, lock: threading.Lock):
        self._lock = lock

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
        with self._lock:
            time.sleep(0.001)


class Managed:
    def __init__(self):
        self._lock = threading.Lock()

    @contextmanager
    def locked(self):
        with self._lock:  # SINK
            yield

    async def use(self):
        with self.locked():  # BLOCK: threading.Lock.__enter__
            return 1


async def on_table():
    with _TABLE:
        return 1


def in_a_thread():
    with _SHARED:
        time.sleep(0.001)


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
