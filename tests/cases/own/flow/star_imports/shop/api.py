# Probes: star imports: __all__, private names, and a later star that covers an earlier one.
from .first import *  # noqa: F403
from .second import *  # noqa: F403


def hidden():
    return 1


def _private():
    return 2


async def main():
    pause()  # BLOCK: time.sleep
    wait()  # BLOCK: time.sleep


async def quiet():
    return load(), hidden(), _private()
