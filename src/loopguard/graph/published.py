"""What the blocklist says of the project's own code, where the project is a library it knows.

The source is there and decides what blocks. Where code runs it cannot always tell (a scheduler asks
the function that it is given), and what the library promises of that is true of itself as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopguard.graph.values import Arguments, ClassValue, FunctionValue, Keywords, LibraryValue

if TYPE_CHECKING:
    from loopguard.blocklist.models import CallableModel
    from loopguard.graph.link import Linker


class PublishedNames:
    """Gives the names under which the blocklist may know functions and classes of the project."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._models: dict[tuple[int, int], CallableModel | None] = {}

    def class_name(self, value: ClassValue | LibraryValue) -> str:
        """The name of a class, of a library or of the project."""
        if isinstance(value, LibraryValue):
            return value.name
        summary = self._linker.modules[value.module].summary.classes[value.index]
        return self._canonical(value.module, summary.qualified_name)

    def where_it_runs(self, value: FunctionValue) -> CallableModel | None:
        """What an entry says of where a function of the project, or what it is given, runs.

        None where there is no entry, or one that says nothing of that.
        """
        key = (value.module, value.function)
        if key not in self._models:
            self._models[key] = self._find(*key)
        return self._models[key]

    def _find(self, module: int, index: int) -> CallableModel | None:
        library = self._linker.library
        if not library.knows_module(self._linker.modules[module].name):
            return None
        function = self._linker.modules[module].summary.functions[index]
        if function.owner >= 0:
            owner = self.class_name(ClassValue(module, function.owner))
            model = library.method(owner, function.name)
        else:
            model = library.function(self._canonical(module, function.qualified_name))
        tells = model is not None and (
            model.offloads or model.schedules or model.starts or model.runs
        )
        return model if tells else None

    def _canonical(self, module: int, qualified_name: str) -> str:
        name = f"{self._linker.modules[module].name}.{qualified_name}"
        return self._linker.library.canonical(name)


def without_handed_over(
    model: CallableModel, arguments: Arguments, keywords: Keywords
) -> tuple[Arguments, Keywords]:
    """The arguments of a call, without those of which the entry says where they run."""
    places = {*model.offloads, *model.schedules, *model.starts}
    return (
        tuple([() if n in places else values for n, values in enumerate(arguments)]),
        tuple([(name, () if name in places else values) for name, values in keywords]),
    )
