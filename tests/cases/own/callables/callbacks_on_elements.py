# Probes: functions that builtins call with each element of what they go through.
from pathlib import Path


class Note:
    def __init__(self, path: Path):
        self.path = path

    def text(self):
        return self.path.read_text()  # SINK

    @property
    def size(self):
        return self.path.stat().st_size  # SINK

    def label(self):
        return self.path.name


async def mapped(notes: list[Note]):
    return list(map(lambda note: note.text(), notes))  # BLOCK: pathlib.Path.read_text


async def by_key(notes: list[Note]):
    sorted(notes, key=lambda note: note.size)  # BLOCK: pathlib.Path.stat
    return max(notes, key=lambda note: note.size)  # BLOCK: pathlib.Path.stat


async def chosen(notes: list[Note]):
    for note in filter(lambda note: note.size > 1, notes):  # BLOCK: pathlib.Path.stat
        print(note.label())


async def made(names: list[str]):
    for path in map(Path, names):
        path.read_text()  # BLOCK: pathlib.Path.read_text


async def quiet(notes: list[Note], names: list[str]):
    sorted(notes, key=lambda note: note.label())
    list(map(lambda note: note.label(), notes))
    map(lambda note: note.text(), notes)
    return max(names, key=len).upper(), [path.name for path in map(Path, names)]
