# Probes: type parameters of Python 3.12 on one line and on several, read by any interpreter.
import asyncio
import time


class Repository[Row: dict, *Rest, **Options]:
    async def load[Key](self, key: int) -> Row:
        time.sleep(1)  # BLOCK: time.sleep
        return {}

    async def load_later(self) -> Row:
        await asyncio.sleep(0)
        return {}


class Cached[
    Row: dict,  # what is in it
](Repository[Row, int, [str]]):
    def warm(self) -> None:
        time.sleep(1)  # SINK

    async def start(self) -> None:
        self.warm()  # BLOCK: time.sleep


async def first[
    Number: int,

    *Rest,
](number: int) -> int:
    time.sleep(1)  # BLOCK: time.sleep
    return number


async def second[Number](number: int) -> int:
    return number + 1
