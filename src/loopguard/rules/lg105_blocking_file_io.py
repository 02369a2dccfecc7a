"""LG105: the thread waits for the file system."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG105",
    name="blocking-file-io",
    message="`{callee}` waits for the file system and holds up the event loop",
    what=(
        "A call that opens, reads, writes, lists, copies or looks up files is reached from code "
        "that the event loop runs. Work on one local file is a `warning`; copying files and "
        "walking or deleting whole folders is an `error`. A file that is opened and read in the "
        "same function is one finding, at the `open`."
    ),
    why=(
        "asyncio cannot wait for files: every such call holds the thread until the disk has "
        "answered. With large files, big folders, network drives and busy or slow disks that is "
        "long enough to be felt everywhere. A small local file is often read in less time than "
        "the way to a thread and back takes; whether a thread is worth it is yours to decide."
    ),
    example="""\
from pathlib import Path


async def load_report(name):
    return Path("reports", name).read_text(encoding="utf-8")
""",
    instead="""\
import asyncio
from pathlib import Path


async def load_report(name):
    path = Path("reports", name)
    return await asyncio.to_thread(path.read_text, encoding="utf-8")
""",
    fix=(
        "Put opening, reading or writing, and closing into one function and await it with "
        "`asyncio.to_thread`, so that one way to a thread is enough. `anyio.open_file`, "
        "`anyio.Path` and aiofiles use threads too, one for each call. What is read only once is "
        "best loaded before the loop starts. Where a short read does no harm, say so: "
        "`# loopguard: ignore[LG105] small local file`."
    ),
)
