# Probes: NamedTuple fields, by name, index and unpacking, and a TypedDict key.
from pathlib import Path
from typing import NamedTuple, TypedDict


class Entry(NamedTuple):
    name: str
    path: Path


class Options(TypedDict):
    label: str
    output: Path


async def by_name(entry: Entry):
    entry.name.strip()
    return entry.path.read_text()  # BLOCK: pathlib.Path.read_text


async def by_index(entry: Entry):
    entry[0].strip()
    return entry[1].read_text()  # BLOCK: pathlib.Path.read_text


async def by_unpacking(entry: Entry):
    name, path = entry
    name.strip()
    return path.read_text()  # BLOCK: pathlib.Path.read_text


async def by_key(options: Options):
    options["label"].strip()
    options["output"].write_text("done")  # BLOCK: pathlib.Path.write_text
