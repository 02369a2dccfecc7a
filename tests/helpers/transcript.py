"""Pages of documentation that are played: files are written, commands run, outputs put in."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

from loopguard.cli.main import run

_BLOCK = re.compile(
    r'^```(?:\w+ title="(?P<file>[^"\n]+)"\n(?P<text>.*?)|console\n(?P<session>.*?))^```$',
    re.MULTILINE | re.DOTALL,
)


def played(page: str, directory: Path) -> str:
    """The page with what its commands really print, run one after the other in `directory`.

    A block with a title is a file, written in its turn; in a block of `console`, each line that
    begins with `$ loopguard ` is run, and what stands below it is its output. Files of the same
    title stand for the next state of the file. The caller has to make `directory` the current one;
    it becomes a project.
    """
    (directory / "pyproject.toml").touch()

    def play(found: re.Match[str]) -> str:
        if found["file"]:
            file = directory / found["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(found["text"], encoding="utf-8")
            return found[0]
        commands = re.findall(r"^\$ loopguard (.*)$", found["session"], re.MULTILINE)
        shown = "\n".join(f"$ loopguard {command}\n{_output(command)}" for command in commands)
        return f"```console\n{shown}```"

    return _BLOCK.sub(play, page)


def _output(command: str) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(stream):
        run(shlex.split(command, comments=True))
    stream.seek(0)
    return stream.read()
