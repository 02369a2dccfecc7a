# Probes: elements of annotated lists, dicts, tuples and of iterables wrapped by builtins.
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import requests


async def poll(sessions: list[requests.Session], url: str):
    for session in sessions:
        session.get(url)  # BLOCK: requests.Session.get
    return sessions[0].headers


async def poll_named(sessions: dict[str, requests.Session], urls: dict[str, str]):
    for name, session in sessions.items():
        session.get(urls[name])  # BLOCK: requests.Session.get
    for session in sessions.values():
        session.post("/")  # BLOCK: requests.Session.post
    sessions["main"].put("/")  # BLOCK: requests.Session.put
    sessions.get("main").patch("/")  # BLOCK: requests.Session.patch
    for url in urls.values():
        url.strip()


async def numbered(paths: Sequence[Path], labels: list[str]):
    for number, path in enumerate(paths):
        path.write_text(str(number))  # BLOCK: pathlib.Path.write_text
    for label, path in zip(labels, paths):
        label.strip()
        path.touch()  # BLOCK: pathlib.Path.touch
    for path in sorted(paths):
        path.unlink()  # BLOCK: pathlib.Path.unlink


async def comprehension(paths: Iterable[Path]):
    return [path.read_text() for path in paths]  # BLOCK: pathlib.Path.read_text


async def nested(groups: Mapping[str, list[Path]]):
    for group in groups.values():
        for path in group:
            path.mkdir()  # BLOCK: pathlib.Path.mkdir


async def only_names(paths: tuple[Path, ...], pair: tuple[str, Path]):
    pair[0].strip()
    pair[1].read_text()  # BLOCK: pathlib.Path.read_text
    return [path.name for path in paths]
