"""Sees whether an event loop is held while an answer is kept back; no verdict depends on time.

The kernel is asked where the loop's thread is. It sleeps either in the loop's own selector, and
then a callback from another thread has to run, or somewhere below a call, and then none can. Only
when that is seen does another thread let the answer go. Time is used for nothing but giving up on
a test that would hang.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from .hold import Hold

GIVE_UP = 60.0
"""Seconds after which a test that sees nothing fails; nothing is concluded from it."""

LOOKS = 200
"""How often in a row a thread has to be found in the same sleep to count as asleep."""

SWITCH_INTERVAL = 1e-4
"""Seconds; a thread that waits for nothing but Python's lock wakes that often, so it never counts.

It is a small part of what the looks take, which are reads of a file.
"""

Held = Callable[[Awaitable[object]], Awaitable[object]]
"""Keeps the answer back from now on and awaits its argument."""

Async = Callable[[Held], Awaitable[object]]


class NotSeenError(AssertionError):
    """What was to be proven was not seen."""


@dataclass(frozen=True)
class Sleep:
    """Where a thread sleeps: its innermost Python function, and whether a marked call waits."""

    place: str
    in_call: bool
    in_selector: bool


def on_loop(call: Callable[[], object], hold: Hold) -> str:
    """Calls on the event loop and sees that it is held; returns where its thread slept."""
    watch = Watch(hold)

    async def main() -> None:
        with watch.observing(watch.see_held):
            try:
                marked(call)
            finally:
                watch.returned()

    asyncio.run(main())
    return watch.place


def in_thread(call: Callable[[], object], hold: Hold) -> None:
    """Calls in a thread by `asyncio.to_thread` and sees that the loop goes on."""
    watch = Watch(hold)

    async def main() -> None:
        with watch.observing(watch.see_thread_held_and_loop_free):
            try:
                await asyncio.to_thread(marked, call)
            finally:
                watch.returned()

    asyncio.run(main())


def in_async(use: Async, hold: Hold) -> None:
    """Awaits the async way and sees that the loop goes on while the answer is kept back."""
    watch = Watch(hold)

    async def held(awaitable: Awaitable[object]) -> object:
        with watch.observing(watch.see_loop_free):
            try:
                return await awaitable
            finally:
                watch.returned()

    async def main() -> None:
        await use(held)

    asyncio.run(main())
    if not watch.is_over:
        raise NotSeenError("the async way never let itself be watched")


def marked(call: Callable[[], object]) -> object:
    """Calls it; this frame on a thread's stack shows that the thread is inside the call."""
    return call()


class Watch:
    """One observation: the callback, what it is to overtake, and the thread that looks on."""

    def __init__(self, hold: Hold) -> None:
        self.hold = hold
        self.place = ""
        self.is_over = False
        self.ran = threading.Event()
        self._returned = threading.Event()
        self._released = False
        self._failure: BaseException | None = None
        self._overtaken = ""

    def observing(self, see: Callable[[], None]) -> _Observation:
        """Keeps the answer back and looks on from another thread for as long as a block lasts."""
        self.loop = asyncio.get_running_loop()
        self.thread = threading.current_thread()
        self._deadline = time.monotonic() + GIVE_UP
        return _Observation(self, see)

    def returned(self) -> None:
        """Takes down, in the thread of the loop, what had happened when the call was over."""
        if not self._released:
            self._overtaken = "it was over before its answer was let go"
        elif self.place and self.ran.is_set():
            self._overtaken = "the loop ran a callback before the call was over"
        self._returned.set()

    def see_held(self) -> None:
        """Sees that the loop's thread sleeps inside the call, also with a callback waiting."""
        self._wait_until_asked()
        self._asleep(self.thread, "in_call")
        self.loop.call_soon_threadsafe(self.ran.set)
        place = self._asleep(self.thread, "in_call").place
        if self.ran.is_set():
            raise NotSeenError("the loop ran a callback during the call")
        self.place = place

    def see_thread_held_and_loop_free(self) -> None:
        """Sees that another thread sleeps inside the call while the loop runs a callback."""
        self._wait_until_asked()
        self._asleep(self._thread_in_call(), "in_call")
        self.see_loop_free()

    def see_loop_free(self) -> None:
        """Sees that the loop has nothing to do, and runs a callback."""
        self._wait_until_asked()
        self._asleep(self.thread, "in_selector")
        self.loop.call_soon_threadsafe(self.ran.set)
        if not self.ran.wait(GIVE_UP):
            raise NotSeenError("the loop ran no callback while the answer was kept back")
        if self._returned.is_set():
            raise NotSeenError("it was over before its answer was let go")

    def look_on(self, see: Callable[[], None]) -> None:
        """The observer's whole work: see it, then let the answer go."""
        try:
            see()
        except BaseException as error:
            self._failure = error
        self._released = True
        self.hold.release()

    def conclude(self) -> None:
        """Raises what the observer or the order of events objects to."""
        self.is_over = True
        if self._failure:
            raise self._failure
        if self._overtaken:
            raise NotSeenError(self._overtaken)

    def _going_on(self, what: str) -> Iterator[None]:
        while not self._returned.is_set():
            if time.monotonic() > self._deadline:
                raise NotSeenError(f"gave up waiting: {what}; {self._whereabouts()}")
            yield
        raise NotSeenError(f"it was over too early: {what}")

    def _wait_until_asked(self) -> None:
        for _ in self._going_on("no question reached the server"):
            if self.hold.asked.wait(0.001):
                return

    def _asleep(self, thread: threading.Thread, where: str) -> Sleep:
        """The sleep of a thread, once it is one that lasts and is of the kind looked for."""
        last, times = None, 0
        for _ in self._going_on(f"{thread.name} does not sleep {where}"):
            seen = _look(thread)
            times = times + 1 if seen is not None and seen == last else 0
            last = seen
            if seen is not None and times >= LOOKS:
                sleep = _sleep(thread)
                if sleep is not None and getattr(sleep, where):
                    return sleep
                if sleep is not None and where == "in_selector" and thread is self.thread:
                    raise NotSeenError(f"the loop's thread sleeps in {sleep.place}")
                times = 0
        raise AssertionError

    def _thread_in_call(self) -> threading.Thread:
        for _ in self._going_on("no thread makes the call"):
            # In this order: one that has just ended may have left its number to the one looked for.
            calling = {number for number, frame in sys._current_frames().items() if _in_call(frame)}
            for thread in threading.enumerate():
                if thread.ident in calling:
                    if thread is self.thread:
                        raise NotSeenError("the call is made on the loop")
                    return thread
        raise AssertionError

    def _whereabouts(self) -> str:
        places = [_place(frame) for frame in _stack(self.thread)]
        return f"the loop's thread is in {' < '.join(places[:6])}, {_look(self.thread)}"


class _Observation:
    def __init__(self, watch: Watch, see: Callable[[], None]) -> None:
        self.watch = watch
        self.thread = threading.Thread(target=watch.look_on, args=(see,), name="observer")

    def __enter__(self) -> None:
        self.interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.watch.hold.arm()
        self.thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: Any) -> None:
        self.thread.join()
        sys.setswitchinterval(self.interval)
        self.watch.conclude()


def _stack(thread: threading.Thread) -> list[FrameType]:
    """The Python frames of a thread, innermost first."""
    return _frames(sys._current_frames().get(thread.ident or 0))


def _in_call(innermost: FrameType) -> bool:
    return any(frame.f_code is marked.__code__ for frame in _frames(innermost))


def _frames(frame: FrameType | None) -> list[FrameType]:
    frames = []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames


def _look(thread: threading.Thread) -> tuple[Any, ...] | None:
    """What identifies the sleep of a thread, or None while it runs."""
    try:
        status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in status.splitlines())
    frames = _stack(thread)
    if not fields["State"].strip().startswith("S") or not frames:
        return None
    switches = fields["voluntary_ctxt_switches"], fields["nonvoluntary_ctxt_switches"]
    return (frames[0].f_code, frames[0].f_lasti, *switches)


def _sleep(thread: threading.Thread) -> Sleep | None:
    """Where a thread sleeps; None where it runs, or waits for nothing but a thread to come up."""
    frames = _stack(thread)
    codes = [frame.f_code for frame in frames]
    if not frames or threading.Thread.start.__code__ in codes:
        return None
    in_call = marked.__code__ in codes
    callers = [code.co_name for code in codes[:2]]
    return Sleep(
        place="the call itself" if _is_ours(frames[0]) else _place(frames[0]),
        in_call=in_call,
        in_selector=not in_call and callers == ["select", "_run_once"],
    )


def _is_ours(frame: FrameType) -> bool:
    return Path(frame.f_code.co_filename).is_relative_to(Path(__file__).parent)


def _place(frame: FrameType) -> str:
    name = getattr(frame.f_code, "co_qualname", frame.f_code.co_name)
    return f"{frame.f_globals.get('__name__', '?')}.{name}".replace(".<locals>", "")
