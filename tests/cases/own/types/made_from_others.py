# Probes: containers and objects that are made from others.
import copy
import dataclasses
from collections import defaultdict, deque
from pathlib import Path


class Note:
    def __init__(self):
        self.path = Path("x")

    def text(self):
        return self.path.read_text()  # SINK

    def label(self):
        return self.path.name


@dataclasses.dataclass
class Shelf:
    note: Note


async def containers(notes: list[Note], by_name: dict[str, Note]):
    notes.append(Note())
    by_name["a"] = Note()
    deque(notes).popleft().text()  # BLOCK: pathlib.Path.read_text
    (notes + [Note()])[0].text()  # BLOCK: pathlib.Path.read_text
    (by_name | {"b": Note()})["b"].text()  # BLOCK: pathlib.Path.read_text
    dict(by_name)["a"].text()  # BLOCK: pathlib.Path.read_text
    dict(first=Note(), second=Path("x"))["first"].text()  # BLOCK: pathlib.Path.read_text
    defaultdict(Note)["a"].text()  # BLOCK: pathlib.Path.read_text
    max(notes, key=id).text()  # BLOCK: pathlib.Path.read_text


async def copies(note: Note, shelf: Shelf):
    copy.copy(note).text()  # BLOCK: pathlib.Path.read_text
    copy.deepcopy(note).text()  # BLOCK: pathlib.Path.read_text
    dataclasses.replace(shelf, note=Note()).note.text()  # BLOCK: pathlib.Path.read_text


async def quiet(notes: list[Note], by_name: dict[str, Note]):
    labels = [note.label() for note in deque(notes)]
    labels += [note.label() for note in notes + [Note()]]
    labels += [note.label() for note in dict(by_name).values()]
    return labels, defaultdict(Note)["a"].label(), dict(first=1)["first"]
