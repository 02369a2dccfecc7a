# Probes: receivers bound by walrus, tuple unpacking, and unpacking of a returned tuple.
import socket
from pathlib import Path


def endpoint():
    return socket.socket(), ("127.0.0.1", 9)


def names():
    return "a.txt", Path("b.txt")


async def dial():
    sock, address = endpoint()
    sock.connect(address)  # BLOCK: socket.socket.connect


async def pair():
    first, second = names()
    first.upper()
    return second.read_text()  # BLOCK: pathlib.Path.read_text


async def walrus(root: Path):
    if (target := root / "note.txt").suffix == ".txt":
        target.write_text("hi")  # BLOCK: pathlib.Path.write_text


async def swap():
    left, right = Path("a"), {"read_text": 1}
    left, right = right, left
    left.get("read_text")
    return right.read_text()  # BLOCK: pathlib.Path.read_text


async def starred():
    head, *rest = names()
    head.upper()
    return rest[0].read_bytes()  # BLOCK: pathlib.Path.read_bytes
