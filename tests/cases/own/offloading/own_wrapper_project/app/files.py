from pathlib import Path

from .concurrency import run_blocking, run_maybe


def read(path: Path) -> bytes:
    return path.read_bytes()  # SINK


async def first(path: Path) -> bytes:
    return await run_blocking(read, path)


async def second(path: Path) -> bytes:
    return await run_maybe(read, path)
