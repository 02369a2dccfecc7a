from .config import secrets, settings

DEBUG = settings()["debug"]


async def login():
    return secrets()["key"]  # BLOCK: open
