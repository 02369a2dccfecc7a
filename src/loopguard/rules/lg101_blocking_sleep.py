"""LG101: the thread sleeps while it should run the event loop."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG101",
    name="blocking-sleep",
    message="`{callee}` puts the whole event loop to sleep",
    what="A call that makes the thread sleep is reached from code that the event loop runs.",
    why=(
        "An event loop has one thread. While it sleeps no other coroutine, request or timer of "
        "the process can go on, however short their own work is."
    ),
    example="""\
import time


async def poll(job):
    while not job.done:
        time.sleep(1)
""",
    instead="""\
import asyncio


async def poll(job):
    while not job.done:
        await asyncio.sleep(1)
""",
    fix=(
        "`await asyncio.sleep(...)` in place of the call, or the sleep of the async library that "
        "the file uses (anyio, trio). A sync helper that sleeps becomes async or runs in a thread."
    ),
)
