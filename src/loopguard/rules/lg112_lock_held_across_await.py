"""LG112: a lock between threads is held while a coroutine waits."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG112",
    name="lock-held-across-await",
    message="`{callee}` holds a lock between threads over an await",
    what=(
        "A `with` block takes a lock from `threading` and awaits something before it lets go of "
        "it. It is reported on the `with`, in place of LG108."
    ),
    why=(
        "While the coroutine is suspended the lock stays taken. Another coroutine that wants it "
        "blocks the thread, and with it the loop that would have to resume the first one: a "
        "deadlock. A thread that wants it waits for as long as the await takes."
    ),
    example="""\
import threading

import httpx

lock = threading.Lock()


async def refresh(client: httpx.AsyncClient):
    with lock:
        response = await client.get("https://example.org/token")
    return response.json()
""",
    instead="""\
import asyncio

import httpx

lock = asyncio.Lock()


async def refresh(client: httpx.AsyncClient):
    async with lock:
        response = await client.get("https://example.org/token")
    return response.json()
""",
    fix=(
        "An `asyncio.Lock`, taken with `async with`. Where threads share the lock, do the waiting "
        "outside the block, or release the lock before the await."
    ),
)
