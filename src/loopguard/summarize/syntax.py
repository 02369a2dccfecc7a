"""Small questions about the syntax of one statement or definition."""

from __future__ import annotations

import ast

from loopguard.summarize.static import TRY_STATEMENTS


def span_of(tree: ast.Module) -> ast.expr:
    """A node that stands for the whole module's span."""
    last = tree.body[-1].end_lineno if tree.body else 1
    return ast.Constant(None, lineno=1, col_offset=0, end_lineno=last, end_col_offset=0)


def end_of(node: ast.expr | ast.pattern) -> int:
    """The last line of an expression or pattern, 1-based."""
    return node.end_lineno or node.lineno


def header_end(statement: ast.stmt) -> int:
    """The last line of a simple statement, or of a compound one's header."""
    match statement:
        case ast.If(test=node) | ast.While(test=node) | ast.Match(subject=node):
            return end_of(node)
        case ast.For(iter=node) | ast.AsyncFor(iter=node):
            return end_of(node)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return end_of(items[-1].optional_vars or items[-1].context_expr)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return statement.lineno
    if isinstance(statement, TRY_STATEMENTS):
        return statement.lineno
    return statement.end_lineno or statement.lineno


def narrowed_name(node: ast.expr) -> str:
    """The dotted name of a plain name or attribute (`self.client`); empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = narrowed_name(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""


def awaited_calls(node: ast.expr) -> list[ast.expr]:
    """The calls of which one gives what an `await` of the expression waits for."""
    if isinstance(node, ast.IfExp):
        return [*awaited_calls(node.body), *awaited_calls(node.orelse)]
    if isinstance(node, ast.NamedExpr):
        return awaited_calls(node.value)
    return [node] if isinstance(node, ast.Call) else []


def text_elements(node: ast.expr) -> tuple[str, ...] | None:
    """The strings of a list or tuple that holds nothing else, such as `__all__`."""
    if not isinstance(node, (ast.List, ast.Tuple)):
        return None
    values = [element.value for element in node.elts if isinstance(element, ast.Constant)]
    names = tuple(value for value in values if isinstance(value, str))
    return names if len(names) == len(node.elts) else None


def is_static(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method is declared with `@staticmethod`."""
    return any(
        isinstance(decorator, ast.Name) and decorator.id == "staticmethod"
        for decorator in node.decorator_list
    )


def as_loaded(target: ast.expr) -> ast.expr:
    """The target of an augmented assignment as the expression that is read first."""
    match target:
        case ast.Name(id=name):
            loaded: ast.expr = ast.Name(name, ast.Load())
        case ast.Attribute(value=value, attr=attr):
            loaded = ast.Attribute(value, attr, ast.Load())
        case ast.Subscript(value=value, slice=index):
            loaded = ast.Subscript(value, index, ast.Load())
        case _:
            return target
    return ast.copy_location(loaded, target)


def attribute_by_key(node: ast.expr) -> tuple[ast.expr, str] | None:
    """The object and the name in `x.__dict__["name"]` and `x.__dict__.get("name")`."""
    match node:
        case (
            ast.Subscript(
                value=ast.Attribute(value=owner, attr="__dict__"),
                slice=ast.Constant(value=str(name)),
            )
            | ast.Call(
                func=ast.Attribute(value=ast.Attribute(value=owner, attr="__dict__"), attr="get"),
                args=[ast.Constant(value=str(name)), *_],
            )
        ):
            return owner, name
    return None


def accessor_kind(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Whether it is the "setter" or "deleter" of a property, whose getter stays; or neither."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "deleter"):
            return decorator.attr
    return ""
