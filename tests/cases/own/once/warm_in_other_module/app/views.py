from . import config


async def show():
    return config.settings()["title"], config.secrets()["key"]
