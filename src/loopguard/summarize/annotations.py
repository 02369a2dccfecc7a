"""Reads annotations: the expressions of types, in code and in strings."""

from __future__ import annotations

import ast

from loopguard.domain.summary import (
    UNKNOWN,
    Attribute,
    Display,
    Literal,
    Subscript,
    TypeName,
)
from loopguard.summarize.reader import Reader


class AnnotationReader(Reader):
    """Evaluates annotations to symbolic expressions in the scopes that are open now."""

    def annotation(self, node: ast.expr) -> int:
        """The expression of a type; strings in it are read as code."""
        if isinstance(node, ast.Name):
            scope = self.function
            if self.class_scope is not None and node.id in self.class_scope.env:
                return self.class_scope.env[node.id]
            if scope is not self.module and node.id in scope.env:
                return scope.env[node.id]
            return self.table.add(TypeName(node.id))
        if isinstance(node, ast.Attribute):
            return self.table.add(Attribute(self.annotation(node.value), node.attr))
        if isinstance(node, ast.Constant):
            return self._text_annotation(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.table.choice((self.annotation(node.left), self.annotation(node.right)))
        if isinstance(node, ast.Subscript):
            base = self.annotation(node.value)
            return self.table.add(Subscript(base, self._type_arguments(node.slice)))
        if isinstance(node, (ast.Tuple, ast.List)):
            return self._type_arguments(node)
        if isinstance(node, ast.Call):
            return self.read(node)
        return UNKNOWN

    def _type_arguments(self, node: ast.expr) -> int:
        if isinstance(node, (ast.Tuple, ast.List)):
            elements = tuple([self.annotation(element) for element in node.elts])
            return self.table.add(Display("tuple", elements, ()))
        return self.annotation(node)

    def _text_annotation(self, node: ast.Constant) -> int:
        if node.value is None:
            return self.table.add(Literal(None, "NoneType"))
        if not isinstance(node.value, str):
            return UNKNOWN
        try:
            tree = ast.parse(node.value.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return UNKNOWN
        inner = tree.body
        return UNKNOWN if isinstance(inner, ast.Call) else self.annotation(inner)
