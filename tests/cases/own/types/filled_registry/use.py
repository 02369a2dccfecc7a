from . import registry
from .registry import CONNECTIONS


async def ask():
    registry.CONNECTIONS["sync"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    CONNECTIONS["sync"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    await CONNECTIONS["async"].execute("select 1")


async def quiet():
    registry.LABELS["sync"].get("execute")
    registry.EMPTY["sync"].execute("select 1")
