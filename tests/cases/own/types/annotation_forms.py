# Probes: Optional, Union, Annotated, type[...], TypeVar bounds and quoted annotations.
import threading
from pathlib import Path
from typing import Annotated, Optional, Type, TypeVar, Union

AnyPath = TypeVar("AnyPath", bound=Path)
Text = TypeVar("Text", str, bytes)


class Memory:
    def read_text(self):
        return "x"


async def optional(path: Optional[Path] = None):
    if path:
        path.read_text()  # BLOCK: pathlib.Path.read_text


async def union(source: Union[Memory, Path]):
    return source.read_text()  # BLOCK: pathlib.Path.read_text


async def annotated(path: Annotated[Path | None, "the file"]):
    return path.read_text()  # BLOCK: pathlib.Path.read_text


async def quoted(done: "threading.Event"):
    done.wait(1)  # BLOCK: threading.Event.wait


async def bound(path: AnyPath) -> AnyPath:
    path.touch()  # BLOCK: pathlib.Path.touch
    return path


async def class_object(kind: type[Path], other: Type[Memory]):
    other().read_text()
    return kind("x").read_text()  # BLOCK: pathlib.Path.read_text


async def memory(source: Optional[Memory], text: Text):
    text.strip()
    return source.read_text() if source else None
