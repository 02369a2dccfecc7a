# Probes: a cached property does its work at the first load, a plain one at each.
from functools import cached_property
from pathlib import Path


class Template:
    def __init__(self, path: Path):
        self.path = path

    @cached_property
    def source(self) -> str:
        return self.path.read_text()  # SINK

    @property
    def size(self) -> int:
        return self.path.stat().st_size  # SINK

    async def render(self) -> str:
        return self.source  # BLOCK: pathlib.Path.read_text

    async def render_again(self) -> str:
        return self.source.upper()

    async def measure(self) -> int:
        return self.size  # BLOCK: pathlib.Path.stat

    async def measure_again(self) -> int:
        return self.size  # BLOCK: pathlib.Path.stat
