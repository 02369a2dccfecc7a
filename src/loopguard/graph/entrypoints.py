"""Where code starts on an event loop without being called by code that is on it already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cache, partial

from loopguard.blocklist.models import CallableModel
from loopguard.domain.summary import Attribute, Call, Free, FunctionSummary, Import, Name, SiteKind
from loopguard.graph.conditions import is_harmless
from loopguard.graph.link import Linker
from loopguard.graph.values import (
    Arguments,
    ClassValue,
    ContainerValue,
    Frame,
    FunctionValue,
    InstanceValue,
    Keywords,
    LibraryInstance,
    LibraryMember,
    LibraryValue,
    PartialValue,
    Values,
    union,
)

ASYNC = "an async def"

Entries = Callable[[Linker], Iterator[tuple[Frame, str]]]
"""Gives the frames that are taken to run on a loop, each with the reason."""

_NamesOf = Callable[[ClassValue], dict[str, str]]


def entry_frames(linker: Linker) -> Iterator[tuple[Frame, str]]:
    """Every `async def`, and the sync functions and methods that a framework runs on its loop.

    Each with the reason why it is on the loop.
    """
    named_by = cache(partial(_names_on_loop, linker))
    for index, module in enumerate(linker.modules):
        for number, function in enumerate(module.summary.functions):
            why = ASYNC if function.is_async else _runner(linker, index, function)
            if why:
                yield linker.frames.frame(index, number), why
        for number in range(len(module.summary.classes)):
            yield from _called_by_the_loop(linker, ClassValue(index, number), named_by)


def scheduling_calls(linker: Linker) -> Iterator[tuple[Frame, Call]]:
    """Calls anywhere, on the loop or not, that may hand a function to it (`loop.call_soon`)."""
    names = linker.library.schedulers
    for index, module in enumerate(linker.modules):
        expressions = module.summary.expressions
        for number, function in enumerate(module.summary.functions):
            for site in function.sites:
                call = expressions[site.target]
                if site.kind != SiteKind.CALL or not isinstance(call, Call):
                    continue
                callee = expressions[call.function]
                if isinstance(callee, (Attribute, Name, Import, Free)) and callee.name in names:
                    yield linker.frames.frame(index, number), call


def _runner(linker: Linker, module: int, function: FunctionSummary) -> str:
    """The decorator by which a framework calls the function on its loop; empty if there is none."""
    for model in decorating(linker, module, function):
        if model.runs in ("on-loop", "at-start"):
            return f"called on the loop because of @{model.name}"
    return ""


def run_at_start(linker: Linker) -> Iterator[tuple[int, int]]:
    """The functions (by module and index) whose decorator says that they run at start-up."""
    for index, module in enumerate(linker.modules):
        for number, function in enumerate(module.summary.functions):
            if any(m.runs == "at-start" for m in decorating(linker, index, function)):
                yield index, number


def decorating(linker: Linker, module: int, function: FunctionSummary) -> Iterator[CallableModel]:
    """What the blocklist says of the function's decorators."""
    frame = linker.module_frame(module)
    for decorator in function.decorators:
        expression = linker.modules[module].summary.expressions[decorator]
        given: tuple[Arguments, Keywords] = ((), ())
        if isinstance(expression, Call):
            decorator = expression.function
            given = linker.calls.arguments(expression, frame)
        for value in linker.evaluate(decorator, frame):
            model = model_of(linker, value)
            if model is not None and holds(linker, model, *given):
                yield model


def holds(linker: Linker, model: CallableModel, arguments: Arguments, keywords: Keywords) -> bool:
    """Whether what the model says of the loop is true of this use, in this project."""
    return linker.uses(model.when_imported) and not is_harmless(
        model, arguments, keywords, linker.library
    )


def passed(linker: Linker, model: CallableModel, callee: object, arguments: Arguments) -> Arguments:
    """What the callables that the model's call runs or schedules are given, as far as is known."""
    given: list[Values] = []
    for what in model.passes:
        if what == "self":
            given.append(
                (LibraryInstance(callee.owner),) if isinstance(callee, LibraryMember) else ()
            )
        elif what.startswith("element["):
            place = int(what.removeprefix("element[").removesuffix("]"))
            iterated = arguments[place] if place < len(arguments) else ()
            given.append(linker.protocols.spread(iterated, is_dict=False))
        else:
            given += arguments[int(what.removeprefix("rest[").removesuffix("]")) :]
    return tuple(given)


def scheduled_frames(linker: Linker, values: Values, given: Arguments) -> list[Frame]:
    """The frames in which a loop runs functions later, with what is passed to them."""
    listed = [value.elements for value in values if isinstance(value, ContainerValue)]
    frames = []
    for value in union(values, *listed):
        before: Arguments = ()
        named: Keywords = ()
        while isinstance(value, PartialValue):
            before, named = (*value.arguments, *before), (*value.keywords, *named)
            value = value.function
        if isinstance(value, FunctionValue):
            frames.append(linker.calls.frame_of(value, (*before, *given), named))
    return frames


def model_of(linker: Linker, value: object) -> CallableModel | None:
    """What the blocklist says of a library's callable; None for anything else.

    Of a function of the project it may say where that, or what is passed to it, runs.
    """
    if isinstance(value, LibraryValue):
        owner = linker.library.class_(value.name)
        found = linker.library.function(value.name)
        return found if found is not None or owner is None else owner.construct
    if isinstance(value, LibraryMember):
        return linker.library.method(value.owner, value.path)
    if isinstance(value, FunctionValue):
        return linker.published.where_it_runs(value)
    return None


def _called_by_the_loop(
    linker: Linker, value: ClassValue, named_by: _NamesOf
) -> Iterator[tuple[Frame, str]]:
    """The methods that the loop calls and the properties that it reads, as a base class says.

    Those that a class takes from a mixin are its own: for the mixin alone they mean nothing.
    """
    names = named_by(value)
    if not names:
        return
    instance = InstanceValue(value.module, value.index)
    for name in dict.fromkeys(_brought(linker, value, named_by)):
        base = _asking(names, name)
        # A pattern means the methods that are found by it; a property has to be named.
        verbs = {"": "called", "property": "read"} if name in names else {"": "called"}
        for member in linker.members.raw_attribute(instance, name) if base else ():
            if isinstance(member, FunctionValue) and member.kind in verbs:
                function = linker.modules[member.module].summary.functions[member.function]
                models = decorating(linker, member.module, function)
                if all(model.runs != "in-thread" for model in models):
                    why = f"{verbs[member.kind]} on the loop by {base}"
                    yield linker.calls.frame_of(member, (), ()), why


def _brought(linker: Linker, value: ClassValue, named_by: _NamesOf) -> Iterator[str]:
    """The members of a class, and those of its bases that mean nothing to the loop there."""
    for ancestor in linker.members.ancestors(value):
        if isinstance(ancestor, ClassValue):
            known = {} if ancestor == value else named_by(ancestor)
            for name in linker.modules[ancestor.module].summary.classes[ancestor.index].members:
                if not _asking(known, name):
                    yield name


def _asking(names: dict[str, str], name: str) -> str:
    """The base class that has the loop use a member of this name; empty if none does."""
    if name in names:
        return names[name]
    return next((names[pattern] for pattern in names if fnmatchcase(name, pattern)), "")


def _names_on_loop(linker: Linker, value: ClassValue) -> dict[str, str]:
    """What base classes have the loop use: names or patterns of them, each with its base class."""
    names: dict[str, str] = {}
    for ancestor in linker.members.ancestors(value):
        for model in linker.library.ancestors(linker.published.class_name(ancestor)):
            if linker.uses(model.when_imported):
                names.update(dict.fromkeys(model.on_loop, model.name))
    return names
