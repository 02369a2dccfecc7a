# Probes: a memoised function is one cause for all who call it alike; a plain one is one for each.
import json
from functools import cache, lru_cache


@lru_cache(maxsize=None)
def settings() -> dict:
    with open("settings.json") as file:  # SINK
        return json.load(file)


@cache
def countries() -> list:
    with open("countries.json") as file:  # SINK
        return json.load(file)


def fresh_settings() -> dict:
    with open("settings.json") as file:  # SINK
        return json.load(file)


async def first():
    return settings()["name"]  # BLOCK: open


async def second():
    return settings()["title"]


async def third():
    return countries()  # BLOCK: open


async def fourth():
    return fresh_settings()  # BLOCK: open


async def fifth():
    return fresh_settings()  # BLOCK: open
