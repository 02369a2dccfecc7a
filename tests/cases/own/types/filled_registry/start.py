import sqlite3

import aiosqlite

from . import registry
from .registry import LABELS


async def start():
    registry.CONNECTIONS["sync"] = sqlite3.connect("a.db")  # BLOCK: sqlite3.connect
    registry.CONNECTIONS["async"] = await aiosqlite.connect("a.db")
    LABELS["sync"] = {"execute": "x"}
