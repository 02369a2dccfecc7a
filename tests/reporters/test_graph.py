"""Graphs show the chains, tell what they leave out, and are what their readers take."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from loopguard.domain.result import CheckResult
from loopguard.reporters.graph import (
    build_graph,
    functions_of,
    passes_through,
    render_dot,
    render_mermaid,
)
from loopguard.reporters.graph.model import Graph, Kind, Node

from ..conftest import CompareGolden
from .conftest import direct_with_replacement

GOLDEN = Path(__file__).parent / "golden"

ODD = [
    'a "b" c', "`code` #35; %%", "end", "<b>&amp;</b> {y} [z] |p|", "\u65e5\u672c \\N \\", '"];x',
]  # fmt: skip


def test_mermaid(result: CheckResult, compare_golden: CompareGolden) -> None:
    compare_golden(GOLDEN / "graph-mermaid.txt", render_mermaid(build_graph(result)))


def test_dot(result: CheckResult, compare_golden: CompareGolden) -> None:
    compare_golden(GOLDEN / "graph-dot.txt", render_dot(build_graph(result)))


def test_one_function_brings_its_chains_only(result: CheckResult) -> None:
    graph = build_graph(result, function="payments.charge")
    assert [node.label for node in graph.nodes] == [
        "api.pay",
        "payments.charge",
        "Gateway.send",
        "stripe.Charge.create\nline 12",
    ]
    assert graph.title == "1 blocking call, holding up 1 entry point through payments.charge"


def test_a_function_is_named_by_whole_parts(result: CheckResult) -> None:
    finding = direct_with_replacement()
    assert passes_through(finding, "pay")
    assert passes_through(finding, "shop.api.pay")
    assert not passes_through(finding, "ay")
    assert "shop.payments.Gateway.send" in functions_of(result)


def test_the_limit_is_told(result: CheckResult) -> None:
    graph = build_graph(result, limit=2)
    assert graph.title == (
        "2 of 7 blocking calls, the gravest first, holding up 4 entry points (--limit 0 draws all)"
    )
    blocking = [node for node in graph.nodes if node.kind in (Kind.ERROR, Kind.WARNING)]
    assert len(blocking) == 2


def test_many_entry_points_of_one_cause_are_counted(result: CheckResult) -> None:
    one = direct_with_replacement()
    trace = (replace(one.trace[0], callee="m.f"), replace(one.trace[0], line=9, function="m.f"))
    many = tuple(
        replace(
            one,
            function=f"a.f{n}",
            trace=(replace(trace[0], function=f"a.f{n}"), trace[1]),
        )
        for n in range(10)
    )
    graph = build_graph(replace(result, findings=many))
    assert [n.label for n in graph.nodes if n.kind is Kind.MORE] == ["4 more entry points"]
    assert len([n for n in graph.nodes if n.kind is Kind.ENTRY]) == 6
    assert ("more shop/api.py:9:5 time.sleep", "m.f") in graph.edges


def test_a_graph_of_nothing_is_a_graph(clean_result: CheckResult) -> None:
    graph = build_graph(clean_result)
    assert graph.title == "0 blocking calls, holding up 0 entry points"
    assert render_mermaid(graph).endswith("flowchart LR\n")


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("odd", ODD)
def test_graphviz_shows_the_labels_as_they_are(odd: str) -> None:
    nodes = (Node("a", odd, Kind.ENTRY, odd), Node("b", "b", Kind.ERROR, ""))
    text = render_dot(Graph(odd, nodes, (("a", "b"),)))
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    drawn = ElementTree.fromstring(done.stdout)
    shown = [part.text for part in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(filter(None, shown)) == sorted([odd, odd, odd, "b"])


@pytest.mark.parametrize("odd", ODD)
def test_a_label_in_mermaid_holds_no_marks(odd: str) -> None:
    text = render_mermaid(Graph("t", (Node("a", odd, Kind.ENTRY, ""),), ()))
    label = text.splitlines()[4].removeprefix('  n0(["').removesuffix('"]):::entry')
    assert set('"`<>&[]{}|\\%') & set(label) == set()
