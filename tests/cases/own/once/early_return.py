# Probes: a lazy attribute written with an early return.
from pathlib import Path


class Key:
    def __init__(self, path: Path):
        self.path = path
        self._text = None

    def text(self) -> str:
        if self._text is not None:
            return self._text
        self._text = self.path.read_text()  # SINK
        return self._text

    def lines(self) -> list[str]:
        if self.path is None:
            return []
        return self.path.read_text().splitlines()  # SINK

    async def sign(self) -> str:
        return self.text()  # BLOCK: pathlib.Path.read_text

    async def verify(self) -> bool:
        return bool(self.text())

    async def first_line(self) -> str:
        return self.lines()[0]  # BLOCK: pathlib.Path.read_text

    async def last_line(self) -> str:
        return self.lines()[-1]  # BLOCK: pathlib.Path.read_text


class Settled:
    def __init__(self, path: Path):
        self.path = path
        self._text = None

    def text(self) -> str:
        if self._text is not None:
            self.path.stat()  # SINK
            return self._text
        self._text = "x"
        return self._text

    async def first(self) -> str:
        return self.text()  # BLOCK: pathlib.Path.stat

    async def again(self) -> str:
        return self.text()  # BLOCK: pathlib.Path.stat
