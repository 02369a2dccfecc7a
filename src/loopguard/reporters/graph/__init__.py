"""The chains from entry points to blocking calls as a drawing, for `loopguard graph`."""

from loopguard.reporters.graph.dot import render_dot
from loopguard.reporters.graph.mermaid import is_too_large, render_mermaid
from loopguard.reporters.graph.model import Graph, build_graph, functions_of, passes_through

__all__ = [
    "Graph",
    "build_graph",
    "functions_of",
    "is_too_large",
    "passes_through",
    "render_dot",
    "render_mermaid",
]
