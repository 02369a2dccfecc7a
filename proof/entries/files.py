"""Files, input and processes in the standard library: all of them wait at a named pipe."""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from ..conftest import Pipe
from ..hold import Hold
from ..registry import Case, proves
from ..watch import Held


@proves("builtins.open")
def builtins_open(pipe: Pipe) -> Iterator[Case]:
    def read() -> bytes:
        with open(pipe.path, "rb") as file:
            return file.read()

    yield Case(read, pipe.hold)


@proves("pathlib.Path.open")
def path_open(pipe: Pipe) -> Iterator[Case]:
    yield Case(lambda: pipe.path.open("rb").close(), Hold(lambda: open_and_close(pipe)))


@proves("pathlib.Path.read_text")
def path_read_text(pipe: Pipe) -> Iterator[Case]:
    yield Case(pathlib.Path(pipe.path).read_text, pipe.hold)


@proves("pathlib.Path.read_bytes")
def path_read_bytes(pipe: Pipe) -> Iterator[Case]:
    yield Case(pathlib.Path(pipe.path).read_bytes, pipe.hold)


@proves("pathlib.Path.write_text")
def path_write_text(pipe: Pipe) -> Iterator[Case]:
    yield Case(lambda: pipe.path.write_text("content"), Hold(pipe.path.read_text))


@proves("os.open")
def os_open(pipe: Pipe) -> Iterator[Case]:
    yield Case(
        lambda: os.close(os.open(pipe.path, os.O_RDONLY)), Hold(lambda: open_and_close(pipe))
    )


@proves("gzip.open")
def gzip_open(pipe: Pipe) -> Iterator[Case]:
    pipe.content = gzip.compress(b"content")

    def read() -> bytes:
        with gzip.open(pipe.path) as file:
            return file.read()

    yield Case(read, pipe.hold)


@proves("shutil.copyfileobj")
def copyfileobj(tmp_path: pathlib.Path) -> Iterator[Case]:
    reading, writing = os.pipe()
    with open(reading, "rb") as source, (tmp_path / "copy").open("wb") as target:
        yield Case(lambda: shutil.copyfileobj(source, target), Hold(lambda: os.close(writing)))


@proves("fcntl.flock")
def flock(tmp_path: pathlib.Path) -> Iterator[Case]:
    path = tmp_path / "lock"
    with path.open("w") as first, path.open("w") as second:
        fcntl.flock(first, fcntl.LOCK_EX)
        yield Case(
            lambda: fcntl.flock(second, fcntl.LOCK_EX),
            Hold(lambda: fcntl.flock(first, fcntl.LOCK_UN)),
        )


def typed() -> Iterator[Hold]:
    """Puts a pipe in the place of standard input, into which a line is written."""
    reading, writing = os.pipe()
    with open(reading) as stdin, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", stdin)
        yield Hold(lambda: (os.write(writing, b"yes\n"), os.close(writing)))


@proves("builtins.input")
def builtins_input() -> Iterator[Case]:
    for hold in typed():
        yield Case(input, hold)


@proves("sys.stdin.readline")
def stdin_readline() -> Iterator[Case]:
    for hold in typed():
        yield Case(lambda: sys.stdin.readline(), hold)


@proves("sys.stdin.read")
def stdin_read() -> Iterator[Case]:
    for hold in typed():
        yield Case(lambda: sys.stdin.read(), hold)


async def create_subprocess_exec(held: Held, *command: str) -> None:
    """The async way to run a command and take its output."""
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    await held(process.communicate())


@proves("subprocess.run", "asyncio.create_subprocess_exec")
def subprocess_run(pipe: Pipe) -> Iterator[Case]:
    command = ["cat", str(pipe.path)]
    yield Case(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL),
        pipe.hold,
        {"asyncio.create_subprocess_exec": lambda held: create_subprocess_exec(held, *command)},
    )


@proves("subprocess.check_output", "asyncio.create_subprocess_exec")
def subprocess_check_output(pipe: Pipe) -> Iterator[Case]:
    command = ["cat", str(pipe.path)]
    yield Case(
        lambda: subprocess.check_output(command),
        pipe.hold,
        {"asyncio.create_subprocess_exec": lambda held: create_subprocess_exec(held, *command)},
    )


@proves("subprocess.getoutput")
def subprocess_getoutput(pipe: Pipe) -> Iterator[Case]:
    yield Case(lambda: subprocess.getoutput(f"cat {pipe.path}"), pipe.hold)


@proves("subprocess.Popen.wait")
def popen_wait(pipe: Pipe) -> Iterator[Case]:
    with subprocess.Popen(["cat", str(pipe.path)], stdout=subprocess.DEVNULL) as process:
        yield Case(process.wait, pipe.hold)


@proves("subprocess.Popen.communicate")
def popen_communicate(pipe: Pipe) -> Iterator[Case]:
    with subprocess.Popen(["cat", str(pipe.path)], stdout=subprocess.PIPE) as process:
        yield Case(process.communicate, pipe.hold)


@proves("subprocess.Popen.stdout.readline")
def popen_stdout_readline(pipe: Pipe) -> Iterator[Case]:
    with subprocess.Popen(["cat", str(pipe.path)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield Case(process.stdout.readline, pipe.hold)


@proves("os.system")
def os_system(pipe: Pipe) -> Iterator[Case]:
    yield Case(lambda: os.system(f"cat {pipe.path} >/dev/null"), pipe.hold)


@proves("os.popen")
def os_popen(pipe: Pipe) -> Iterator[Case]:
    yield Case(lambda: os.popen(f"cat {pipe.path}").read(), pipe.hold)


@proves("os.waitpid")
def os_waitpid(pipe: Pipe) -> Iterator[Case]:
    process = os.posix_spawnp(
        "cat",
        ["cat", str(pipe.path)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    yield Case(lambda: os.waitpid(process, 0), pipe.hold)


def open_and_close(pipe: Pipe) -> None:
    """Opens a pipe for writing, which is all that its reader waits for."""
    os.close(os.open(pipe.path, os.O_WRONLY))
