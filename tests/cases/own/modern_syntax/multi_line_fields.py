# Probes: line ends and comments within an f-string, as of Python 3.12; read by any interpreter.
import asyncio
import time

ROW = {"title": "a", "author": {"name": "b"}, "name": "c", "n": 1}


def name_of(row):
    time.sleep(1)  # SINK
    return row["name"]


async def title():
    return f"{
        ROW["title"]  # a title with a "quote" and a }
    } of {
        name_of(  # BLOCK: time.sleep
            ROW
        )
    }"


async def page():
    return f"""
        {ROW["title"]} {
            (await asyncio.sleep(0, "later"))  # which does not block
        }
        {name_of(ROW["author"])} # BLOCK: time.sleep
    """


async def silent():
    return f'''{
        ROW['name']  # name_of(ROW)
    }'''
