# Probes: what an archive over an open file still does to the disk, and what it does not.
import bz2
import gzip
import io
import tarfile
import tempfile
import zipfile


class Export:
    def __init__(self):
        self.file = tempfile.SpooledTemporaryFile(max_size=1000)
        self.archive = zipfile.ZipFile(self.file, mode="w")

    def add(self, name: str, data: bytes):
        self.archive.writestr(name, data)  # SINK


async def into_a_spooled_file(data: bytes):
    export = Export()
    export.add("data", data)  # BLOCK: zipfile.ZipFile.writestr


async def into_a_path(path: str):
    return zipfile.ZipFile(path, mode="w")  # BLOCK: zipfile.ZipFile


async def unpacked(data: bytes, path: str):
    archive = zipfile.ZipFile(io.BytesIO(data))
    archive.testzip()
    archive.extractall(path)  # BLOCK: zipfile.ZipFile.extractall


async def unpacked_inside(data: bytes, path: str):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.getnames()
        archive.extractall(path)  # BLOCK: tarfile.TarFile.extractall


async def packed_from_the_disk(path: str):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("name", "text")
        archive.write(path)  # BLOCK: zipfile.ZipFile.write
    return buffer.getvalue()


async def streams(data: bytes):
    with gzip.open(io.BytesIO(data)) as packed, bz2.open(io.BytesIO(data)) as other:
        return packed.read(), other.read()


async def members(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("name") as member:
        return member.read()
