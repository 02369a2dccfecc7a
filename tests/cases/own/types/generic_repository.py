# Probes: a Generic base whose type argument names what the attribute holds.
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, content: T):
        self.content = content

    def get(self) -> T:
        return self.content


class PathBox(Box[Path]):
    pass


async def by_annotation(box: Box[Path]):
    return box.get().read_text()  # BLOCK: pathlib.Path.read_text


async def by_subclass(box: PathBox):
    return box.content.read_text()  # BLOCK: pathlib.Path.read_text


async def by_argument():
    box = Box(Path("/etc/hostname"))
    return box.get().read_text()  # BLOCK: pathlib.Path.read_text


async def text(box: Box[str]):
    return box.get().strip()
