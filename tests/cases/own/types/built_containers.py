# Probes: containers filled step by step or by comprehensions, without annotations.
import threading
from pathlib import Path


async def joined(names: list[str]):
    workers = []
    for name in names:
        workers.append(threading.Thread(target=print, args=(name,), daemon=True))
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()  # BLOCK: threading.Thread.join


async def by_comprehension(names: list[str]):
    paths = [Path(name) for name in names]
    for path in paths:
        path.read_text()  # BLOCK: pathlib.Path.read_text
    by_name = {path.name: path for path in paths}
    return by_name["a"].read_bytes()  # BLOCK: pathlib.Path.read_bytes


async def by_key():
    targets = {}
    targets["note"] = Path("note.txt")
    targets["note"].write_text("x")  # BLOCK: pathlib.Path.write_text


class Notes:
    def __init__(self, names: list[str]):
        self.paths = [Path("first.txt")]
        self.paths.extend(Path(name) for name in names)

    async def read(self):
        for path in self.paths:
            path.read_text()  # BLOCK: pathlib.Path.read_text


class Filled:
    known: list[Path] = []

    def __init__(self):
        self.more: dict[str, Path] = {}
        self.late: list[Path] = list()
        self.names: list[str] = []

    async def read(self):
        fill(self.known)
        for path in self.known:
            path.read_text()  # BLOCK: pathlib.Path.read_text
        fill(self.late)
        for path in self.late:
            path.read_text()  # BLOCK: pathlib.Path.read_text
        fill_by_name(self.more)
        self.more["a"].read_text()  # BLOCK: pathlib.Path.read_text
        return [name.upper() for name in self.names]


def fill(paths):
    paths.append(Path("x"))


def fill_by_name(paths):
    paths["a"] = Path("x")


async def filled_elsewhere():
    paths: list[Path] = []
    fill(paths)
    for path in paths:
        path.read_text()  # BLOCK: pathlib.Path.read_text


async def by_extending(names: list[str]):
    paths = []
    paths.extend([Path(name) for name in names])
    for path in paths:
        path.read_text()  # BLOCK: pathlib.Path.read_text
    folders = []
    folders += [Path(name).parent for name in names]
    for folder in folders:
        folder.mkdir()  # BLOCK: pathlib.Path.mkdir


async def by_spreading(names: list[str]):
    paths = [Path(name) for name in names]
    for path in [Path("first.txt"), *paths]:
        path.read_text()  # BLOCK: pathlib.Path.read_text
    named = {"first": Path("first.txt")}
    both = {**named, "second": Path("second.txt")}
    both["first"].read_text()  # BLOCK: pathlib.Path.read_text
    both["second"].read_text()  # BLOCK: pathlib.Path.read_text


async def of_text(names: list[str]):
    parts = ["a"]
    parts.extend(name.upper() for name in names)
    parts += [name.lower() for name in names]
    return [part.strip() for part in [*parts, "b"]]


async def only_text(names: list[str]):
    parts = []
    for name in names:
        parts.append(name.upper())
    return [part.join("ab") for part in parts]
