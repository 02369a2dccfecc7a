"""Waiting for threads, processes, signals and time, in the standard library."""

from __future__ import annotations

import asyncio
import concurrent.futures
import multiprocessing
import os
import queue
import select
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ..hold import Hold
from ..registry import Case, proves
from ..watch import Held

Elsewhere = Callable[[Callable[[], object]], None]
Threads = Callable[[Callable[[], object]], threading.Thread]


class _InterruptedError(Exception):
    """Ends a sleep that nothing else can end."""


@proves("time.sleep", "asyncio.sleep", offload=False)
def time_sleep() -> Iterator[Case]:
    def sleep() -> None:
        with suppress(_InterruptedError):
            time.sleep(3600)

    def interrupt(number: int, frame: object) -> None:
        raise _InterruptedError

    def wake() -> None:
        if tasks:
            tasks[0].get_loop().call_soon_threadsafe(tasks[0].cancel)
        else:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1)

    async def asyncio_sleep(held: Held) -> None:
        tasks.append(asyncio.ensure_future(asyncio.sleep(3600)))
        with suppress(asyncio.CancelledError):
            await held(tasks[0])

    tasks: list[asyncio.Future[Any]] = []
    before = signal.signal(signal.SIGUSR1, interrupt)
    yield Case(sleep, Hold(wake), {"asyncio.sleep": asyncio_sleep})
    signal.signal(signal.SIGUSR1, before)


@proves("signal.pause", offload=False)
def signal_pause() -> Iterator[Case]:
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    wake = Hold(lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1))
    yield Case(signal.pause, wake)
    signal.signal(signal.SIGUSR1, before)


@proves("signal.sigwait", offload=False)
def signal_sigwait() -> Iterator[Case]:
    """Not in a thread: which thread is given a signal is not for us to say."""
    signals = {signal.SIGUSR1}
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    wake = Hold(lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1))
    yield Case(lambda: signal.sigwait(signals), wake)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
    signal.signal(signal.SIGUSR1, before)


@proves("select.select")
def select_select() -> Iterator[Case]:
    reading, writing = os.pipe()
    yield Case(lambda: select.select([reading], [], []), Hold(lambda: os.write(writing, b"go")))
    os.close(reading)
    os.close(writing)


@proves("threading.Event.wait", "asyncio.Event.wait")
def event_wait() -> Iterator[Case]:
    event = threading.Event()
    asyncio_event = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    def set_both() -> None:
        event.set()
        for loop in loops:
            loop.call_soon_threadsafe(asyncio_event.set)

    async def wait(held: Held) -> None:
        loops.append(asyncio.get_running_loop())
        await held(asyncio_event.wait())

    yield Case(event.wait, Hold(set_both), {"asyncio.Event.wait": wait})


@proves("threading.Lock.acquire", "asyncio.Lock.acquire")
def lock_acquire() -> Iterator[Case]:
    lock = threading.Lock()
    lock.acquire()
    asyncio_lock = asyncio.Lock()
    loops: list[asyncio.AbstractEventLoop] = []

    def release() -> None:
        if loops:
            loops[0].call_soon_threadsafe(asyncio_lock.release)
        else:
            lock.release()

    async def acquire(held: Held) -> None:
        loops.append(asyncio.get_running_loop())
        await asyncio_lock.acquire()
        await held(asyncio_lock.acquire())

    yield Case(lock.acquire, Hold(release), {"asyncio.Lock.acquire": acquire})


@proves("threading.Lock.__enter__")
def lock_enter() -> Iterator[Case]:
    lock = threading.Lock()
    lock.acquire()
    yield Case(lock.__enter__, Hold(lock.release))


@proves("threading.RLock.acquire", offload=False)
def rlock_acquire(elsewhere: Elsewhere) -> Iterator[Case]:
    lock = threading.RLock()
    elsewhere(lock.acquire)
    yield Case(lock.acquire, Hold(lambda: elsewhere(lock.release)))


@proves("threading.Semaphore.acquire")
def semaphore_acquire() -> Iterator[Case]:
    semaphore = threading.Semaphore(0)
    yield Case(semaphore.acquire, Hold(semaphore.release))


@proves("threading.Condition.wait")
def condition_wait() -> Iterator[Case]:
    condition = threading.Condition()

    def wait() -> None:
        with condition:
            condition.wait()

    def notify() -> None:
        with condition:
            condition.notify()

    yield Case(wait, Hold(notify))


@proves("threading.Barrier.wait")
def barrier_wait() -> Iterator[Case]:
    barrier = threading.Barrier(2)
    yield Case(barrier.wait, Hold(barrier.wait))


@proves("threading.Thread.join")
def thread_join(threads: Threads) -> Iterator[Case]:
    go = threading.Event()
    yield Case(threads(go.wait).join, Hold(go.set))


@proves("queue.Queue.get", "asyncio.Queue.get")
def queue_get() -> Iterator[Case]:
    items: queue.Queue[int] = queue.Queue()
    asyncio_items: asyncio.Queue[int] = asyncio.Queue()
    loops: list[asyncio.AbstractEventLoop] = []

    def put() -> None:
        items.put(1)
        for loop in loops:
            loop.call_soon_threadsafe(asyncio_items.put_nowait, 1)

    async def get(held: Held) -> None:
        loops.append(asyncio.get_running_loop())
        await held(asyncio_items.get())

    yield Case(items.get, Hold(put), {"asyncio.Queue.get": get})


@proves("queue.Queue.join")
def queue_join() -> Iterator[Case]:
    items: queue.Queue[int] = queue.Queue()
    items.put(1)
    yield Case(items.join, Hold(items.task_done))


@proves("queue.SimpleQueue.get")
def simple_queue_get() -> Iterator[Case]:
    items: queue.SimpleQueue[int] = queue.SimpleQueue()
    yield Case(items.get, Hold(lambda: items.put(1)))


@proves("concurrent.futures.Future.result", "asyncio.wrap_future")
def future_result() -> Iterator[Case]:
    future: concurrent.futures.Future[int] = concurrent.futures.Future()

    async def wrap(held: Held) -> None:
        await held(asyncio.wrap_future(future))

    yield Case(future.result, Hold(lambda: future.set_result(1)), {"asyncio.wrap_future": wrap})


@proves("concurrent.futures.wait")
def futures_wait() -> Iterator[Case]:
    future: concurrent.futures.Future[int] = concurrent.futures.Future()
    yield Case(lambda: concurrent.futures.wait([future]), Hold(lambda: future.set_result(1)))


@proves("concurrent.futures.as_completed")
def as_completed() -> Iterator[Case]:
    future: concurrent.futures.Future[int] = concurrent.futures.Future()
    yield Case(
        lambda: list(concurrent.futures.as_completed([future])),
        Hold(lambda: future.set_result(1)),
    )


@proves("concurrent.futures.Executor.shutdown")
def executor_shutdown() -> Iterator[Case]:
    go = threading.Event()
    executor = concurrent.futures.ThreadPoolExecutor(1)
    executor.submit(go.wait)
    yield Case(executor.shutdown, Hold(go.set))


@proves("concurrent.futures.Executor.map")
def executor_map() -> Iterator[Case]:
    go = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        yield Case(lambda: list(executor.map(lambda _: go.wait(), [1])), Hold(go.set))


@proves("multiprocessing.connection.Connection.recv")
def connection_recv() -> Iterator[Case]:
    here, there = multiprocessing.Pipe()
    with here, there:
        yield Case(here.recv, Hold(lambda: there.send(1)))


@proves("multiprocessing.Process.join")
def process_join() -> Iterator[Case]:
    context = multiprocessing.get_context("spawn")
    event = context.Event()
    process = context.Process(target=event.wait)
    process.start()
    yield Case(process.join, Hold(event.set))
    process.join()


@proves("multiprocessing.queues.Queue.get")
def multiprocessing_queue_get() -> Iterator[Case]:
    items = multiprocessing.get_context("spawn").Queue()
    yield Case(items.get, Hold(lambda: items.put(1)))
    items.close()
    items.join_thread()


@proves("multiprocessing.synchronize.Lock.acquire")
def multiprocessing_lock_acquire() -> Iterator[Case]:
    lock = multiprocessing.get_context("spawn").Lock()
    lock.acquire()
    yield Case(lock.acquire, Hold(lock.release))


@proves("multiprocessing.synchronize.Event.wait")
def multiprocessing_event_wait() -> Iterator[Case]:
    event = multiprocessing.get_context("spawn").Event()
    yield Case(event.wait, Hold(event.set))
