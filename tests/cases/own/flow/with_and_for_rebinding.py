# Probes: names that `with`, `for`, walrus and imports bind again inside a function.
import io
import time
from pathlib import Path


async def by_with(source: Path):
    with io.StringIO("x") as source:
        return source.read()


async def by_for(source: Path):
    source.touch()  # BLOCK: pathlib.Path.touch
    for source in ("a", "b"):
        source.strip()
    return source


async def by_walrus(source: Path):
    if source := {"read_text": str}.get("read_text"):
        return source()
    return None


async def by_import():
    time.sleep(0)  # BLOCK: time.sleep
    return await later()


async def later():
    from asyncio import sleep

    await sleep(0)


async def by_augmented(root: Path):
    root /= "a"
    root.mkdir()  # BLOCK: pathlib.Path.mkdir
    return root.name
