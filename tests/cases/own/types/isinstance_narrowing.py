# Probes: isinstance tells the type, also in its negative form and for the other branch.
import io
from pathlib import Path


class Remote:
    async def read_text(self):
        return "remote"


async def load(source):
    if isinstance(source, Path):
        return source.read_text()  # BLOCK: pathlib.Path.read_text
    return source.getvalue()


async def load_early(source):
    if not isinstance(source, Path):
        return source.read()
    return source.read_text()  # BLOCK: pathlib.Path.read_text


async def load_either(source: Path | Remote):
    if isinstance(source, Remote):
        return await source.read_text()
    return source.read_text()  # BLOCK: pathlib.Path.read_text


async def load_checked(source: object):
    return isinstance(source, Path) and source.read_bytes()  # BLOCK: pathlib.Path.read_bytes


async def load_remote(source: Path | Remote):
    if isinstance(source, Path):
        return source.name
    return await source.read_text()


async def load_buffer(source: Path | io.StringIO):
    assert isinstance(source, io.StringIO)
    return source.read()
