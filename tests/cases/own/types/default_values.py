# Probes: parameters without annotation whose default value tells the type.
import threading
from pathlib import Path

import requests


def fetch(url, session=requests.Session()):
    return session.get(url)  # SINK


async def load(path=Path("/etc/hostname"), lock=threading.Lock()):
    lock.acquire(blocking=False)
    return path.read_text()  # BLOCK: pathlib.Path.read_text


async def call(url: str):
    return fetch(url)  # BLOCK: requests.Session.get


async def call_with_own(url: str):
    return fetch(url, session={"a": 1})


async def label(path=None, name=Path("x").name):
    return name.upper(), path
