# Probes: isinstance on attributes and outer names, with not, or and early returns.
import asyncio
import io
import zipfile
from pathlib import Path

source = None


class Reader:
    def __init__(self, source):
        self.source = source

    async def read(self):
        if isinstance(self.source, Path):
            return self.source.read_text()  # BLOCK: pathlib.Path.read_text
        return self.source.read_text

    async def read_early(self):
        if not isinstance(self.source, Path):
            return None
        return self.source.read_bytes()  # BLOCK: pathlib.Path.read_bytes

    async def replaced(self):
        if isinstance(self.source, Path):
            self.source = ""
            return self.source.read_text()
        return None


async def outer():
    if source is None or not isinstance(source, Path):
        return None
    else:
        return source.read_text()  # BLOCK: pathlib.Path.read_text


async def either(value):
    if isinstance(value, Path) or value is None:
        return value
    return value.exists


async def unpacked(data: bytes):
    return zipfile.is_zipfile(io.BytesIO(data))


async def in_thread(value):
    if isinstance(value, Path):
        return await asyncio.to_thread(value.read_text)
