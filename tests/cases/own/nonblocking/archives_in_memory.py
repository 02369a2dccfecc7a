# Probes: archives over io.BytesIO stay in memory; over a path they are files.
import gzip
import io
import tarfile
import zipfile
from io import BytesIO


async def in_memory(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        first = archive.read(names[0])
    buffer = BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as packed:
        packed.write(first)
    with tarfile.open(fileobj=BytesIO(data)) as tar:
        members = tar.getnames()
    return members, buffer.getvalue(), gzip.decompress(data)


async def zip_on_disk(path: str):
    with zipfile.ZipFile(path) as archive:  # BLOCK: zipfile.ZipFile
        return archive.namelist()


async def gzip_on_disk(path: str):
    with gzip.open(path) as packed:  # BLOCK: gzip.open
        return packed.read()  # MAYBE


async def tar_on_disk(path: str):
    with tarfile.open(path) as tar:  # BLOCK: tarfile.open
        return tar.getnames()  # MAYBE
