"""Downloads the projects of projects.txt and unpacks their Python files, without installing them.

Usage: python field/fetch.py DIRECTORY
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

PROJECTS = Path(__file__).with_name("projects.txt")


def requirements() -> list[str]:
    """The pinned requirements, one for each project."""
    lines = PROJECTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def fetch(requirement: str, directory: Path) -> Path:
    """The directory with the project's files; downloads them unless they are there."""
    target = directory / requirement.partition("==")[0]
    if target.is_dir():
        return target
    wheels = directory / "wheels" / target.name
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary", ":all:", "--ignore-requires-python", "--dest", str(wheels)]
    subprocess.run([*command, requirement], check=True)
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target, [n for n in archive.namelist() if n.endswith(".py")])
    return target


if __name__ == "__main__":
    for project in requirements():
        print(fetch(project, Path(sys.argv[1])))
