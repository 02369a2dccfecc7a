"""Linking looks at positions in few places, all of which `graph/positions.py` knows of."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "loopguard"
POSITIONS = frozenset(
    ("line", "column", "end_line", "end_column", "statement", "statement_end", "body_end", "start")
)
COMPARING = {
    "graph/locks.py": "which sites stand in the body of a `with`",
    "graph/positions.py": "what this test is about",
    "graph/propagate.py": "which place comes first, and which are the same",
}
TELLING = {
    "graph/explain.py": "links anew for each question",
    "graph/unresolved.py": "is asked for by a flag, with which no result is used again",
    "graph/witness.py": "is asked after linking, of the summaries of today",
}


def test_only_these_modules_of_the_graph_look_at_positions() -> None:
    """Whoever adds one has to see to it that `is_only_moved` asks what it asks."""
    looking = {
        file.relative_to(PACKAGE).as_posix()
        for file in sorted((PACKAGE / "graph").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in POSITIONS
    }
    assert looking == COMPARING.keys() | TELLING.keys()
