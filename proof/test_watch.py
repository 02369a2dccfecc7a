"""The watch itself: what does not wait is not taken for blocking, and what blocks is not for free.

Each of these would pass a watch that only counts time.
"""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest

from . import watch
from .hold import Gate, Hold
from .watch import Held, NotSeenError, in_async, in_thread, on_loop


@pytest.fixture
def event() -> threading.Event:
    return threading.Event()


def test_call_that_waits_is_seen_to_block(event: threading.Event) -> None:
    assert on_loop(event.wait, Hold(event.set)) == "threading.Condition.wait"


def test_call_that_waits_for_nothing_is_not_seen_to_block() -> None:
    with pytest.raises(NotSeenError, match="over too early"):
        on_loop(lambda: None, Hold())


def test_call_that_works_without_waiting_is_not_seen_to_block() -> None:
    with pytest.raises(NotSeenError, match="over too early"):
        on_loop(lambda: sum(range(3_000_000)), Hold())


def test_question_without_waiting_for_an_answer_is_not_seen_to_block() -> None:
    """The gate sees what is sent; the sender does not wait."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        gate = Gate(server.getsockname()[1])
        client = socket.create_connection((gate.host, gate.port))
        with client, pytest.raises(NotSeenError):
            on_loop(lambda: client.sendall(b"fire and forget"), gate)
        gate.close()


def test_error_of_the_call_itself_is_told(event: threading.Event) -> None:
    with pytest.raises(NotSeenError) as told:
        on_loop(lambda: 1 // 0, Hold(event.set))
    assert isinstance(told.value.__context__, ZeroDivisionError)


def test_thread_leaves_the_loop_free(event: threading.Event) -> None:
    in_thread(event.wait, Hold(event.set))


def test_async_function_that_blocks_is_seen_to_block(event: threading.Event) -> None:
    async def wait(held: Held) -> None:
        await held(block())

    async def block() -> None:
        await asyncio.sleep(0)  # the loop is free at first
        event.wait()

    with pytest.raises(NotSeenError, match=r"sleeps in threading\.Condition\.wait"):
        in_async(wait, Hold(event.set))


def test_thread_that_comes_up_late_is_not_what_the_loop_waits_for(
    event: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy machine may take its time to run a new thread, for which `Thread.start` waits."""
    run, looks, look = threading.Event(), [0], watch._look

    class LateThread(threading.Thread):
        def _bootstrap_inner(self) -> None:
            run.wait()
            super()._bootstrap_inner()  # type: ignore[misc]

    def counted(thread: threading.Thread) -> object:
        looks[0] += 1
        if looks[0] == 3 * watch.LOOKS:
            run.set()
        return look(thread)

    async def wait(held: Held) -> None:
        await held(start_and_wait())

    async def start_and_wait() -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        target = lambda: (event.wait(), loop.call_soon_threadsafe(done.set))  # noqa: E731
        LateThread(target=target).start()
        await done.wait()

    monkeypatch.setattr(watch, "_look", counted)
    in_async(wait, Hold(lambda: (run.set(), event.set())))


def test_async_function_that_does_not_wait_proves_nothing() -> None:
    async def rest(held: Held) -> None:
        await held(asyncio.sleep(0))

    with pytest.raises(NotSeenError, match="over"):
        in_async(rest, Hold())


def test_async_way_that_is_not_watched_proves_nothing() -> None:
    async def rest(held: Held) -> None:
        await asyncio.sleep(0)

    with pytest.raises(NotSeenError, match="never let itself be watched"):
        in_async(rest, Hold())
