# Probes: a factory that returns what another factory or a classmethod made.
import sqlite3
import threading


def connect():
    return sqlite3.connect(":memory:")  # SINK


def database():
    conn = connect()  # SINK
    conn.row_factory = sqlite3.Row
    return conn


DB = database()


class Gate:
    def __init__(self, ready):
        self.ready = ready

    @classmethod
    def closed(cls):
        return cls(threading.Event())

    def describe(self):
        return f"open: {self.ready.is_set()}"


async def count():
    return DB.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def fresh():
    conn = database()  # BLOCK: sqlite3.connect
    return conn.total_changes


async def enter():
    gate = Gate.closed()
    gate.describe()
    gate.ready.set()
    gate.ready.wait(1)  # BLOCK: threading.Event.wait
