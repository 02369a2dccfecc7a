# Probes: attributes that stand empty in __init__ and are filled by another method.
import sqlite3
from typing import Optional


class Store:
    def __init__(self):
        self.conn: Optional[sqlite3.Connection] = None
        self.cursor = None
        self.rows = {}

    def open(self):
        self.conn = sqlite3.connect(":memory:")  # SINK
        self.cursor = self.conn.cursor()

    async def read(self):
        assert self.conn is not None
        return self.conn.execute("select 1")  # BLOCK: sqlite3.Connection.execute

    async def more(self):
        self.cursor.execute("select 1")  # BLOCK: sqlite3.Cursor.execute

    async def known(self):
        return self.rows.get("execute")


async def startup():
    store = Store()
    store.open()  # BLOCK: sqlite3.connect
    return store


store = Store()
store.open()
