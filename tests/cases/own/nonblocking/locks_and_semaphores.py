# Probes: taking a lock without waiting, in all spellings, and with waiting.
import multiprocessing
import threading

lock = threading.Lock()
reentrant = threading.RLock()
slots = threading.Semaphore(2)
shared = multiprocessing.Lock()


async def tried():
    if lock.acquire(blocking=False):
        lock.release()
    if lock.acquire(False):
        lock.release()
    if reentrant.acquire(blocking=False):
        reentrant.release()
    if slots.acquire(blocking=False):
        slots.release()
    if shared.acquire(block=False):
        shared.release()
    return lock.locked()


async def waited():
    lock.acquire()  # BLOCK: threading.Lock.acquire
    lock.release()
    reentrant.acquire(timeout=2)  # BLOCK: threading.RLock.acquire
    reentrant.release()
    slots.acquire()  # BLOCK: threading.Semaphore.acquire
    slots.release()
    shared.acquire()  # BLOCK: multiprocessing.synchronize.Lock.acquire
    shared.release()


async def depends(patient: bool):
    if lock.acquire(blocking=patient):  # BLOCK: threading.Lock.acquire
        lock.release()
