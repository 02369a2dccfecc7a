# Probes: an annotation says which of several passed values can be meant.
import sqlite3
from pathlib import Path


class Store:
    def save(self):
        return 1


class SlowStore(Store):
    def save(self):
        Path("x").write_text("x")  # SINK


def either(kind: str):
    return Path("x") if kind else Store()


def keep(store: Store):
    return store.save()  # SINK


def read(path: Path):
    return path.read_text()  # SINK


async def main(kind: str):
    read(either(kind))  # BLOCK: pathlib.Path.read_text
    keep(SlowStore())  # BLOCK: pathlib.Path.write_text


async def quiet(kind: str):
    keep(either(not kind))
    keep(Store())
    return sqlite3.sqlite_version
