# Probes: blocking objects as values of enum members.
import enum
from pathlib import Path


class Folder(enum.Enum):
    CONFIG = Path("/etc/shop")
    DATA = Path("/srv/shop")

    @property
    def marker(self):
        return self.value.joinpath(".keep").exists()  # SINK


async def read():
    return Folder.CONFIG.value.read_text()  # BLOCK: pathlib.Path.read_text


async def each():
    for folder in Folder:
        folder.value.read_text()  # BLOCK: pathlib.Path.read_text
    return [folder.name.lower() for folder in Folder]


async def check(folder: Folder):
    folder.name.lower()
    return folder.marker  # BLOCK: pathlib.Path.exists


async def label(folder: Folder):
    return folder.value.name, Folder.DATA.value.suffix
