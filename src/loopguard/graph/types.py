"""The blocklist's type expressions, parsed once into a form that can be evaluated."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache

from loopguard.graph.values import (
    AwaitableValue,
    ContainerValue,
    LibraryInstance,
    LibraryValue,
    TupleValue,
    Values,
    union,
)


@cache
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def evaluate_type(text: str, self_values: Values, canonical: Callable[[str], str]) -> Values:
    """The values that a blocklist type expression stands for; `self` is the receiver.

    Empty text means that nothing is known.
    """
    return _evaluate(_parsed(text), self_values, canonical) if text else ()


def _evaluate(node: ast.expr, self_values: Values, canonical: Callable[[str], str]) -> Values:
    match node:
        case ast.Name(id="self"):
            return self_values
        case ast.Name(id="None") | ast.Constant():
            return ()
        case ast.BinOp(left=left, right=right):
            return union(
                _evaluate(left, self_values, canonical), _evaluate(right, self_values, canonical)
            )
        case ast.Subscript(value=ast.Name(id="typevar"), slice=ast.Constant(value=int(place))):
            given = [v.arguments for v in self_values if isinstance(v, LibraryInstance)]
            return union(*[types[place] for types in given if place < len(types)])
        case ast.Subscript(value=ast.Attribute() as name, slice=inner):
            argument = _evaluate(inner, self_values, canonical)
            return (LibraryInstance(canonical(ast.unparse(name)), (argument,)),)
        case ast.Subscript(value=ast.Name(id=kind), slice=inner):
            return _container(kind, inner, self_values, canonical)
        case ast.Name(id=name):
            return (LibraryInstance(f"builtins.{name}"),)
        case ast.Attribute():
            return (LibraryInstance(canonical(ast.unparse(node))),)
    return ()


def _container(
    kind: str, inner: ast.expr, self_values: Values, canonical: Callable[[str], str]
) -> Values:
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if kind == "type":
        name = ast.unparse(parts[0])
        return (LibraryValue(canonical(name)),)
    values = [_evaluate(part, self_values, canonical) for part in parts]
    if kind == "tuple":
        return (TupleValue(tuple(values)),)
    if kind == "awaitable":
        return (AwaitableValue(values[-1]),)
    return (ContainerValue("list" if kind == "iterator" else kind, values[-1]),)
