"""The table in docs/other-linters.md, against the ruff that is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..helpers.project import check_project

PAGE = Path(__file__).parents[2] / "docs" / "other-linters.md"
RUFF = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff") or ""

CODE = """\
import os
import subprocess
import time
import urllib.request
from pathlib import Path

import httpx
import requests


async def main(url, path: Path, client: httpx.Client):
    requests.get(url)
    urllib.request.urlopen(url)
    httpx.get(url)
    client.get(url)
    subprocess.Popen(["ls"])
    os.popen("ls")
    subprocess.run(["ls"])
    os.system("ls")
    os.wait()
    open("x")
    path.read_text()
    os.path.exists("x")
    input()
    time.sleep(1)
"""

pytestmark = pytest.mark.skipif(not RUFF, reason="needs ruff")


def ruff(*arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [RUFF, *arguments], input=given, capture_output=True, text=True, check=False
    )
    return done.stdout


def table() -> dict[str, str]:
    """LoopGuard's code by ruff's."""
    rows = re.findall(r"^\| (ASYNC\d+) \|.*\| (LG\d+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return dict(rows)


def test_the_table_names_each_rule_of_ruffs_that_is_about_blocking() -> None:
    rules = json.loads(ruff("rule", "--all", "--output-format", "json"))
    codes = [rule["code"] for rule in rules if (rule["code"] or "").startswith("ASYNC2")]
    assert list(table()) == sorted(codes)


def test_what_ruff_reports_is_reported_with_the_code_in_the_table(tmp_path: Path) -> None:
    options = ["--isolated", "--select", "ASYNC2", "--output-format", "json"]
    theirs = json.loads(ruff("check", *options, "-", given=CODE))
    ours = {f.span.line: f.code for f in check_project(tmp_path, CODE)}
    pairs = {(one["code"], ours.get(one["location"]["row"], "")) for one in theirs}
    assert pairs == set(table().items())


def test_ruff_leaves_our_comments_alone_where_it_is_told_to() -> None:
    code = "import time\n\nasync def main():\n    time.sleep(1)  # noqa: LG101\n"
    options = ["check", "--isolated", "--select", "RUF102", "--output-format", "concise"]
    external = "lint.external = ['LG']"
    assert "LG101" in ruff(*options, "-", given=code)
    assert "LG101" not in ruff(*options, "--config", external, "-", given=code)
