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
from loopguard.domain.result import CheckResult
from loopguard.engine import check
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
def tree_of(path: str) -> tuple[ast.Module, list[str]]:
    """The tree and the lines of a file."""
    text = decode_source(Path(path).read_bytes())
    assert isinstance(text, str)
    tree = parse_source(text)
    assert isinstance(tree, ast.Module)
    return tree, text.removeprefix("\ufeff").split("\n")


def place_of(node: ast.expr | ast.stmt, lines: list[str]) -> Place:
    line = lines[node.lineno - 1].encode()
    return node.lineno, len(line[: node.col_offset].decode(errors="replace")) + 1


@cache
def nodes_of(path: str) -> dict[Place, list[ast.AST]]:
    """The nodes of a file by the place where they begin: line 1-based, column in characters."""
    tree, lines = tree_of(path)
    found: dict[Place, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.stmt)):
            found.setdefault(place_of(node, lines), []).append(node)
    return found


@cache
def used_objects_of(path: str) -> frozenset[Place]:
    """Where an object is iterated or entered: what runs then was made by a call elsewhere."""
    tree, lines = tree_of(path)
    used: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.For, ast.comprehension)):
            used.append(node.iter)
        elif isinstance(node, ast.withitem):
            used.append(node.context_expr)
    return frozenset(place_of(node, lines) for node in used)


def is_true_call(step: Step) -> bool:
    """Whether what begins at the step's place runs the callee.

    The callee's name has to stand there. What can run without it: special methods and lambdas,
    where an expression of any kind has to begin; a decorator's wrapper; a generator or a manager
    that was made elsewhere and is used here; and what a name stands for that this file does not
    define itself (a variable, a parameter, an import under another name).
    """
    nodes = nodes_of(step.path).get((step.line, step.column), [])
    name = step.callee.rpartition(".")[2]
    if name.startswith(("__", "<")):
        return bool(nodes)
    if any(name in names_in(node) for node in nodes):
        return True
    if ".<locals>." in step.callee:
        return bool(nodes)  # a nested function, such as a decorator's wrapper, is always a value
    if (step.line, step.column) in used_objects_of(step.path):
        return True
    called = {called_name(node) for node in nodes if isinstance(node, ast.Call)} - {""}
    return bool(called) and not called & defined_in(step.path)


def names_in(node: ast.AST) -> set[str]:
    """All names and attributes in a node, with the modules and names that it imports."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, ast.Attribute):
            found.add(part.attr)
        elif isinstance(part, ast.alias):
            found.update(part.name.split("."))
    return found


def called_name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


@cache
def defined_in(path: str) -> frozenset[str]:
    """The functions and classes of a file whose names stand for nothing else in it."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree_of(path)[0]):
        if isinstance(node, definitions):
            defined.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    return frozenset(defined - bound)


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
