"""LoopGuard on published applications: it ends, it agrees with itself, every witness is true.

Run by `./dev field`, which fetches the applications first; too slow for every commit.
"""

from __future__ import annotations

import ast
import os
from functools import cache
from pathlib import Path

import pytest

from loopguard.config import Settings
from loopguard.domain.finding import Step
from loopguard.engine import CheckResult, check
from loopguard.summarize.source import decode_source, parse_source

from .fetch import requirements

DIRECTORY = Path(os.environ.get("LOOPGUARD_FIELD", ".field")).resolve()
PROJECTS = [requirement.partition("==")[0] for requirement in requirements()]

Place = tuple[int, int]


@cache
def result_of(project: str) -> CheckResult:
    root = DIRECTORY / project
    assert root.is_dir(), f"{root} is missing: run ./dev field"
    return check([root], Settings(root=root))


@cache
def nodes_of(path: str) -> dict[Place, list[ast.AST]]:
    """The nodes of a file by the place where they begin: line 1-based, column in characters."""
    text = decode_source(Path(path).read_bytes())
    assert isinstance(text, str)
    tree = parse_source(text)
    assert isinstance(tree, ast.Module)
    lines = text.removeprefix("\ufeff").split("\n")
    found: dict[Place, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.stmt)):
            line = lines[node.lineno - 1].encode()
            column = len(line[: node.col_offset].decode(errors="replace")) + 1
            found.setdefault((node.lineno, column), []).append(node)
    return found


def is_true_call(step: Step) -> bool:
    """Whether something that can run the callee begins at the step's place.

    A call by name has to bear the callee's name, unless the name is one that code gives to values:
    a local variable, an attribute that holds a callable, an alias.
    """
    nodes = nodes_of(step.path).get((step.line, step.column), [])
    name = step.callee.rpartition(".")[2]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    named = [node.func for node in calls if isinstance(node.func, (ast.Name, ast.Attribute))]
    if any(name == getattr(f, "id", getattr(f, "attr", "")) for f in named):
        return True
    if name.startswith("__") or name.startswith("<"):
        return bool(nodes)  # constructors, operators, `with`, `for`, attributes, lambdas
    if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in nodes):
        return True
    kinds = (ast.Call, ast.Attribute, ast.Subscript, ast.Name, ast.Await)
    return any(isinstance(node, kinds) for node in nodes)


@pytest.mark.parametrize("project", PROJECTS)
def test_every_file_is_read(project: str) -> None:
    assert [f"{p.path}:{p.line}: {p.reason}" for p in result_of(project).problems] == []


@pytest.mark.parametrize("project", PROJECTS)
def test_every_step_of_every_witness_is_a_call_in_the_source(project: str) -> None:
    findings = result_of(project).findings
    assert findings
    untrue = [
        f"{step.path}:{step.line}:{step.column}: {step.callee}"
        for finding in findings
        for step in finding.trace
        if not is_true_call(step)
    ]
    assert sorted(set(untrue)) == []


@pytest.mark.parametrize("project", PROJECTS)
def test_each_step_stands_in_the_function_that_the_one_before_it_calls(project: str) -> None:
    broken = [
        f"{before.path}:{before.line}: {before.callee} then {step.function}"
        for finding in result_of(project).findings
        for before, step in zip(finding.trace, finding.trace[1:], strict=False)
        if before.callee != step.function
    ]
    assert sorted(set(broken)) == []
