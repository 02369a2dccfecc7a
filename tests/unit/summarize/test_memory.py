"""Nothing of a file that was read stays behind: runs do not look for garbage."""

from __future__ import annotations

import ast
import gc

import pytest

from loopguard.summarize import module as module_reading
from loopguard.summarize import summarize_source

SOURCE = """\
import time


class Client:
    def get(self):
        return [self.send(n) for n in range(3)]


async def main():
    with open("x") as file:
        time.sleep(1)
"""


@pytest.mark.parametrize("text", [SOURCE, "x = " + "-" * 100_000 + "1\n"], ids=["file", "too deep"])
def test_a_summary_leaves_no_reader_behind(text: str) -> None:
    gc.collect()
    gc.disable()
    try:
        summarize_source(text)
        left = [
            o for o in gc.get_objects() if isinstance(o, module_reading.ModuleReader | ast.stmt)
        ]
    finally:
        gc.enable()
    assert left == []
