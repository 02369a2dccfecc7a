"""A graph in Mermaid, which GitHub, GitLab and many editors draw in Markdown."""

from __future__ import annotations

import json
import re

from loopguard.reporters.graph.model import Graph, Kind, Node, numbered

_MOST_EDGES = 500
_MOST_CHARACTERS = 50_000

_SHAPES = {
    Kind.ENTRY: ('(["', '"])'),
    Kind.FUNCTION: ('["', '"]'),
    Kind.ERROR: ('{{"', '"}}'),
    Kind.WARNING: ('{{"', '"}}'),
    Kind.MORE: ('["', '"]'),
}
_STYLES = {
    Kind.ENTRY: "fill:#e3ebfd,stroke:#2458c5,color:#111",
    Kind.FUNCTION: "fill:#fff,stroke:#888,color:#111",
    Kind.ERROR: "fill:#fbe0dd,stroke:#b3261e,color:#111",
    Kind.WARNING: "fill:#fdf1d8,stroke:#7a5200,color:#111",
    Kind.MORE: "fill:#f3f3ef,stroke:#888,color:#111,stroke-dasharray:4",
}


def render_mermaid(graph: Graph) -> str:
    """The text of a flowchart, without the fence that Markdown needs around it."""
    ids = numbered(graph.nodes)
    title = graph.title.replace("<", "(").replace(">", ")")  # a title may hold HTML, unescaped
    lines = ["---", f"title: {json.dumps(title, ensure_ascii=False)}", "---", "flowchart LR"]
    for number, (file, nodes) in enumerate(graph.files.items()):
        if file:
            lines.append(f'  subgraph f{number}["{_label(file)}"]')
            lines += [f"    {_node(node, ids[node.key])}" for node in nodes]
            lines.append("  end")
        else:
            lines += [f"  {_node(node, ids[node.key])}" for node in nodes]
    lines += [f"  {ids[above]} --> {ids[below]}" for above, below in graph.edges]
    used = {node.kind for node in graph.nodes}
    lines += [f"  classDef {kind.value} {style}" for kind, style in _STYLES.items() if kind in used]
    return "\n".join(lines) + "\n"


def is_too_large(graph: Graph, drawn: str) -> bool:
    """Whether Mermaid refuses to draw it unless it is configured to."""
    return len(graph.edges) > _MOST_EDGES or len(drawn) > _MOST_CHARACTERS


def _node(node: Node, identity: str) -> str:
    start, end = _SHAPES[node.kind]
    return f"{identity}{start}{_label(node.label)}{end}:::{node.kind.value}"


def _label(text: str) -> str:
    """Text between double quotes: whatever could be markup is written as its code point."""
    lines = text.split("\n")
    return "<br/>".join(
        re.sub(r"[^\w\s.,:/+()=-]", lambda found: f"#{ord(found[0])};", line) for line in lines
    )
