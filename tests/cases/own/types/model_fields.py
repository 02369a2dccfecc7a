# Probes: fields of dataclasses, attrs classes and pydantic models as receivers.
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

import attrs
import pydantic


@dataclass
class Job:
    name: str
    source: Path
    backup: Optional[Path] = None
    parts: list[Path] = field(default_factory=list)


@attrs.define
class Report:
    title: str
    target: Path = attrs.field(factory=Path)


class Upload(pydantic.BaseModel):
    title: str
    file: Path


async def run(job: Job):
    job.source.read_text()  # BLOCK: pathlib.Path.read_text
    if job.backup is not None:
        job.backup.write_text(job.name)  # BLOCK: pathlib.Path.write_text
    for part in job.parts:
        part.unlink()  # BLOCK: pathlib.Path.unlink


async def publish():
    report = Report("sales")
    report.target.write_text(report.title)  # BLOCK: pathlib.Path.write_text


async def receive(upload: Upload):
    upload.file.read_bytes()  # BLOCK: pathlib.Path.read_bytes
    return upload.title.strip()


async def describe(job: Job, upload: Upload):
    return job.name.title(), job.source.name, upload.file.suffix, len(job.parts)
