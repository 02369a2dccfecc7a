# Probes: defaults of type parameters as of Python 3.13, read by any interpreter.
import asyncio
import time


class Repository[Row = dict, **Options = [str]]:
    async def load(self) -> Row:
        time.sleep(1)  # BLOCK: time.sleep
        return {}

    async def load_later(self) -> Row:
        await asyncio.sleep(0)
        return {}


class Several[*Rows = *tuple[int, str]]:
    async def load_later(self) -> None:
        await asyncio.sleep(0)
