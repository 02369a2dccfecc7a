"""The benchmarks can be run; what they find says nothing here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "run.py"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_the_smallest_form_writes_a_page(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SCRIPT, "smoke", tmp_path], check=True, capture_output=True)
    page = (tmp_path / "benchmarks.md").read_text()
    (row,) = re.findall(r"^\| LoopGuard \|.*$", page, re.M)
    time = r"\d+\.\d\d \(\d+\.\d\d\)"
    assert re.fullmatch(rf"\| LoopGuard \|( {time} \|){{4}} [1-9]\d* \| [1-9]\d* \|", row)
