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


async def only_text(names: list[str]):
    parts = []
    for name in names:
        parts.append(name.upper())
    return [part.join("ab") for part in parts]
