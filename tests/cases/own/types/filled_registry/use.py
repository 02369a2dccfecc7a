from . import registry
from .registry import CONNECTIONS


async def ask():
    registry.CONNECTIONS["sync"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    CONNECTIONS["sync"].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    await CONNECTIONS["async"].execute("select 1")


async def quiet():
    registry.LABELS["sync"].get("execute")
    registry.EMPTY["sync"].execute("select 1")


async def typed(name):
    for place in registry.PLACES:
        place.read_text()  # BLOCK: pathlib.Path.read_text
    registry.BY_NAME[name].execute("select 1")  # BLOCK: sqlite3.Connection.execute
    return [known.upper() for known in registry.NAMES]
