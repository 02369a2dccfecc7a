"""Finds out which attributes the objects of an imported class have, without making one."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import types

from loopguard.blocklist.annotations import (
    NOTHING_SAID,
    Classes,
    classes_in,
    evaluate_in,
    for_checkers,
    tree_of,
)


def declared_classes(class_: type, attribute: str) -> Classes | None:
    """What annotations or assignments in methods say of an instance's attribute; None: nothing."""
    for base in class_.__mro__:
        annotations = _annotations(base)
        if attribute in annotations:
            return classes_in(evaluate_in(annotations[attribute], _globals(base), base))
    for base in class_.__mro__:
        assigned = _assigned(base)
        if attribute in assigned:
            return assigned[attribute]
    return None


def _annotations(class_: type) -> dict[str, object]:
    try:
        return dict(inspect.get_annotations(class_))
    except Exception:  # Python 3.14 evaluates them here, with all that can go wrong
        return {}


def _globals(class_: type) -> dict[str, object]:
    return dict(vars(sys.modules.get(class_.__module__, types)))


@functools.cache
def _assigned(class_: type) -> dict[str, Classes]:
    """The attributes that the methods of a class assign to `self`, with the classes made there."""
    tree = tree_of(class_)
    found: dict[str, Classes] = {}
    for node in ast.walk(tree) if tree is not None else ():
        value: ast.expr | None = None
        annotation: ast.expr | None = None
        targets: list[ast.expr] = []
        match node:
            case ast.Assign():
                targets, value = node.targets, node.value
            case ast.AnnAssign():
                targets, annotation = [node.target], node.annotation
            case ast.For():
                targets = [node.target]
        for target in [part for t in targets for part in ast.walk(t)]:
            match target:
                case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
                    made = _classes_made(class_, value, annotation)
                    known = found.get(attribute, Classes((), complete=True, annotated=False))
                    found[attribute] = Classes(
                        known.classes + made.classes, complete=known.complete and made.complete
                    )
    for node in for_checkers(tree) if tree is not None else ():
        match node:
            case ast.AnnAssign(target=ast.Name(id=attribute), annotation=written):
                found[attribute] = _classes_made(class_, None, written)
            case ast.FunctionDef(name=attribute):
                found[attribute] = NOTHING_SAID
    return found


def _classes_made(class_: type, value: ast.expr | None, annotation: ast.expr | None) -> Classes:
    if annotation is not None:
        return classes_in(evaluate_in(ast.unparse(annotation), _globals(class_), class_))
    match value:
        case ast.Call(func=ast.Name() | ast.Attribute() as function):
            made = evaluate_in(ast.unparse(function), _globals(class_), class_)
            if isinstance(made, type):
                return Classes((made,), complete=True)
        case ast.Constant(value=None):
            return Classes((type(None),), complete=True)
    return NOTHING_SAID
