# Probes: class patterns, captures, sequence and mapping patterns as receivers.
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Job:
    name: str
    path: Path


async def by_class(source):
    match source:
        case Path():
            return source.read_text()  # BLOCK: pathlib.Path.read_text
        case str() as text:
            return text.strip()
        case _:
            return source.read_text()


async def by_capture(source):
    match source:
        case Path() as path:
            return path.read_bytes()  # BLOCK: pathlib.Path.read_bytes
        case other:
            return other.read_bytes()


async def by_attribute(source):
    match source:
        case Job(name=name, path=path):
            name.strip()
            return path.read_text()  # BLOCK: pathlib.Path.read_text


async def by_position(source):
    match source:
        case Job(name, path):
            name.strip()
            return path.unlink()  # BLOCK: pathlib.Path.unlink


async def by_sequence(source):
    match source:
        case [Path() as first, *_]:
            return first.touch()  # BLOCK: pathlib.Path.touch
        case {"path": Path() as path}:
            return path.mkdir()  # BLOCK: pathlib.Path.mkdir
        case [first, *_]:
            return first.touch()


async def guarded(kind: str):
    match kind:
        case "slow" if time.sleep(0) is None:  # BLOCK: time.sleep
            return 1
        case "a" | "b":
            return 2
