# Probes: the loop's exception handler and the callback of a server run on the loop.
import asyncio
import time
from pathlib import Path


def on_error(loop: asyncio.AbstractEventLoop, context: dict) -> None:
    Path("error.log").write_text(str(context))  # BLOCK: pathlib.Path.write_text


def on_client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    time.sleep(0.001)  # BLOCK: time.sleep
    writer.close()


def unused_handler(loop: asyncio.AbstractEventLoop, context: dict) -> None:
    Path("error.log").write_text(str(context))


async def main():
    asyncio.get_running_loop().set_exception_handler(on_error)
    return await asyncio.start_server(on_client, "127.0.0.1", 0)
