"""A second chance for calls that a busy service turned away."""

import time
from collections.abc import Callable
from typing import TypeVar

from saas import config

Result = TypeVar("Result")


def retry(call: Callable[[], Result], *, on: type[Exception], attempts: int = 3) -> Result:
    for attempt in range(1, attempts):
        try:
            return call()
        except on:
            time.sleep(config.RETRY_DELAY * attempt)
    return call()
