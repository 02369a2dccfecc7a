# Probes: memoised work that importing the module has done already, with these arguments.
import json
from functools import lru_cache


@lru_cache
def labels(language: str) -> dict:
    with open(f"labels.{language}.json") as file:  # SINK
        return json.load(file)


@lru_cache(maxsize=1)
def rules() -> dict:
    with open("rules.json") as file:
        return json.load(file)


ENGLISH = labels("en")
RULES = rules()


async def english():
    return labels("en"), rules()


async def german():
    return labels("de")  # BLOCK: open


@lru_cache
def looped(kind):
    with open(kind) as file:
        return file.read()


KINDS = ("a", "b")
for _kind in KINDS:
    looped(_kind)


async def looped_before():
    return [looped(kind) for kind in KINDS]
