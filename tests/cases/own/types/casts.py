# Probes: typing.cast gives the type that is written.
import asyncio
import threading
import typing
from typing import Any, cast


async def wait(registry: dict[str, Any]):
    ready = cast(threading.Event, registry["ready"])
    return ready.wait(1)  # BLOCK: threading.Event.wait


async def wait_quoted(registry: dict[str, Any]):
    return typing.cast("threading.Event", registry["ready"]).wait(1)  # BLOCK: threading.Event.wait


async def wait_async(registry: dict[str, Any]):
    ready = cast(asyncio.Event, registry["done"])
    return await ready.wait()


async def unknown(registry: dict[str, Any]):
    return registry["free"].wait(1)
