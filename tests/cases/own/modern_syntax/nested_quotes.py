# Probes: f-strings as of Python 3.12 inside of which anything can stand; read by any interpreter.
import asyncio
import time

ROW = {"title": "a", "author": {"name": "b"}, "name": "3", "n": 1}


def name_of(row):
    time.sleep(1)  # SINK
    return row["name"]


class Slow:
    def __str__(self) -> str:
        time.sleep(1)  # SINK
        return ""


async def title():
    return f"é {ROW["title"]} of {name_of(ROW["author"])}"  # BLOCK: time.sleep


async def nested():
    return f'{f'{f'{name_of(ROW)}'}'}'  # BLOCK: time.sleep


async def joined():
    return f"{'\n'.join(ROW["author"])}: {name_of(ROW)!r:>{len(ROW)}}"  # BLOCK: time.sleep


async def width():
    return f"{ROW["n"]:>{name_of(ROW)}}"  # BLOCK: time.sleep


async def shown():
    slow = Slow()
    return f"{ROW["n"]}{slow}"  # BLOCK: time.sleep


async def several():
    return ("first "  # a comment
            f"{ROW["title"]} " "second "
            f"{name_of(ROW["author"])}".strip())  # BLOCK: time.sleep


async def tuples_and_lambdas():
    key = lambda: name_of(ROW["author"])
    return f"{ROW["title"], ROW["name"]}{(lambda: ROW["n"])()}{ {"d": 1}["d"] = }{key}"


async def escaped():
    await asyncio.sleep(0)
    return f"{{name_of(ROW)}}{ROW["name"]}"
