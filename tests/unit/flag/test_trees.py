"""The walk over trees finds what LibCST's own matchers find."""

from __future__ import annotations

import libcst as cst
import pytest
from libcst import matchers

from loopguard.flag.trees import holds, nodes_in

CODE = """\
@decorated(1)
async def f(a, *rest: int, b=g(), **more) -> int:  # with a comment
    with open(path) as file, lock:
        return [await x(y) for x in (z := h()) if not x] + (yield a[b:c], {**d, "k": f"{e()!r}"})
    lambda q: super().__init__(q)
"""


@pytest.mark.parametrize(
    "kind", [cst.Call, cst.Await, cst.Yield, cst.NamedExpr, cst.Name, cst.Param, cst.CompFor]
)
def test_each_node_is_found_once(kind: type[cst.CSTNode]) -> None:
    """White space and parentheses are left out, no node that means something is."""
    tree = cst.parse_module(CODE)
    found = [id(node) for node in nodes_in(tree) if isinstance(node, kind)]
    expected = [id(node) for node in matchers.findall(tree, getattr(matchers, kind.__name__)())]
    assert expected
    assert sorted(found) == sorted(expected)
    assert holds(tree, kind)


def test_what_is_not_there_is_not_held() -> None:
    """A tree holds only kinds of which it has a node."""
    assert not holds(cst.parse_expression("a.b[c]"), cst.Call, cst.Await)
