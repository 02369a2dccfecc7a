# Probes: functools.singledispatch chooses by the type of the first argument.
from functools import singledispatch
from pathlib import Path


@singledispatch
def load(source):
    return source


@load.register
def load_path(source: Path):
    return source.read_text()  # SINK


@load.register(bytes)
def load_bytes(source):
    return source.decode()


@singledispatch
def size(source):
    return 0


@size.register
def size_of_text(source: str):
    return len(source)


async def main(path: Path):
    return load(path)  # BLOCK: pathlib.Path.read_text


async def direct(path: Path):
    return load_path(path)  # BLOCK: pathlib.Path.read_text


async def quiet(text: str):
    return size(text), size(3), load_bytes(b"x")
