# Probes: `except*` of Python 3.11, read by any interpreter.
import asyncio
import time


async def retry():
    try:
        raise ExceptionGroup("", [OSError(), ValueError()])
    except* OSError as group:
        time.sleep(len(group.exceptions))  # BLOCK: time.sleep
    except *ValueError:
        await asyncio.sleep(0)
