"""Which attribute names and operators can run code at all, to pass over all others cheaply."""

from __future__ import annotations

from loopguard.blocklist.models import Makes
from loopguard.domain.summary import Call
from loopguard.graph.link import Linker


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
    lazy = {
        model.name.rpartition(".")[2]
        for model in linker.library.callables()
        if model.makes is Makes.PROPERTY
    }
    return frozenset(decorated | made | lazy)


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
    libraries = {
        name
        for file in linker.library.files
        for model in file.classes
        for name in model.methods
        if name.startswith("__")
    }
    found = own | descriptors | libraries
    return frozenset(found | ({"__bool__"} if "__len__" in found else set()))
