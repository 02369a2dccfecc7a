# Probes: a singleton that connects when __new__ makes it, and a class that connects each time.
import sqlite3


class Pool:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.db = sqlite3.connect("pool.db")  # SINK
        return cls._instance


class Session:
    def __init__(self):
        self.db = sqlite3.connect("session.db")  # SINK


async def one():
    return Pool()  # BLOCK: sqlite3.connect


async def two():
    return Pool()


async def three():
    return Session()  # BLOCK: sqlite3.connect


async def four():
    return Session()  # BLOCK: sqlite3.connect
