"""The wheel holds all that LoopGuard needs to run."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
COMPILED = "compiled.bin"
BLOCKLIST = sorted(path.name for path in (REPOSITORY / "blocklist").glob("*.toml"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a wheel that is built from this tree."""
    built = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = built.glob("*.whl")
    content = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(content)
    return content


def run_from(unpacked: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs Python so that `loopguard` is imported from the wheel."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_the_whole_blocklist(unpacked: Path) -> None:
    shipped = unpacked / "loopguard" / "blocklist" / "shipped"
    assert sorted(path.name for path in shipped.iterdir()) == sorted([*BLOCKLIST, COMPILED])
    for name in BLOCKLIST:
        assert (shipped / name).read_bytes() == (REPOSITORY / "blocklist" / name).read_bytes()


def test_the_wheel_holds_every_module_and_the_mark_that_it_is_typed(unpacked: Path) -> None:
    def modules(root: Path) -> set[str]:
        return {path.relative_to(root).as_posix() for path in root.rglob("*.py")}

    assert modules(unpacked / "loopguard") == modules(REPOSITORY / "src" / "loopguard")
    assert (unpacked / "loopguard" / "py.typed").is_file()


def test_the_wheel_reads_its_own_blocklist(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "from loopguard.blocklist.load import load_shipped, shipped_directory\n"
        "print(shipped_directory(), len(load_shipped().files))"
    )
    done = run_from(unpacked, "-c", code, cwd=tmp_path)
    directory = unpacked / "loopguard" / "blocklist" / "shipped"
    assert (done.stdout, done.stderr) == (f"{directory} {len(BLOCKLIST)}\n", "")


def test_the_wheel_makes_a_page(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("async def main():\n    input()\n")
    done = run_from(unpacked, "-m", "loopguard", "check", "--format", "html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "<style>\n:root" in done.stdout


def test_the_wheel_checks_code(unpacked: Path, tmp_path: Path) -> None:
    code = "import requests\n\n\nasync def main(url):\n    return requests.get(url)\n"
    (tmp_path / "main.py").write_text(code)
    done = run_from(unpacked, "-m", "loopguard", "check", "--format", "concise", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("main.py:5:12: LG102 error: `requests.get` ")


def test_the_wheel_brings_the_command_and_the_plugin_of_flake8(unpacked: Path) -> None:
    (entry_points,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert entry_points.read_text() == (
        "[console_scripts]\nloopguard = loopguard.cli:main\n\n"
        "[flake8.extension]\nLG = loopguard.flake8_plugin:Plugin\n"
    )
