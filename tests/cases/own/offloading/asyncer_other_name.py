# Probes: asyncer.asyncify bound to a name of the project's own, used as call and as decorator.
import functools
import time

import asyncer
from asyncer import asyncify

make_async = asyncer.asyncify
in_thread = functools.partial(asyncify, abandon_on_cancel=True)


def fetch_report(number: int) -> int:
    time.sleep(0.001)  # SINK
    return number


@make_async
def fetch_summary() -> str:
    time.sleep(0.001)
    return "summary"


async def main():
    await make_async(fetch_report)(number=1)
    await asyncify(fetch_report, abandon_on_cancel=True)(2)
    await in_thread(fetch_report)(3)
    return await fetch_summary()


async def wrong():
    await make_async(print)(fetch_report(1))  # BLOCK: time.sleep
