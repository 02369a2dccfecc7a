"""What a baseline says of a finding, and that it stays the same while code moves."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from loopguard.baseline import Entry, entries_of

from ...helpers.project import Files, check_project

HELPER = "import requests\n\ndef load(url):\n    return requests.get(url)\n"
SERVICE = """\
from shop.rates import load

class Shop:
    async def pay(self):
        return load("/")
"""
PAY = Entry("shop/service.py", "Shop.pay", "LG102", "load", "requests.get")


def entries(root: Path, files: Files) -> Counter[Entry]:
    return entries_of(check_project(root, files), root)


def test_an_entry_names_functions_inside_their_files(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/rates.py": HELPER, "shop/service.py": SERVICE}
    assert entries(tmp_path, files) == {PAY: 1}


def test_a_direct_call_names_what_blocks_twice(tmp_path: Path) -> None:
    code = "import time\nasync def main():\n    time.sleep(1)\n    time.sleep(2)\n"
    found = entries(tmp_path, {"src/app.py": code})
    assert found == {Entry("src/app.py", "main", "LG101", "time.sleep", "time.sleep"): 2}


@pytest.mark.parametrize(
    "files",
    [
        {
            "shop/__init__.py": "",
            "shop/rates.py": f"# moved\n\n\n{HELPER}",
            "shop/service.py": f"# moved\n\n\n{SERVICE}",
        },
        {
            "shop/__init__.py": "",
            "shop/money.py": HELPER,
            "shop/service.py": SERVICE.replace("shop.rates", "shop.money"),
        },
        {
            "shop/__init__.py": "",
            "shop/rates/__init__.py": HELPER,
            "shop/service.py": SERVICE,
        },
    ],
    ids=["moved lines", "renamed helper", "helper made a package"],
)
def test_an_entry_is_the_same_where_code_has_only_moved(tmp_path: Path, files: Files) -> None:
    assert entries(tmp_path, files) == {PAY: 1}


def test_a_renamed_file_changes_nothing_but_the_path(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/rates.py": HELPER, "shop/till/desk.py": SERVICE}
    (found,) = entries(tmp_path, files)
    assert found.path == "shop/till/desk.py"
    assert found.without_path == PAY.without_path


def test_work_done_once_is_known_by_the_function_that_does_it(tmp_path: Path) -> None:
    helper = """
        import functools, requests

        @functools.cache
        def rates():
            return requests.get("/")
        """
    caller = "from rates import rates\nasync def %s():\n    return rates()\n"
    expected = {Entry("rates.py", "rates", "LG102", "requests.get", "requests.get"): 1}
    assert entries(tmp_path, {"rates.py": helper, "m.py": caller % "one"}) == expected
    assert entries(tmp_path, {"a.py": caller % "earlier"}) == expected


def test_an_idle_comment_is_known_by_its_text(tmp_path: Path) -> None:
    code = "x = 1  # loopguard: ignore[LG101]\n"
    (found,) = entries(tmp_path, {"main.py": code})
    comment = "# loopguard: ignore[LG101]"
    assert found == Entry("main.py", "", "LG002", comment, comment)
