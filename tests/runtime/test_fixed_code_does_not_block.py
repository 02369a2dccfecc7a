"""The fixed code is run: before the fix it blocks the loop, after it it does not; results agree."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blockbuster import BlockBuster, BlockingError

from ..helpers.fixing import fix_project

pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="BlockBuster patches CPython's own types"
)

CASES = {
    "equivalent": "import time\n\n\nasync def main(path):\n    return time.sleep(0.001)\n",
    "in a comprehension": """\
import time


async def main(path):
    return [time.sleep(0) for _ in range(2)], {1: time.sleep(0)}
""",
    "offloaded function": """\
import os


async def main(path):
    return os.stat(path).st_size, sorted(os.listdir(os.path.dirname(path)))
""",
    "offloaded with keywords": """\
import subprocess
import sys


async def main(path):
    return subprocess.run(
        [sys.executable, "-c", "print(7)"],  # quick
        capture_output=True,
        check=True,
    ).stdout
""",
    "helper": """\
import time


def rest(seconds, *, result):
    time.sleep(seconds)
    return result


async def main(path):
    return f"{rest(0, result=path)!r}", (yielded := rest(0, result=1)) + yielded
""",
    "helper with anyio": """\
import time

import anyio


def rest(seconds, *, result):
    time.sleep(seconds)
    return result


async def main(path):
    if rest(0, result=True) and (x := rest(0, result=[1]))[0]:
        return rest(0, result=x)[0]
""",
    "property, operators and items": """\
import os


class Folder:
    def __init__(self, path):
        self.path = path

    @property
    def size(self):
        return os.stat(self.path).st_size

    def __contains__(self, name):
        return os.path.exists(os.path.join(self.path, name))

    def __getitem__(self, name):
        return os.stat(os.path.join(self.path, name)).st_mode

    def __setitem__(self, name, mode):
        os.chmod(os.path.join(self.path, name), mode)

    def __len__(self):
        return len(os.listdir(self.path))


async def main(path):
    folder, name = Folder(os.path.dirname(path)), os.path.basename(path)
    folder[name] = 0o600
    found = [folder[x] for x in (name,) if x in folder]
    return folder.size.bit_length() > 0, "none" not in folder, found, 1 if folder else 0
""",
    "listing": """\
from pathlib import Path


async def main(path):
    return [x.name for x in Path(path).parent.iterdir()]
""",
    "file in one step": """\
import json


async def main(path: str):
    with open(path) as file:
        text = file.read()
    with open(path, "rb") as file:
        data = file.read()
    with open(path + ".new", "w") as file:
        file.write(text)
    return text.strip(), data, open(path + ".new").read(), json.load(open(path))
""",
}


@pytest.fixture
def watched() -> Iterator[BlockBuster]:
    detector = BlockBuster(excluded_modules=["importlib", "linecache"])
    detector.activate()
    yield detector
    detector.deactivate()


def load(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
def test_it_blocks_before_and_not_after_and_gives_the_same(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    data = tmp_path / "data" / "x.json"
    data.parent.mkdir()
    data.write_text('{"a": 1}\n')
    before = tmp_path / "before.py"
    before.write_text(code)
    result = asyncio.run(load(before)(str(data)))

    project = tmp_path / "project"
    fixed = fix_project(project, code, unsafe=True)
    assert fixed.left == ()
    main = load(project / "main.py")
    request.getfixturevalue("watched")
    with pytest.raises(BlockingError):
        asyncio.run(load(before)(str(data)))
    assert asyncio.run(main(str(data))) == result
