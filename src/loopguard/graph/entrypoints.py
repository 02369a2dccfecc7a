"""Where code starts on an event loop without being called by code that is on it already."""

from __future__ import annotations

from collections.abc import Iterator

from loopguard.graph.link import Linker
from loopguard.graph.values import ClassValue, Frame, FunctionValue, InstanceValue, LibraryValue


def entry_frames(linker: Linker) -> Iterator[Frame]:
    """Every `async def`, and the methods that a loop calls on classes such as `Protocol`."""
    for index, module in enumerate(linker.modules):
        for number, function in enumerate(module.summary.functions):
            if function.is_async:
                yield linker.frames.frame(index, number)
        for number in range(len(module.summary.classes)):
            yield from _called_by_the_loop(linker, ClassValue(index, number))


def _called_by_the_loop(linker: Linker, value: ClassValue) -> Iterator[Frame]:
    summary = linker.modules[value.module].summary.classes[value.index]
    names: dict[str, None] = {}
    for ancestor in linker.members.ancestors(value):
        if isinstance(ancestor, LibraryValue):
            for model in linker.library.ancestors(ancestor.name):
                names.update(dict.fromkeys(model.on_loop))
    if not names:
        return
    instance = InstanceValue(value.module, value.index)
    for name in summary.members if "*" in names else names:
        if name in summary.members:
            for member in linker.members.raw_attribute(instance, name):
                if isinstance(member, FunctionValue) and member.kind == "":
                    yield linker.calls.frame_of(member, (), ())
