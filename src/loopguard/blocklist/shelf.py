"""Blocklist files in the form in which they are stored: read one by one, when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from loopguard.blocklist.models import CallableModel, ClassModel, LibraryFile, Makes, OffloadStyle

_ENCODER = msgspec.msgpack.Encoder()
_FILE = msgspec.msgpack.Decoder(LibraryFile)


class Shelf(msgspec.Struct):
    """Files by number, and what has to be known of all of them together.

    `modules` gives the files that describe a top-level module. `schedulers` are the last names of
    callables that hand functions to the loop, `lazy_attributes` those of attributes whose loading
    runs code, `special_methods` those that some class has an entry for. `known_as` gives
    the classes whose one object has that name in code, `keepers` those that keep the keywords they
    were made with, by the name of the attribute. `stored` are the files as msgpack.
    """

    modules: dict[str, tuple[int, ...]]
    offload_styles: tuple[OffloadStyle, ...]
    schedulers: frozenset[str]
    lazy_attributes: frozenset[str]
    special_methods: frozenset[str]
    known_as: dict[str, tuple[str, ...]]
    keepers: dict[str, tuple[str, ...]]
    stored: tuple[msgspec.Raw, ...]

    @classmethod
    def of(cls, files: Iterable[LibraryFile]) -> Shelf:
        """Puts the files on a shelf, in this order."""
        listed = tuple(files)
        modules: dict[str, list[int]] = {}
        for number, file in enumerate(listed):
            for module in _described(file):
                modules.setdefault(module, []).append(number)
        styles = [style for file in listed for style in file.offload_styles]
        return cls(
            {module: tuple(numbers) for module, numbers in sorted(modules.items())},
            tuple(sorted(styles, key=lambda style: (style.priority, style.name))),
            _last_names(listed, lambda model: bool(model.schedules or model.starts)),
            _last_names(listed, lambda model: model.makes is Makes.PROPERTY),
            frozenset(
                name
                for file in listed
                for class_ in file.classes
                for name in class_.methods
                if name.startswith("__")
            ),
            _classes_by(listed, lambda class_: class_.known_as),
            _classes_by(listed, lambda class_: (class_.keeps,) if class_.keeps else ()),
            tuple(msgspec.Raw(_ENCODER.encode(file)) for file in listed),
        )

    @property
    def size(self) -> int:
        """How many files there are."""
        return len(self.stored)

    def file(self, number: int) -> LibraryFile:
        """The file with this number, from 0 on."""
        return _FILE.decode(self.stored[number])


def _described(file: LibraryFile) -> Sequence[str]:
    """The top-level modules of all names that the file has something to say of."""
    names = [*file.modules, *file.aliases]
    names += [model.name for model in file.functions] + [class_.name for class_ in file.classes]
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


def callables_of(file: LibraryFile) -> Iterable[CallableModel]:
    """Every callable entry of a file: functions, constructors and methods."""
    yield from file.functions
    for model in file.classes:
        yield from callables_of_class(model)


def callables_of_class(model: ClassModel) -> Iterable[CallableModel]:
    """The callable entries of a class: its constructor and its methods."""
    if model.construct is not None:
        yield model.construct
    yield from model.methods.values()


def _classes_by(
    files: Sequence[LibraryFile], names: Callable[[ClassModel], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in files:
        for class_ in file.classes:
            for name in names(class_):
                found[name] = (*found.get(name, ()), class_.name)
    return found


def _last_names(
    files: Sequence[LibraryFile], wanted: Callable[[CallableModel], bool]
) -> frozenset[str]:
    return frozenset(
        model.name.rpartition(".")[2]
        for file in files
        for model in callables_of(file)
        if wanted(model)
    )
