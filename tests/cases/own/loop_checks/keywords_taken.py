# Probes: what a function takes out of its **kwargs by name decides as a parameter does.
import time
from pathlib import Path


def fetch(name, **kwargs):
    if kwargs.get("wait"):
        time.sleep(0.001)
    return name


def marked(name, **kwargs):
    if kwargs.get("x"):
        time.sleep(0.001)
    return name


def stored(name, **options):
    path = options.pop("path", None)
    if path is not None:
        return path.read_text()
    return name


def loud(name, **kwargs):
    if kwargs.get("loud", True):
        time.sleep(0.001)
    return name


def either(name, **kwargs):
    kwargs.setdefault("wait", True)
    if kwargs.get("wait"):
        time.sleep(0.001)
    return name


def passed_on(name, **kwargs):
    return fetch(name, **kwargs)


def filled(name, **kwargs):
    fill(kwargs)
    if kwargs.get("wait"):
        time.sleep(0.001)
    return name


def fill(options):
    options["wait"] = True


def taken_twice(name, **kwargs):
    first = kwargs.pop("wait", None)
    if kwargs.get("wait"):
        time.sleep(0.001)
    return name, first


def set_later(name, **kwargs):
    if kwargs.get("wait"):
        time.sleep(0.001)
    kwargs["wait"] = True
    return name, kwargs["wait"]


def set_before_long(names, **kwargs):
    for _ in names:
        if kwargs.get("wait"):
            time.sleep(0.001)
        kwargs["wait"] = True


class Reader:
    def __init__(self, name, **kwargs):
        self.name = name
        self.wait = kwargs.get("wait", False)

    def read(self):
        if self.wait:
            time.sleep(0.001)
        return self.name


async def asked():
    fetch("a", wait=True)  # BLOCK: time.sleep
    fetch("a", wait=False)
    fetch("a")
    fetch("a", other=1)
    passed_on("a", wait=True)  # BLOCK: time.sleep


async def of_paths():
    stored("a", path=Path("x"))  # BLOCK: pathlib.Path.read_text
    stored("a", path=None)
    stored("a")


async def by_default():
    loud("a")  # BLOCK: time.sleep
    loud("a", loud=False)


async def of_unknown(options: dict):
    marked("a", **options)  # BLOCK: time.sleep
    marked("a")


async def changed():
    either("a")  # BLOCK: time.sleep
    filled("a")  # BLOCK: time.sleep
    set_later("a")
    set_later("a", wait=True)  # BLOCK: time.sleep
    set_before_long(["a", "b"])  # BLOCK: time.sleep


async def kept():
    Reader("a", wait=True).read()  # BLOCK: time.sleep
    Reader("a").name.upper()
