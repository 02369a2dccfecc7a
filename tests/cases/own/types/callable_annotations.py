# Probes: Callable, Iterator and Generator annotations tell what calls and loops give.
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import ContextManager


async def by_factory(connect: Callable[[], sqlite3.Connection]):
    conn = connect()
    return conn.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def by_async_factory(connect: Callable[[], Awaitable[sqlite3.Connection]]):
    conn = await connect()
    return conn.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def by_iterator(files: Iterator[Path]):
    for file in files:
        file.unlink()  # BLOCK: pathlib.Path.unlink


async def by_manager(opened: ContextManager[sqlite3.Connection]):
    with opened as conn:
        conn.commit()  # BLOCK: sqlite3.Connection.commit


async def by_text(name: Callable[[], str], parts: Iterator[dict]):
    name().strip()
    for part in parts:
        part.get("execute")
