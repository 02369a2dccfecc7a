# Probes: a lock that the function has just made, before and after others can know it.
import threading
from threading import Thread

locks: dict[str, threading.Lock] = {}


async def free():
    lock = threading.Lock()
    lock.acquire()
    locks["free"] = lock


async def free_in_branch(key: str, again: bool):
    if key not in locks:
        lock: threading.Lock = threading.Lock()
        if again:
            lock.acquire()
        lock.acquire(timeout=0.01)  # BLOCK: threading.Lock.acquire
    else:
        lock = threading.RLock()
        with lock:
            locks[key] = lock


async def made_in_one_branch(shared: threading.Lock, own: bool):
    if not own:
        lock = shared
    else:
        lock = threading.Lock()
    lock.acquire()  # BLOCK: threading.Lock.acquire


async def free_each_time():
    for key in ("a", "b"):
        lock = threading.Lock()
        number = len(key)
        lock.acquire(timeout=number)
        locks[key] = lock


async def taken_twice():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire(timeout=0.01)  # BLOCK: threading.Lock.acquire


async def taken_in_a_loop():
    lock = threading.Lock()
    for _ in range(2):
        lock.acquire(timeout=0.01)  # BLOCK: threading.Lock.acquire


async def tested_in_a_loop():
    lock = threading.Lock()
    while lock.acquire(timeout=0.01):  # BLOCK: threading.Lock.acquire
        pass


async def taken_in_a_comprehension():
    lock = threading.Lock()
    return [lock.acquire(timeout=0.01) for _ in range(2)]  # BLOCK: threading.Lock.acquire


async def stored_before():
    lock = threading.Lock()
    locks["stored"] = lock
    lock.acquire()  # BLOCK: threading.Lock.acquire


async def passed_before():
    lock = threading.Lock()
    Thread(target=lock.acquire).start()
    lock.acquire(timeout=0.01)  # BLOCK: threading.Lock.acquire


async def closed_over_before():
    lock = threading.Lock()

    def hold():
        lock.acquire()

    Thread(target=hold).start()
    lock.acquire(timeout=0.01)  # BLOCK: threading.Lock.acquire


async def closed_over_by_name():
    def hold():
        lock.acquire()

    lock = threading.Lock()
    Thread(target=hold).start()
    with lock:  # BLOCK: threading.Lock.__enter__
        pass


def held(take):
    Thread(target=take, daemon=True).start()
    return threading.Lock()


async def closed_over_by_its_maker():
    lock = held(lambda: lock.acquire())
    lock.acquire()  # BLOCK: threading.Lock.acquire


async def in_other_branch(lock: threading.Lock, fresh: bool):
    if fresh:
        lock = threading.Lock()
    lock.acquire()  # BLOCK: threading.Lock.acquire


async def new_but_empty():
    ready = threading.Event()
    ready.wait(0.01)  # BLOCK: threading.Event.wait


async def new_without_slots():
    slots = threading.Semaphore(0)
    slots.acquire(timeout=0.01)  # BLOCK: threading.Semaphore.acquire
