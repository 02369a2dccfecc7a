# Probes: attributes of attributes of attributes, set in three different ways.
from pathlib import Path


class Disk:
    root: Path

    def __init__(self, root):
        self.root = Path(root)


class Services:
    def __init__(self):
        self.disk = Disk("/srv")
        self.names = {"root": "srv"}


class App:
    services = Services()


app = App()


async def read():
    return app.services.disk.root.read_text()  # BLOCK: pathlib.Path.read_text


async def relabel():
    disk = app.services.disk
    target = disk.root.joinpath("a").with_suffix(".txt")
    target.write_text("x")  # BLOCK: pathlib.Path.write_text


async def names():
    return app.services.names.get("root"), app.services.disk.root.name
