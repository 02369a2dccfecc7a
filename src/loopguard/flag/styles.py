"""How code leaves the loop: as configured, or as the imports and objects in reach say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from loopguard.blocklist.models import OffloadStyle
from loopguard.domain.summary import (
    FunctionSummary,
    Import,
    ModuleSummary,
    Parameter,
    ParameterKind,
)
from loopguard.graph.link import Linker
from loopguard.graph.values import ClassValue, Frame, InstanceValue, LibraryInstance, Value, Values


class OffloadStyles:
    """Chooses the style for each place."""

    def __init__(self, linker: Linker, wanted: str) -> None:
        self._linker = linker
        self._wanted = wanted
        self._styles = linker.library.offload_styles

    def of(self, frame: Frame) -> OffloadStyle:
        """The style for code of a frame; one that needs an object comes with its name."""
        summary = self._linker.modules[frame.module].summary
        for style in _fitting(summary, self._wanted, self._styles):
            if not style.object_type:
                return style
            name = self._object(frame, style)
            if name:
                return msgspec.structs.replace(style, call=style.call.replace("{object}", name))
        return self._styles[-1]

    def _object(self, frame: Frame, style: OffloadStyle) -> str:
        """What a style's object is called in a frame, or an empty text."""
        found: dict[str, bool] = {}
        around: Frame | None = frame
        while around is not None:  # what a nested function sees of those around it
            found = {**dict(self._in_reach(around, style)), **found}
            around = around.parent
        annotated = [name for name in found if "." not in name]
        for name in (*style.objects, *annotated):
            if found.get(name):
                return name
        return ""

    def _in_reach(self, frame: Frame, style: OffloadStyle) -> Iterator[tuple[str, bool]]:
        summary = self._linker.modules[frame.module].summary
        function = summary.functions[frame.function]
        for position, parameter in enumerate(function.parameters):
            if parameter.kind == ParameterKind.TAKEN:
                continue
            values = self._linker.evaluate_parameter(Parameter(frame.function, position), frame)
            if self._are(values, style.object_type):
                yield parameter.name, True
            elif not values and parameter.name in style.objects:
                yield parameter.name, True  # nothing is known of it but its usual name
            if position == 0 and _is_method(function):
                for name in style.objects:
                    base, _, attribute = name.partition(".")
                    if base == parameter.name and attribute:
                        yield name, self._have(values, attribute, style.object_type)

    def _have(self, values: Values, attribute: str, type_: str) -> bool:
        members = self._linker.members
        return any(self._are(members.attribute(value, attribute), type_) for value in values)

    def _are(self, values: Values, type_: str) -> bool:
        return bool(values) and all(self._is(value, type_) for value in values)

    def _is(self, value: Value, type_: str) -> bool:
        if isinstance(value, LibraryInstance):
            return value.name == type_
        if not isinstance(value, InstanceValue):
            return False
        for ancestor in self._linker.members.ancestors(value):
            if isinstance(ancestor, ClassValue):
                module = self._linker.modules[ancestor.module]
                name = module.summary.classes[ancestor.index].qualified_name
                if f"{module.name}.{name}" == type_:
                    return True
        return False


def _fitting(
    summary: ModuleSummary, wanted: str, styles: Sequence[OffloadStyle]
) -> Iterator[OffloadStyle]:
    """The styles that fit a file, the best first.

    Imports inside functions do not count: they say what that function uses.
    """
    if wanted != "auto":
        yield from (style for style in styles if style.name == wanted)
    imported = {
        row.module.partition(".")[0]
        for bound in summary.bindings.values()
        for row in (summary.expressions[index] for index in bound)
        if isinstance(row, Import) and not row.level
    }
    for style in styles:
        if not style.imports or imported.intersection(style.imports):
            yield style


def _is_method(function: FunctionSummary) -> bool:
    return function.owner >= 0 and bool(function.parameters)
