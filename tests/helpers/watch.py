"""Runs the coroutines of cases and tells on which of their lines the event loop was blocked.

`python -m tests.helpers.watch` reads cases as JSON from its input and writes what it saw. It is
a process of its own because the whole standard library under it is fake: nothing waits, not
even the clock of the loop, which jumps to the next thing to do.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib
import inspect
import json
import linecache
import os
import selectors
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType, ModuleType
from typing import Any
from unittest.mock import AsyncMock, Mock

from . import fakes
from .arguments import Maker

LONG = 100.0
"""Seconds on the loop's clock that a coroutine, and then what it has scheduled, may take."""

ON_LOOP = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
EVENTS: dict[str, tuple[Any, ...]] = {
    "connection_made": (Mock(),),
    "data_received": (b"x",),
    "datagram_received": (b"x", ("127.0.0.1", 9)),
    "get_buffer": (8,),
    "buffer_updated": (1,),
    "pipe_data_received": (1, b"x"),
    "error_received": (OSError(),),
    "process_exited": (),
    "connection_lost": (None,),
}
"""What happens to a protocol, in this order."""


class JumpingSelector(selectors.DefaultSelector):
    """Never waits; moves the clock instead."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.now += timeout or 0.001
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """A loop whose clock jumps and to which everything it listens for happens at once."""

    def __init__(self, report: fakes.Report) -> None:
        self.selector = JumpingSelector()
        self.report = report
        super().__init__(self.selector)
        super().set_exception_handler(lambda *_: None)

    def time(self) -> float:
        return self.selector.now

    def run_until_complete(self, future: Any) -> Any:
        if asyncio._get_running_loop() is None:
            return super().run_until_complete(future)
        return self.report(sys._getframe(1))

    def set_exception_handler(self, handler: Any) -> None:
        self.call_soon(handler, self, {"message": "x"})

    def add_signal_handler(self, number: int, callback: Any, *args: Any) -> None:
        self.call_soon(callback, *args)

    def add_reader(self, fd: Any, callback: Any, *args: Any) -> None:
        self.call_soon(callback, *args)

    add_writer = add_reader

    async def create_server(self, factory: Callable[[], Any], *_: Any, **__: Any) -> Any:
        self.play(factory())
        return AsyncMock()

    def play(self, protocol: asyncio.BaseProtocol) -> None:
        """Calls what a loop calls of a protocol."""
        for name, args in EVENTS.items():
            if hasattr(protocol, name):
                self.call_soon(getattr(protocol, name), *args)


class Watch:
    """Notes which lines of a directory run on the loop, and which of them block it."""

    def __init__(self) -> None:
        self.path = self.root = "/nowhere"
        self.reached: set[tuple[str, int]] = set()
        self.blocked: set[tuple[str, int, int]] = set()

    def begin(self, path: str) -> None:
        """Turns to another case: a file or a folder."""
        self.path = path
        self.root = path if os.path.isdir(path) else os.path.dirname(path)
        self.reached, self.blocked = set(), set()

    def report(self, caller: FrameType) -> None:
        """A fake was entered: the line that is to blame is that of the innermost coroutine.

        Where the loop itself called a plain function, it is the outermost function of the case.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        if asyncio._get_running_loop() is None:
            return
        blamed = None
        frame: FrameType | None = caller
        while frame is not None:
            if frame.f_code.co_filename.startswith(self.path):
                blamed = frame
                if frame.f_code.co_flags & ON_LOOP:
                    break
            frame = frame.f_back
        if blamed is not None:
            path = os.path.relpath(blamed.f_code.co_filename, self.root)
            self.blocked.add((path, *_lines(blamed)))

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        """A trace function: notes the lines that run on the loop."""
        if not frame.f_code.co_filename.startswith(self.path):
            return None
        if event == "line" and asyncio._get_running_loop() is not None:
            self.reached.add((os.path.relpath(frame.f_code.co_filename, self.root), frame.f_lineno))
        return self.trace


def _lines(frame: FrameType) -> tuple[int, int]:
    """The first and the last line of the expression that a frame is at."""
    if sys.version_info < (3, 11):
        return frame.f_lineno, frame.f_lineno
    first, last, _, _ = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    return first or frame.f_lineno, last or frame.f_lineno


class Run:
    """One run of one case: its modules are imported and its coroutines called, in their order."""

    def __init__(self, watch: Watch, modules: list[str], calls: list[str]) -> None:
        self.watch, self.modules, self.calls = watch, modules, calls
        self.loop = JumpingLoop(watch.report)
        self.errors: list[str] = []  # of coroutines: no reason to worry, many get odd arguments

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        asyncio.new_event_loop = lambda: self.loop
        loaded = set(sys.modules)
        sys.path.insert(0, self.watch.root)
        sys.settrace(self.watch.trace)
        try:
            self._call_all()
        finally:
            sys.settrace(None)
            sys.path.remove(self.watch.root)
            for name in set(sys.modules) - loaded:
                del sys.modules[name]
            self.loop.close()

    def _call_all(self) -> None:
        maker = Maker(self.loop)
        names: dict[str, Any] = {"loop": self.loop}
        for name in self.modules * 2:  # what is done once is not done again
            module = importlib.import_module(name)
            names |= vars(module)
            maker.learn(vars(module).values(), _texts(module))
            for function in self._functions(module, maker):
                for arguments in maker.ways(function):
                    self._drive(partial(function, **arguments))
        for call in self.calls:
            self._drive(partial(eval, call, names))

    def _functions(self, module: ModuleType, maker: Maker) -> Iterator[Callable[..., Any]]:
        """What is to be called: coroutines, and plain functions that are given a loop."""
        for value in list(vars(module).values()):
            if getattr(value, "__module__", None) != module.__name__:
                continue
            if not isinstance(value, type):
                if _is_async(value) or _takes_loop(value):
                    yield value
            elif issubclass(value, asyncio.BaseProtocol):
                self.loop.play(value())
                self._drive(lambda: None)
            else:
                names = [name for name in vars(value) if _is_async(getattr(value, name))]
                if names or _takes_loop(value):
                    made = maker.one(value)
                    yield from (getattr(made, name) for name in names)
                    self._drive(lambda: None)

    def _drive(self, call: Callable[[], Any]) -> None:
        """Makes a call, lets the coroutine that it gives run to its end, and what it scheduled."""
        try:
            made = call()
        except Exception as error:
            self.errors.append(repr(error))
        else:
            self.loop.run_until_complete(self._finish(made))

    async def _finish(self, made: Any) -> None:
        try:
            await asyncio.wait_for(_exhaust(made), LONG)
        except Exception as error:
            self.errors.append(repr(error))
        await asyncio.sleep(LONG)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)


async def _exhaust(made: Any) -> None:
    if hasattr(made, "__anext__"):
        async for _ in made:
            pass
    elif inspect.isawaitable(made):
        await made


def _is_async(value: Any) -> bool:
    return inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value)


def _takes_loop(value: Any) -> bool:
    """Whether something is called with a loop and with nothing else."""
    if not callable(value):
        return False
    with contextlib.suppress(ValueError):
        return [each.annotation for each in inspect.signature(value).parameters.values()] == [
            asyncio.AbstractEventLoop
        ]
    return False


def _texts(module: ModuleType) -> list[str]:
    """All texts that stand in the code."""
    tree = ast.parse("".join(linecache.getlines(str(module.__file__))))
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return sorted({value for value in values if isinstance(value, str)})


def main() -> None:
    """Reads cases, runs them, and writes what was seen of each."""
    cases = json.load(sys.stdin)
    output, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
    watch = Watch()
    fakes.install(watch.report)
    seen = {}
    for case in cases:
        watch.begin(case["path"])
        run = Run(watch, case["modules"], case["calls"])
        stopped = ""
        try:
            run.run()
        except Exception as error:
            stopped = repr(error)
        if threading.active_count() > 1:
            stopped = "threads are left"
        seen[case["name"]] = {
            "reached": sorted(watch.reached),
            "blocked": sorted(watch.blocked),
            "errors": list(dict.fromkeys(run.errors)),
            "stopped": stopped,
        }
    json.dump(seen, output)
    output.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
