# Probes: what a ContextVar holds, by its type argument and by its default.
import sqlite3
from contextvars import ContextVar
from pathlib import Path

connection: ContextVar[sqlite3.Connection] = ContextVar("connection")
workdir = ContextVar("workdir", default=Path("/srv"))
labels: ContextVar[dict[str, str]] = ContextVar("labels")


async def query():
    return connection.get().execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def read():
    return workdir.get().read_text()  # BLOCK: pathlib.Path.read_text


async def label():
    return labels.get().get("name"), workdir.get().name


connection.set(sqlite3.connect(":memory:"))
labels.set({"name": "x"})
