"""LG110: an event loop is started in a thread that runs one already."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG110",
    name="nested-event-loop",
    message="`{callee}` runs an event loop inside the one that is running already",
    what=(
        "A call that starts an event loop, or drives one until a result is there, is reached "
        "from code that an event loop runs in the same thread."
    ),
    why=(
        "`asyncio.run`, `run_until_complete` and `run_forever` raise `RuntimeError` there, often "
        "only in the one place where a sync helper is called from async code. The loop of "
        "another library, `trio.run` for example, does start; then everything on the outer loop "
        "waits until the inner one has ended."
    ),
    example="""\
import asyncio


async def fetch():
    await asyncio.sleep(1)
    return "data"


def load():
    return asyncio.run(fetch())


async def handler():
    return load()
""",
    instead="""\
import asyncio


async def fetch():
    await asyncio.sleep(1)
    return "data"


async def load():
    return await fetch()


async def handler():
    return await load()
""",
    fix=(
        "Await the coroutine, and make the functions in between async. Keep `asyncio.run` for "
        "the entry point of the program. A thread with a loop of its own, as in "
        "`await asyncio.to_thread(load)`, works too, but connections, locks and other objects "
        "that belong to one loop cannot be used in the other."
    ),
)
