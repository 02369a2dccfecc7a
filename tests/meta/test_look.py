"""The walk through the site complains of a bad page, and is content with a good one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PAGE = """<!doctype html><title>t</title><link rel="icon" href="data:,">
<body style="color: {color}"><article>{text}</article>"""
GOOD = """<h1>Good</h1><p id="here">text, <code>**code**</code></p><h2>More</h2>
<p>See <a href="#here">here</a> and <a href="bad/#there">there</a>.</p>"""
BAD = """<h1>Bad</h1><h1>Worse</h1><p style="width: 3000px">**bold**</p><h2 id="there">Nothing</h2>
<h2>End</h2><p><img src="gone.png"> <a href="../#nowhere">a</a> <a href="gone/">b</a></p>
<table><tr><td><code>a \\| b</code></table>
<script>console.error("no"); fetch("http://127.0.0.1:9/").catch(() => {})</script>"""


def test_a_bad_page_is_told_from_a_good_one(browser: Any, tmp_path: Path) -> None:
    from website.look import Look, served

    (tmp_path / "bad").mkdir()
    (tmp_path / "index.html").write_text(PAGE.format(color="black", text=GOOD))
    (tmp_path / "bad" / "index.html").write_text(PAGE.format(color="#ddd", text=BAD))
    with served(tmp_path) as address:
        look = Look(address, tmp_path, None)
        look.at(browser, "phone", ["", "bad/"])
    look.follow_links()
    told = "\n".join(look.complaints)
    expected = [
        "px wide",
        "has 2 titles",
        'has nothing under "Bad"',
        'has nothing under "Nothing"',
        "lacks the image",
        "**bold**",
        "shows a backslash: a \\| b",
        "is hard to read (1.3",
        "says no",
        "asks for http://127.0.0.1:9/",
        "leads to no place: #nowhere",
        "leads to no file: bad/gone/",
    ]
    assert [text for text in expected if text not in told] == []
    assert [what for what in look.complaints if "bad/" not in what] == []
