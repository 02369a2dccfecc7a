"""Code that runs without being called by name: accessors, operators, what builtins call."""

from __future__ import annotations

from collections.abc import Iterator

from loopguard.domain.summary import Call
from loopguard.graph.link import Linker
from loopguard.graph.values import Arguments, InstanceValue, Keywords, LibraryInstance, union

_SPECIAL_METHODS = {
    **{
        f"builtins.{name}": f"__{name}__"
        for name in ("abs", "bool", "bytes", "float", "format", "hash", "int", "len", "repr", "str")
    },
    "builtins.print": "__str__",
    "os.fspath": "__fspath__",
    "builtins.sorted": "__lt__",
    "builtins.min": "__lt__",
    "builtins.max": "__gt__",
}
"""Functions of the language that run a special method of their arguments."""

_COMPARING = frozenset({"builtins.sorted", "builtins.min", "builtins.max"})


def special_methods(
    linker: Linker, name: str, arguments: Arguments, keywords: Keywords
) -> Iterator[tuple[InstanceValue | LibraryInstance, str]]:
    """The special methods that a builtin runs, on its arguments or their elements (`sorted`)."""
    method = _SPECIAL_METHODS.get(name)
    if method is None:
        return
    values = union(*arguments) if name == "builtins.print" else union(*arguments[:1])
    if name in _COMPARING:
        if any(keyword == "key" for keyword, _ in keywords):
            return
        elements = [linker.protocols.element(value, -1) for value in values]
        values = union(*arguments) if len(arguments) > 1 else union(*elements)
    for value in values:
        if isinstance(value, (InstanceValue, LibraryInstance)):
            yield value, method


def accessor_names(linker: Linker) -> frozenset[str]:
    """Names of attributes whose load may run code: properties and descriptors; a superset."""
    decorated = {
        function.name
        for module in linker.modules
        for function in module.summary.functions
        if function.owner >= 0 and function.decorators
    }
    made = {
        name
        for module in linker.modules
        for summary in module.summary.classes
        for name, values in summary.members.items()
        if any(isinstance(module.summary.expressions[value], Call) for value in values)
    }
    return linker.library.lazy_attributes | decorated | made


def operator_names(linker: Linker) -> frozenset[str]:
    """Special methods, and accessors such as `level.setter`, that some class defines."""
    own = {
        name
        for module in linker.modules
        for summary in module.summary.classes
        for name in summary.members
        if name.startswith("__") or "." in name or name == "keys"
    }
    descriptors = {
        f"{name}.{accessor}"
        for module in linker.modules
        for summary in module.summary.classes
        for name in summary.members
        for accessor, special in (("setter", "__set__"), ("deleter", "__delete__"))
        if special in own
    }
    found = linker.library.special_methods | own | descriptors
    return frozenset(found | ({"__bool__"} if "__len__" in found else set()))
