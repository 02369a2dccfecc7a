# Branches decided by a constant: a member of an enumeration, a name, a kind kept in an attribute.
import time
from enum import Enum


class Kind(Enum):
    LOCAL = "local"
    REMOTE = "remote"


class Mode(str, Enum):
    FAST = "fast"
    SLOW = "slow"


SLOW = "slow"


def fetch(kind: Kind):
    if kind is Kind.REMOTE:
        time.sleep(1)


def load(kind):
    if kind in (Kind.LOCAL, Kind.REMOTE) and kind != Kind.LOCAL:
        time.sleep(1)


def read(system: str):
    if system == Kind.LOCAL.value:
        return
    elif system == Kind.REMOTE.value:
        time.sleep(1)


def run(mode):
    if mode == SLOW:
        time.sleep(1)


async def members():
    fetch(Kind.LOCAL)
    fetch(Kind.REMOTE)  # BLOCK: time.sleep
    load(Kind.LOCAL)
    load(Kind.REMOTE)  # BLOCK: time.sleep


async def values():
    read(Kind.LOCAL.value)
    read(Kind.REMOTE.value)  # BLOCK: time.sleep


async def texts():
    run("fast")
    run(SLOW)  # BLOCK: time.sleep
    run(Mode.FAST)
    run(Mode.SLOW)  # BLOCK: time.sleep


async def unknown(kind: Kind = Kind.REMOTE, mode: str = "slow"):
    fetch(kind)  # BLOCK: time.sleep
    run(mode)  # BLOCK: time.sleep


USUAL = Kind.LOCAL


def configured():
    return vars(Kind).get("REMOTE")


class Fetcher:
    usual = Kind.LOCAL

    def __init__(self):
        self.kind = configured() or Kind.LOCAL

    async def fetch(self):
        fetch(self.kind)  # BLOCK: time.sleep
        fetch(self.usual)
        fetch(USUAL)


async def or_a_default():
    fetch(configured() or Kind.LOCAL)  # BLOCK: time.sleep
    kind = configured() or Kind.LOCAL
    fetch(kind)  # BLOCK: time.sleep
    kind = configured()
    if kind is None:
        kind = Kind.LOCAL
    fetch(kind)  # BLOCK: time.sleep
    usual = Kind.LOCAL
    fetch(usual)


async def one_of_two(flag: bool):
    fetch(Kind.LOCAL if flag else Kind.REMOTE)  # BLOCK: time.sleep
    load(Kind.LOCAL if flag else Kind.LOCAL)


class Selection:
    def __init__(self, kind, client=None):
        self.kind = kind
        self.client = client

    def resolve(self):
        if self.kind == "wait":
            time.sleep(1)

    def through_client(self):
        if self.client is not None:
            time.sleep(1)


async def attributes(kind: str = "wait"):
    Selection("pass").resolve()
    Selection("wait").resolve()  # BLOCK: time.sleep
    Selection(kind).resolve()  # BLOCK: time.sleep
    Selection("pass").through_client()
    Selection("pass", object()).through_client()  # BLOCK: time.sleep


def inner(reason):
    if reason:
        time.sleep(1)


def outer(reason=None):
    inner(reason=reason)


async def handed_on(reason: str = "late"):
    outer()
    outer(None)
    outer(reason)  # BLOCK: time.sleep


class Prompts:
    def __init__(self, directory=None):
        self.directory = directory or None
        if self.directory:
            time.sleep(1)


async def in_the_constructor(directory: str = "prompts"):
    Prompts()
    Prompts(directory)  # BLOCK: time.sleep


class Node:
    def __init__(self, value=None):
        self.value = value


def innermost(node):
    while node:
        node = node.value
        if node == "slow":
            time.sleep(1)


async def in_circles():
    innermost(Node("slow"))  # BLOCK: time.sleep
