# Probes: a parameter's default is not all that it can be, where no call is known.
import time
from enum import Enum


class Kind(Enum):
    LOCAL = "local"
    REMOTE = "remote"


def fetch(kind):
    if kind is Kind.REMOTE:
        time.sleep(0.001)


async def by_default(kind=Kind.LOCAL):
    fetch(kind)  # BLOCK: time.sleep


def shared(kind=Kind.LOCAL):
    fetch(kind)


async def calls():
    shared()
    shared(Kind.REMOTE)  # BLOCK: time.sleep
