"""Reads annotations of imported code: which classes may be meant, as far as that can be told."""

from __future__ import annotations

import ast
import builtins
import functools
import importlib
import inspect
import sys
import textwrap
import types
import typing
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes that an annotation allows.

    `complete` is unset where a part of it could not be evaluated or says nothing, such as `Any`;
    `annotated` where there was no annotation at all.
    """

    classes: tuple[type, ...]
    complete: bool
    annotated: bool = True


NOTHING_SAID = Classes((), complete=False, annotated=False)


_UNEVALUATED = object()
"""Stands for an annotation whose names cannot be looked up at run time."""


def return_classes(function: object, owner: type | None) -> Classes:
    """What a function says that it returns."""
    try:
        annotations = inspect.get_annotations(typing.cast(typing.Any, function))
    except Exception:  # not a function of Python's, or annotations that Python 3.14 cannot evaluate
        return NOTHING_SAID
    if "return" not in annotations:
        return NOTHING_SAID
    namespace = getattr(inspect.unwrap(typing.cast(typing.Any, function)), "__globals__", {})
    return classes_in(evaluate_in(annotations["return"], namespace, owner))


def evaluate_in(annotation: object, namespace: Mapping[str, object], owner: type | None) -> object:
    """The value of an annotation, which may be text, in the namespace of its module.

    Where it cannot be evaluated, the value is one that `classes_in` takes for unknown.
    """
    if not isinstance(annotation, str):
        return annotation
    nested: dict[str, object] = {}
    if owner is not None:
        nested = {n: v for n, v in vars(owner).items() if isinstance(v, type)}
    names = ChainMap[str, object](
        nested,
        typing.cast(MutableMapping[str, object], namespace),
        vars(builtins),
        _ForCheckers(str(namespace.get("__name__", ""))),
    )
    try:
        return eval(annotation, {}, names)
    except Exception:  # names that nothing imports, syntax of newer versions
        return _UNEVALUATED


def classes_in(annotation: object) -> Classes:
    """The classes that an evaluated annotation names, one for each member of a union."""
    if annotation is None:
        return Classes((type(None),), complete=True)
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        members = [classes_in(member) for member in typing.get_args(annotation)]
        classes = tuple(class_ for member in members for class_ in member.classes)
        return Classes(classes, complete=all(member.complete for member in members))
    if origin is typing.Annotated or origin in (typing.ClassVar, typing.Final):
        return classes_in(typing.get_args(annotation)[0])
    if isinstance(origin, type) and origin is not type:
        return classes_in(origin)
    if isinstance(annotation, type) and _says_something(annotation):
        return Classes((annotation,), complete=True)
    return Classes((), complete=False)


def _says_something(class_: type) -> bool:
    """Whether the class can be compared: nothing inherits protocols and the types of `typing`."""
    if class_ in (object, type) or getattr(class_, "_is_protocol", False):
        return False
    return class_.__module__ != "typing"


class _ForCheckers(dict[str, object]):
    """The names that a module imports under `if TYPE_CHECKING:`, imported when asked for."""

    def __init__(self, module: str) -> None:
        found = sys.modules.get(module)
        self._imports = {} if found is None else _imports_for_checkers(found)

    def __missing__(self, name: str) -> object:
        module, attribute = self._imports[name]
        try:
            found: object = importlib.import_module(module)
            for part in filter(None, [attribute]):
                if not hasattr(found, part):
                    return importlib.import_module(f"{module}.{part}")
                found = getattr(found, part)
        except (Exception, SystemExit):
            raise KeyError(name) from None
        return found


@functools.cache
def _imports_for_checkers(module: types.ModuleType) -> dict[str, tuple[str, str]]:
    """What each name stands for: a module and an attribute of it, which may be empty."""
    tree = tree_of(module)
    if tree is None:
        return {}
    package = getattr(module, "__package__", None) or ""
    found: dict[str, tuple[str, str]] = {}
    for node in for_checkers(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    top = alias.name.partition(".")[0]
                    found[alias.asname or top] = (alias.name if alias.asname else top, "")
            case ast.ImportFrom(module=origin, names=names, level=level):
                parents = package.split(".")[: len(package.split(".")) + 1 - level]
                source = ".".join([*(parents if level else []), *([origin] if origin else [])])
                for alias in names:
                    found[alias.asname or alias.name] = (source, alias.name)
    return found


def for_checkers(tree: ast.AST) -> Iterator[ast.stmt]:
    """The statements under `if TYPE_CHECKING:` anywhere in the tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from node.body


def tree_of(value: typing.Any) -> ast.Module | None:
    """The syntax tree of a class or function; None where its source is not to be had."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(value)))
    except (OSError, TypeError, SyntaxError, ValueError, IndexError):
        return None
