# Probes: one class given a blocking and a harmless object; only the first object blocks.
from pathlib import Path


class MemoryFile:
    def read_text(self):
        return "x"


class Loader:
    def __init__(self, source):
        self.source = source

    def load(self):
        return self.source.read_text()  # SINK


async def from_disk():
    return Loader(Path("/etc/hostname")).load()  # BLOCK: pathlib.Path.read_text


async def from_memory():
    loader = Loader(MemoryFile())
    return loader.load()
