# Probes: aliases of types, with and without TypeAlias, NewType, and a quoted one.
import asyncio
import queue
import sqlite3
from pathlib import Path
from typing import Dict, NewType, Optional, TypeAlias

Connection = sqlite3.Connection
Jobs: TypeAlias = "queue.Queue[str]"
AsyncJobs: TypeAlias = "asyncio.Queue[str]"
MaybePath = Optional[Path]
Files = Dict[str, Path]
ConfigPath = NewType("ConfigPath", Path)


async def query(conn: Connection):
    return conn.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def take(jobs: Jobs):
    return jobs.get()  # BLOCK: queue.Queue.get


async def take_async(jobs: AsyncJobs):
    return await jobs.get()


async def read(path: MaybePath):
    return path.read_text() if path else ""  # BLOCK: pathlib.Path.read_text


async def read_all(files: Files):
    files.get("a")
    return files["a"].read_text()  # BLOCK: pathlib.Path.read_text


async def config(path: ConfigPath):
    return path.read_text()  # BLOCK: pathlib.Path.read_text
