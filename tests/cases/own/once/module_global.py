# Probes: a global filled when it is first needed, and a local that is empty at each call.
import sqlite3

_db = None


def database() -> sqlite3.Connection:
    global _db
    if _db is None:
        _db = sqlite3.connect("app.db")  # SINK
    return _db


def connect(db=None) -> sqlite3.Connection:
    if db is None:
        db = sqlite3.connect("app.db")  # SINK
    return db


async def a():
    return database()  # BLOCK: sqlite3.connect


async def b():
    return database()


async def c():
    return connect()  # BLOCK: sqlite3.connect


async def d():
    return connect()  # BLOCK: sqlite3.connect
