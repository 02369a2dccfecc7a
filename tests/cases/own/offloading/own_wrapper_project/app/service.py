from pathlib import Path

from . import concurrency, files


async def show(path: Path) -> bytes:
    return await concurrency.run_blocking(files.read, path)


async def show_now(path: Path) -> bytes:
    return files.read(path)  # BLOCK: pathlib.Path.read_bytes
