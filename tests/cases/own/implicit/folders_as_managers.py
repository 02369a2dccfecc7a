# Probes: the iterator over a folder is a context manager that gives itself.
import asyncio
import os


async def names(folder: str):
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:  # BLOCK: os.scandir
            found.append(entry.name)
    return found


async def sizes(folder: str):
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:  # BLOCK: os.scandir
            found[entry.name] = entry.stat().st_size  # BLOCK: os.DirEntry.stat
    return found


def names_in(folder: str):
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


async def names_apart(folder: str):
    return await asyncio.to_thread(names_in, folder)
