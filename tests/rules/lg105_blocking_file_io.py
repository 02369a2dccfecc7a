# Probes: files and folders used on the loop, beside work on paths, memory and in threads.
import asyncio
import io
import os
import shutil
from pathlib import Path


async def read_config(path: str):
    with open(path) as file:  # BLOCK: open
        return file.read()


async def save(target: Path, text: str):
    if target.is_file():  # BLOCK: pathlib.Path.is_file
        return
    target.write_text(text)  # BLOCK: pathlib.Path.write_text


async def clear(folder: str):
    shutil.rmtree(folder)  # BLOCK: shutil.rmtree
    os.makedirs(folder, exist_ok=True)  # BLOCK: os.makedirs


async def only_paths(folder: Path, name: str):
    joined = os.path.join(str(folder), os.path.basename(name))
    return (folder / name).with_suffix(".txt"), os.path.splitext(joined)


async def in_memory(text: str):
    buffer = io.StringIO()
    buffer.write(text)
    return buffer.getvalue()


def load(path: Path) -> str:
    with path.open() as file:
        return file.read()


async def in_threads(path: Path):
    text = await asyncio.to_thread(load, path)
    await asyncio.to_thread(shutil.copy, path, path.with_suffix(".bak"))
    await asyncio.to_thread(path.unlink)
    return text


def main():
    print(load(Path("settings.ini")))
