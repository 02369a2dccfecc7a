"""The code that is checked: published projects, pinned, and one of them ten times over."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

COPIES = 10


@dataclass(frozen=True)
class Corpus:
    """Python files of `projects` (pinned requirements) side by side; `about` completes "It is …".

    With `copies`, each project stands there so many times, every time under a fresh package name.
    """

    name: str
    projects: tuple[str, ...]
    about: str
    copies: int = 1


PREFECT, LANGFLOW, GRADIO = "prefect==3.9.1", "langflow-base==1.13.0", "gradio==6.31.0"

CORPORA = (
    Corpus("small", ("browser-use==0.13.14",), "one application"),
    Corpus("middle", (PREFECT,), "one large application"),
    Corpus("large", (PREFECT, LANGFLOW, GRADIO), "three applications side by side"),
    Corpus("tenfold", (PREFECT,), "the middle one ten times over", COPIES),
)


def prepare(corpus: Corpus, directory: Path) -> Path:
    """The directory with the corpus; downloads and unpacks what is missing, without installing."""
    target = directory / corpus.name
    if not target.is_dir():
        unfinished = directory / f"{corpus.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        for project in corpus.projects:
            archive = _wheel(project, directory / "wheels")
            for number in range(corpus.copies):
                _unpack(archive, unfinished, number if corpus.copies > 1 else None)
        unfinished.rename(target)
    return target


def python_files(directory: Path) -> list[Path]:
    """The Python files of a corpus in sorted order."""
    return sorted(directory.rglob("*.py"))


def _wheel(requirement: str, directory: Path) -> Path:
    place = directory / requirement.replace("==", "-")
    if not list(place.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--ignore-requires-python", "--dest", str(place)]
        subprocess.run([*command, requirement], check=True)
    (wheel,) = place.glob("*.whl")
    return wheel


def _unpack(wheel: Path, target: Path, number: int | None) -> None:
    """Writes the Python files of a wheel; a number goes to the end of each top-level name.

    The name is replaced as a word wherever it stands, so that each copy imports itself alone.
    """
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(".py")]
        if number is None:
            archive.extractall(target, names)
            return
        tops = sorted({name.split("/")[0].removesuffix(".py") for name in names})
        word = re.compile(rb"\b(" + b"|".join(re.escape(t.encode()) for t in tops) + rb")\b")
        fresh = rb"\g<1>_%02d" % number
        for name in names:
            file = target / word.sub(fresh, name.encode()).decode()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(word.sub(fresh, archive.read(name)))
