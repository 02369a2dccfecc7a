"""Puts a fake in the place of everything that waits: it reports itself and returns at once.

What is patched are the functions of the standard library themselves, not what LoopGuard's
blocklist says of them. `install` is meant for a process of its own, before the modules under
test (and modules that keep a function, such as `tarfile`) are imported: nothing is put back.
"""

from __future__ import annotations

import _thread
import asyncio
import builtins
import concurrent.futures
import functools
import inspect
import io
import multiprocessing
import multiprocessing.dummy
import os
import pkgutil
import queue
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import Any
from unittest.mock import AsyncMock

Report = Callable[[FrameType], None]
"""Is told of each call that blocks, with the frame that calls."""

JSON = '{"name": "x", "title": "x", "key": "x", "debug": true}'
TEXT = "[x]\n"
"""What every file holds: JSON, if it is called so, or else a text that is a configuration."""

ADDRESS = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))
LIBRARY = ("asyncio", "concurrent", "multiprocessing", "queue", "threading")
"""Packages that use locks, events and sockets of their own: those do their real work."""

READ = ["os.listdir", "os.lstat", "os.readlink", "os.scandir", "os.stat"]
CHANGE = [
    "os.chmod",
    "os.link",
    "os.makedirs",
    "os.mkdir",
    "os.open",
    "os.remove",
    "os.rename",
    "os.replace",
    "os.rmdir",
    "os.symlink",
    "os.system",
    "os.unlink",
    "os.utime",
]
SOCKET = [
    "accept",
    "connect",
    "connect_ex",
    "recv",
    "recv_into",
    "recvfrom",
    "send",
    "sendall",
    "sendto",
]
SQLITE = ["commit", "execute", "executemany", "executescript", "rollback"]


def install(report: Report) -> None:
    """Patches the standard library of this process."""
    put = functools.partial(_put, report)
    put("time.sleep", lambda *_: None)
    put("builtins.input", lambda *_: "")
    for name in READ:
        put(name)
    for name in CHANGE:
        put(name, lambda *_, **__: 0)
    put("builtins.open", _open)
    io.open = builtins.open
    put("os.read", lambda *_: b"x")
    put("os.waitpid", lambda *_: (0, 0), lambda _, options: not options & os.WNOHANG)
    _install_network(put)
    _install_processes(put)
    _install_threads(put)
    _install_executors(put)
    _install_sqlite(put)
    put("asyncio.run", lambda main, **_: main.close(), lambda *_, **__: _in_loop())


def _put(
    report: Report,
    name: str,
    answer: Callable[..., Any] | None = None,
    blocks: Callable[..., bool] = lambda *_, **__: True,
    inside: tuple[str, ...] = (),
) -> None:
    """Replaces `name`: a call that blocks is reported and gets `answer`.

    Without an answer, or if it does not block, or if a module of `inside` calls, the original is
    called.
    """
    holder_name, _, attribute = name.rpartition(".")
    holder = pkgutil.resolve_name(holder_name)
    original = getattr(holder, attribute)

    @functools.wraps(original)
    def entered(*args: Any, **keywords: Any) -> Any:
        caller = sys._getframe(1)
        package = caller.f_globals.get("__name__", "").partition(".")[0]
        if package not in inside and blocks(*args, **keywords):
            report(caller)
            if answer is not None:
                return answer(*args, **keywords)
        return original(*args, **keywords)

    setattr(holder, attribute, entered)


def _install_network(put: Callable[..., None]) -> None:
    answers = {"recv": b"", "recv_into": 0, "recvfrom": (b"", ADDRESS[-1])}
    for name in SOCKET:
        put(
            f"socket.socket.{name}",
            lambda *_, name=name: answers.get(name),
            lambda sock, *_: sock.gettimeout() != 0,
            LIBRARY,
        )
    put("socket.getaddrinfo", lambda *_, **__: [ADDRESS])
    put("socket.gethostbyname", lambda *_: "127.0.0.1")
    put("select.select", lambda *_: ([], [], []), lambda *given: given[3:] != (0,))


def _install_processes(put: Callable[..., None]) -> None:
    subprocess.Popen = Process
    put("subprocess.Popen.wait")
    put("subprocess.Popen.communicate")
    asyncio.create_subprocess_exec = AsyncMock()
    asyncio.create_subprocess_exec.return_value.communicate.return_value = (b"", b"")
    for name in ("Lock", "Queue", "Process"):  # threads under the names of processes
        setattr(multiprocessing, name, getattr(multiprocessing.dummy, name))
    multiprocessing.Pool = ProcessPool
    put("multiprocessing.Pool.map")
    put(f"{__name__}.Pending.get")


def _install_threads(put: Callable[..., None]) -> None:
    start, join = threading.Thread.start, threading.Thread.join

    def start_and_end(thread: threading.Thread) -> None:
        start(thread)
        join(thread, timeout=5)

    threading.Thread.start = start_and_end
    threading.Timer.run = lambda timer: timer.function(*timer.args, **timer.kwargs)
    threading.Lock = multiprocessing.Lock = multiprocessing.dummy.Lock = Lock
    threading.RLock = ReentrantLock
    queue.SimpleQueue = SimpleQueue
    acquire, wait = threading.Semaphore.acquire, threading.Event.wait
    for name, answer in {
        "threading.Lock.acquire": lambda lock, *_, **__: lock.real.acquire(False) or True,
        "threading.Lock.__enter__": lambda lock: lock.real.acquire(False) or True,
        "threading.RLock.acquire": lambda lock, *_, **__: _thread.RLock.acquire(lock, False),
        "threading.RLock.__enter__": lambda lock: _thread.RLock.acquire(lock, False),
        "threading.Semaphore.acquire": lambda slots, *_, **__: acquire(slots, False),
        "threading.Semaphore.__enter__": lambda slots: acquire(slots, False),
        "threading.Condition.__enter__": None,
        "threading.Condition.wait": lambda *_: True,
        "threading.Event.wait": lambda event, *_, **__: wait(event, 0),
        "threading.Barrier.wait": lambda *_: 0,
        "threading.Thread.join": lambda *_, **__: None,
        "queue.Queue.get": lambda jobs, *_, **__: None if jobs.empty() else jobs.get_nowait(),
        "queue.Queue.join": lambda *_: None,
    }.items():
        put(name, answer, _waiting(pkgutil.resolve_name(name)), LIBRARY)
    put(
        "queue.Queue.put",
        lambda *_, **__: None,
        lambda jobs, _, block=True, timeout=None: jobs.full() and block and timeout != 0,
    )


def _install_executors(put: Callable[..., None]) -> None:
    for executor in ("ThreadPoolExecutor", "ProcessPoolExecutor"):
        pool = getattr(concurrent.futures, executor)
        pool.submit = _submit
        pool.map = _map
        waits = _waiting(pool.shutdown)
        put(f"concurrent.futures.{executor}.shutdown", None, waits)
    for name in ("result", "exception"):
        full = f"concurrent.futures.Future.{name}"
        original = pkgutil.resolve_name(full)
        put(
            full,
            lambda future, *_, get=original, **__: get(future, 0) if future.done() else None,
            _waiting(original),
            LIBRARY,
        )
    put("concurrent.futures.wait", lambda futures, *_, **__: (set(futures), set()), inside=LIBRARY)
    concurrent.futures.Future.add_done_callback = _call_when_done


def _install_sqlite(put: Callable[..., None]) -> None:
    connect = sqlite3.connect
    put("sqlite3.connect", lambda *_, **__: connect(":memory:", factory=Connection))
    for owner in (Connection, Cursor):
        for name in SQLITE:
            if hasattr(owner, name):
                put(f"{__name__}.{owner.__name__}.{name}")


def _waiting(function: Callable[..., Any]) -> Callable[..., bool]:
    """Tells from the arguments of a call whether it waits, or only looks."""
    signature = inspect.signature(function)

    def waits(*args: Any, **keywords: Any) -> bool:
        given = signature.bind(*args, **keywords).arguments
        patient = all(given.get(name, True) for name in ("block", "blocking", "wait"))
        return patient and given.get("timeout") != 0

    return waits


def _in_loop() -> bool:
    return asyncio._get_running_loop() is not None


def _open(file: Any, mode: str = "r", *_: Any, **__: Any) -> io.StringIO | io.BytesIO:
    text = JSON if str(file).endswith(".json") else TEXT
    return io.BytesIO(text.encode()) if "b" in mode else io.StringIO(text)


def _submit(pool: Any, function: Callable[..., Any], /, *args: Any, **keywords: Any) -> Any:
    """Does the work in a thread, now, so that no thread is left to wait for."""
    future: concurrent.futures.Future[Any] = concurrent.futures.Future()

    def work() -> None:
        try:
            future.set_result(function(*args, **keywords))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=work).start()
    return future


def _call_when_done(future: Any, callback: Callable[[Any], object]) -> None:
    """Calls in a thread, as for work that takes its time."""
    add = functools.partial(_ADD_DONE_CALLBACK, future, callback)
    if sys._getframe(1).f_globals["__name__"].startswith(LIBRARY):
        add()
    else:
        threading.Thread(target=add).start()


def _map(
    pool: Any, function: Callable[..., Any], *iterables: Iterable[Any], **_: Any
) -> Iterator[Any]:
    futures = [pool.submit(function, *args) for args in zip(*iterables, strict=False)]
    return (future.result() for future in futures)


_ADD_DONE_CALLBACK = concurrent.futures.Future.add_done_callback


class Lock:
    """A lock that can be patched, which threading's own cannot."""

    def __init__(self) -> None:
        self.real = _thread.allocate_lock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        return self.real.acquire(blocking, timeout)

    def __enter__(self) -> bool:
        return self.real.acquire()

    def release(self) -> None:
        if self.real.locked():
            self.real.release()

    def __exit__(self, *_: object) -> None:
        self.release()

    def locked(self) -> bool:
        return self.real.locked()

    def _at_fork_reinit(self) -> None:  # asked for by modules of the standard library
        self.real = _thread.allocate_lock()


class ReentrantLock(_thread.RLock):
    """The same for threading.RLock."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        return super().acquire(blocking, timeout)

    def __enter__(self) -> bool:
        return super().acquire()


class SimpleQueue(queue.Queue[Any]):
    """The same for queue.SimpleQueue."""


class Process:
    """A process that has ended already."""

    pid, returncode = 1, 0
    stdin = stdout = stderr = None

    def __init__(self, args: Any = (), *_: Any, text: bool = False, **__: Any):
        self.args = args
        self.output: Any = "" if text else b""

    def poll(self) -> int:
        return 0

    def wait(self, timeout: float | None = None) -> int:
        return 0

    def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        return self.output, self.output

    def send_signal(self, number: int) -> None:
        """Does nothing, as with any process that has ended."""

    def terminate(self) -> None:
        """Does nothing."""

    kill = terminate

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()


class Pending:
    """What a pool of processes gives for work that it has taken."""

    def ready(self) -> bool:
        return False

    def get(self, timeout: float | None = None) -> None:
        return None


class ProcessPool:
    """A pool of processes that takes work and never does it."""

    def apply_async(self, *_: Any) -> Pending:
        return Pending()

    map_async = apply_async

    def map(self, function: Callable[..., Any], iterable: Iterable[Any]) -> list[Any]:
        return []


class Cursor(sqlite3.Cursor):
    """A cursor whose methods can be patched."""


class Connection(sqlite3.Connection):
    """A connection whose methods can be patched."""

    def cursor(self, factory: type[sqlite3.Cursor] = Cursor) -> sqlite3.Cursor:
        return super().cursor(factory)
