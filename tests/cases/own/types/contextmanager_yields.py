# Probes: what a @contextmanager yields, and the blocking entry of it.
import sqlite3
from contextlib import asynccontextmanager, contextmanager

CONNECTION = sqlite3.connect(":memory:")


@contextmanager
def database(path: str):
    conn = sqlite3.connect(path)  # SINK
    yield conn


@contextmanager
def shared():
    yield CONNECTION


@contextmanager
def settings():
    yield {"execute": "select 1"}


@asynccontextmanager
async def pool():
    yield CONNECTION


async def query():
    with database(":memory:") as conn:  # BLOCK: sqlite3.connect
        conn.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def query_shared():
    with shared() as conn:
        conn.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def query_pool():
    async with pool() as conn:
        conn.executescript("select 1")  # BLOCK: sqlite3.Connection.executescript


async def lookup():
    with settings() as conn:
        return conn.get("execute")
