"""A second chance for calls that a busy service turned away."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from saas import config

Result = TypeVar("Result")


async def retry(
    call: Callable[[], Awaitable[Result]], *, on: type[Exception], attempts: int = 3
) -> Result:
    for attempt in range(1, attempts):
        try:
            return await call()
        except on:
            await asyncio.sleep(config.RETRY_DELAY * attempt)
    return await call()
