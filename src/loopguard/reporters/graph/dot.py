"""A graph in the language of Graphviz, also as the way to SVG."""

from __future__ import annotations

from loopguard.reporters.graph.model import Graph, Kind, Node, numbered

_STYLES = {
    Kind.ENTRY: 'shape=box, style="rounded,filled", fillcolor="#e3ebfd", color="#2458c5"',
    Kind.FUNCTION: 'shape=box, style=filled, fillcolor="#ffffff", color="#888888"',
    Kind.ERROR: 'shape=box, style=filled, penwidth=2, fillcolor="#fbe0dd", color="#b3261e"',
    Kind.WARNING: 'shape=box, style=filled, penwidth=2, fillcolor="#fdf1d8", color="#7a5200"',
    Kind.MORE: 'shape=box, style="dashed,filled", fillcolor="#f3f3ef", color="#888888"',
}
_FONT = 'fontname="Helvetica,Arial,sans-serif"'


def render_dot(graph: Graph) -> str:
    """A directed graph from left to right, with a box around the functions of each file."""
    ids = numbered(graph.nodes)
    lines = [
        "digraph loopguard {",
        f'  graph [rankdir=LR, label="{_escaped(graph.title)}", labelloc=t, {_FONT}];',
        f"  node [{_FONT}, fontsize=11];",
        '  edge [color="#666666", arrowsize=0.7];',
    ]
    for number, (file, nodes) in enumerate(graph.files.items()):
        if file:
            style = f'label="{_escaped(file)}", style=rounded, color="#bbbbbb", fontsize=10'
            lines += [f"  subgraph cluster_{number} {{", f"    graph [{style}];"]
            lines += [f"    {_node(node, ids[node.key])}" for node in nodes]
            lines.append("  }")
        else:
            lines += [f"  {_node(node, ids[node.key])}" for node in nodes]
    lines += [f"  {ids[above]} -> {ids[below]};" for above, below in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _node(node: Node, identity: str) -> str:
    return f'{identity} [label="{_escaped(node.label)}", {_STYLES[node.kind]}];'


def _escaped(text: str) -> str:
    """Text between double quotes; control characters are replaced, which SVG cannot hold."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    # An ampersand would begin an HTML entity, which Graphviz reads even in plain labels.
    return "".join(c if c.isprintable() else "\ufffd" for c in text.replace("&", "&amp;"))
