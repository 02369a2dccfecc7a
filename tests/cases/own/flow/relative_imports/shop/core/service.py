# Probes: relative imports over several levels, with the same function name behind them.
from .. import io
from ..io import read
from ..io.disk import read as read_disk
from . import text
from .text import read as read_text


async def main(path: str):
    read(path)  # BLOCK: open
    read_disk(path)  # BLOCK: open
    return io.read(path)  # BLOCK: open


async def quiet(path: str):
    return text.read(path), read_text(path)


async def inside(path: str):
    from ..core.text import read
    from ..io import disk

    read(path)
    return disk.read(path)  # BLOCK: open
