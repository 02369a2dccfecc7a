from __future__ import annotations

import shutil
import xml.etree.ElementTree as ElementTree

import pytest

from .conftest import CLEAN, Outcome, Run, Write

CHAIN = """\
import time


def wait():
    time.sleep(1)


async def main():
    wait()


async def other():
    open("x").read()
"""

MERMAID = """\
---
title: "1 blocking call, holding up 1 entry point through wait"
---
flowchart LR
  subgraph f0["app.py"]
    n0(["app.main"]):::entry
    n1["app.wait"]:::function
  end
  n2{{"time.sleep<br/>line 5"}}:::error
  n0 --> n1
  n1 --> n2
  classDef entry fill:#e3ebfd,stroke:#2458c5,color:#111
  classDef function fill:#fff,stroke:#888,color:#111
  classDef error fill:#fbe0dd,stroke:#b3261e,color:#111
"""


def test_the_chains_of_one_function(write: Write, loopguard: Run) -> None:
    write({"app.py": CHAIN})
    assert loopguard("graph", "--function", "wait") == Outcome(0, MERMAID, "")


def test_the_whole_project_into_a_file(write: Write, loopguard: Run) -> None:
    root = write({"app.py": CHAIN})
    assert loopguard("graph", "--format", "dot", "--output", "g.dot") == Outcome(0, "", "")
    text = (root / "g.dot").read_text(encoding="utf-8")
    assert text.startswith("digraph loopguard {\n")
    assert 'label="2 blocking calls, holding up 2 entry points"' in text


def test_a_project_without_blocking_calls(write: Write, loopguard: Run) -> None:
    write({"app.py": CLEAN})
    outcome = loopguard("graph")
    assert (outcome.code, outcome.err) == (0, "")
    assert 'title: "0 blocking calls, holding up 0 entry points"' in outcome.out


def test_rules_and_a_limit_choose_what_is_drawn(write: Write, loopguard: Run) -> None:
    write({"app.py": CHAIN})
    assert "open" not in loopguard("graph", "--ignore", "LG105").out
    limited = loopguard("graph", "--limit", "1").out
    assert 'title: "1 of 2 blocking calls, the gravest first' in limited
    assert "open" not in limited


def test_a_function_that_blocks_nothing_is_a_mistake(write: Write, loopguard: Run) -> None:
    write({"app.py": CHAIN})
    outcome = loopguard("graph", "--function", "app.wiat")
    assert (outcome.code, outcome.out) == (2, "")
    assert "leads through a function 'app.wiat'. Did you mean app.wait?" in outcome.err


def test_files_that_cannot_be_read_are_named(write: Write, loopguard: Run) -> None:
    write({"app.py": CHAIN, "bad.py": "def (:\n"})
    outcome = loopguard("graph")
    assert outcome.code == 0
    assert outcome.err.startswith("bad.py:1:5: cannot be checked: ")


def test_more_than_mermaid_draws_is_told(write: Write, loopguard: Run) -> None:
    calls = "".join(f"async def f{n}():\n    time.sleep({n})\n" for n in range(501))
    write({"app.py": f"import time\n{calls}"})
    assert loopguard("graph", "--limit", "0").err == (
        "This is more than Mermaid draws by itself: lower --limit, or use --format dot or svg\n"
    )
    assert loopguard("graph", "--limit", "0", "--format", "dot").err == ""


def test_svg_without_graphviz_says_what_is_missing(
    write: Write, loopguard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"app.py": CHAIN})
    monkeypatch.setenv("PATH", "")
    outcome = loopguard("graph", "--format", "svg")
    assert (outcome.code, outcome.out) == (2, "")
    assert "--format svg needs the command `dot` of Graphviz" in outcome.err


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_svg_is_drawn_by_graphviz(write: Write, loopguard: Run) -> None:
    write({"app.py": CHAIN})
    outcome = loopguard("graph", "--format", "svg", "--function", "app.main")
    assert (outcome.code, outcome.err) == (0, "")
    texts = ElementTree.fromstring(outcome.out).iter("{http://www.w3.org/2000/svg}text")
    assert {"app.main", "app.wait", "time.sleep", "line 5"} <= {text.text for text in texts}
