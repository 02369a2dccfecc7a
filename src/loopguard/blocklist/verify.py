"""Proves the entries of a blocklist file against the libraries that are installed here."""

from __future__ import annotations

import ast
import inspect
import platform
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from loopguard.blocklist.annotations import Classes
from loopguard.blocklist.available import Availability
from loopguard.blocklist.callables import (
    getter_of,
    is_coroutine_function,
    is_wrapped,
    result_classes,
    returns_awaitable,
    returns_only_awaitable,
    unwrapped,
    wraps_coroutine_function,
)
from loopguard.blocklist.examples import faults_in_example, names_in_prose
from loopguard.blocklist.inspection import (
    UNTYPED,
    Inspector,
    Known,
    Missing,
    Resolution,
    Unknown,
    members_of,
    shown_error,
)
from loopguard.blocklist.library import Library
from loopguard.blocklist.models import Advice, CallableModel, ClassModel, LibraryFile, Makes


class Outcome(str, Enum):
    """What became of an entry."""

    VERIFIED = "verified"
    UNVERIFIABLE = "unverifiable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class VerifiedEntry:
    """One described name with its outcome; `detail` says what is wrong or cannot be known."""

    name: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Fault:
    """Something that is proven wrong."""

    text: str


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Something that cannot be proven, and why."""

    text: str


_Remark = _Fault | _Doubt


def verify_file(
    file: LibraryFile, library: Library, versions: dict[str, str]
) -> tuple[VerifiedEntry, ...]:
    """The outcome of each entry of a file, in the order of the file.

    `versions` tells the installed version of what a top-level module belongs to.
    """
    return tuple(_Verifier(file, library, versions).entries())


class _Verifier:
    def __init__(self, file: LibraryFile, library: Library, versions: dict[str, str]) -> None:
        self._file = file
        self._library = library
        self._versions = versions
        self._inspector = Inspector(library)
        self._available = dict(item for file in library.files for item in file.available.items())

    def entries(self) -> Iterator[VerifiedEntry]:
        file = self._file
        for source, target in file.aliases.items():
            yield self._entry(source, self._alias(source, target))
        for model in file.functions:
            yield self._entry(model.name, self._callable(model))
        for class_ in file.classes:
            yield self._entry(class_.name, self._class(class_))
            for attribute, type_ in class_.attributes.items():
                name = f"{class_.name}.{attribute}"
                yield self._entry(name, self._attribute(name, type_))
            for method, model in class_.methods.items():
                found = self._wildcard(class_) if method == "*" else self._callable(model)
                yield self._entry(model.name, found)
        for advice in self._advice():
            yield self._entry(f"advice: {advice.summary}", self._example(advice))
        for style in file.offload_styles:
            call = style.call.format(function="function", arguments="", object="object")
            example = Advice("", f"{style.import_line}\n{call}")
            yield self._entry(f"offload style: {style.name}", self._example(example))

    def _entry(self, name: str, remarks: Iterator[_Remark]) -> VerifiedEntry:
        elsewhere = self._elsewhere(name)
        if elsewhere:
            return VerifiedEntry(name, Outcome.UNVERIFIABLE, elsewhere)
        found: list[_Remark] = []
        try:
            found += dict.fromkeys(remarks)
            if self._availability(name).is_optional and isinstance(self._find(name), Missing):
                found = [_Doubt("is not there, which the file allows")]
        except (Exception, SystemExit) as error:  # proxies run code of theirs when looked at
            found.append(_Doubt(f"looking at it raises {shown_error(error)}"))
        faults = [remark.text for remark in found if isinstance(remark, _Fault)]
        if faults:
            return VerifiedEntry(name, Outcome.FAILED, "; ".join(faults))
        if found:
            return VerifiedEntry(name, Outcome.UNVERIFIABLE, found[0].text)
        return VerifiedEntry(name, Outcome.VERIFIED)

    def _availability(self, name: str) -> Availability:
        """What the file says of where a name exists, or something that the name is a part of."""
        prefix = name
        while prefix and prefix not in self._available:
            prefix = prefix.rpartition(".")[0]
        return Availability.parse(self._available[prefix]) if prefix else Availability("", ())

    def _elsewhere(self, name: str) -> str:
        """Why a name cannot exist in the version or on the platform at hand; or empty."""
        availability = self._availability(name)
        top = name.partition(".")[0]
        python = platform.python_version() if top in sys.stdlib_module_names else ""
        version = self._versions.get(top, python)
        return "" if availability.holds(version) else f"exists only in {availability.text}"

    def _find(self, name: str) -> Resolution:
        elsewhere = self._elsewhere(name)
        return Unknown(f"{name} {elsewhere}") if elsewhere else self._inspector.find(name)

    def _exists(self, name: str) -> Iterator[_Remark]:
        return self._remarks(self._find(name))

    def _remarks(self, found: Resolution) -> Iterator[_Remark]:
        if isinstance(found, Missing):
            yield _Fault(found.reason)
        elif isinstance(found, Unknown):
            yield _Doubt(found.reason)

    # aliases

    def _alias(self, source: str, target: str) -> Iterator[_Remark]:
        found, meant = self._find(source), self._find(target)
        yield from self._remarks(found)
        yield from self._remarks(meant)
        if isinstance(found, Known) and isinstance(meant, Known):
            yield from self._same(source, found.value, target, meant)

    def _same(self, source: str, value: object, target: str, meant: Known) -> Iterator[_Remark]:
        if isinstance(value, types.ModuleType):
            yield from self._same_names(source, target, value)
        elif isinstance(value, type) and isinstance(meant.value, type):
            if not _related(value, meant.value):
                siblings = set(value.__mro__) & set(meant.value.__mro__) - {object}
                remark = _Doubt if siblings else _Fault
                yield remark(f"{source} and {target} are two different classes")
        elif isinstance(value, type) or isinstance(meant.value, type):
            function = target if isinstance(value, type) else source
            yield _Doubt(f"{function} is no class: it stands for what it returns")
        elif unwrapped(value) is not unwrapped(meant.value):
            if _last(source) == _last(target):
                yield _Doubt(f"{source} and {target} are two objects of one name")
            else:
                yield _Fault(f"{source} and {target} are two different objects")

    def _same_names(self, source: str, target: str, module: types.ModuleType) -> Iterator[_Remark]:
        """An alias of a module has to hold for some name below the target."""
        described = [*(m.name for m in self._file.functions), *(c.name for c in self._file.classes)]
        below = {name[len(target) + 1 :] for name in described if name.startswith(f"{target}.")}
        below |= {name for name in vars(module) if not name.startswith("_")}
        both = [(self._find(f"{source}.{name}"), self._find(f"{target}.{name}")) for name in below]
        if not any(isinstance(one, Known) and isinstance(two, Known) for one, two in both):
            yield _Fault(f"the module {source} has no name in common with {target}")

    # classes and callables

    def _class(self, model: ClassModel) -> Iterator[_Remark]:
        yield from self._exists(model.name)
        for base in model.bases:
            yield from self._exists(base)
        if model.construct is not None:
            yield from self._ways_out(model.construct)

    def _callable(self, model: CallableModel) -> Iterator[_Remark]:
        found = self._find(model.name)
        if isinstance(found, Missing) and model.name.endswith(".__next__"):
            found = self._find(model.name.replace("__next__", "__iter__"))  # speaks of the elements
        yield from self._remarks(found)
        yield from self._ways_out(model)
        if not isinstance(found, Known):
            return
        function, owner = found.value, found.owner
        if model.makes is not Makes.PROPERTY:
            function, owner = self._called(found)
        if function is None:
            if model.blocks:
                yield _Doubt(f"the type of {model.name} is not declared")
            return
        if model.blocks and returns_only_awaitable(function, owner):
            yield _Fault("is said to block and is async")
        elif model.blocks and wraps_coroutine_function(function):
            yield _Doubt("wraps an async function, and may wait for it")
        if model.returns and not (is_wrapped(function) or is_coroutine_function(function)):
            yield from self._types(model.returns, result_classes(function, owner), owner)

    def _called(self, found: Known) -> tuple[object | None, type | None]:
        """What runs when the thing is called, and its class; None where that is not known."""
        value, owner = found.value, found.owner
        if getter_of(value) is not None:
            held = result_classes(found.value, found.owner)
            known = len(held.classes) == 1 and held.complete
            value, owner = (held.classes[0] if known else UNTYPED), None
        elif not found.instance:
            return value, owner
        if value is UNTYPED or not isinstance(value, type):
            return None, None
        calls = [base.__dict__["__call__"] for base in value.__mro__ if "__call__" in base.__dict__]
        return (calls[0] if calls else None), value

    def _ways_out(self, model: CallableModel) -> Iterator[_Remark]:
        """What the names say that an entry mentions: twin, replacement, exception and so on."""
        for name in (model.twin, model.instead):
            if name:
                yield from self._awaitable(name)
        for name in (model.raises, model.attaches):
            if name and "." in name:
                yield from self._exists(name)
        owner = model.name.rpartition(".")[0]
        for question in model.ready_when:
            method = question.removeprefix("not ").removesuffix(" is not None")
            yield from self._exists(f"{owner}.{method}")

    def _awaitable(self, name: str) -> Iterator[_Remark]:
        found = self._find(name)
        yield from self._exists(name)
        if isinstance(found, Known):
            function, owner = self._called(found)
            answer = returns_awaitable(function, owner) if function is not None else None
            if answer is False:
                yield _Fault(f"{name} is not async")
            elif answer is None:
                yield _Doubt(f"nothing declares that the result of {name} is awaitable")

    def _wildcard(self, model: ClassModel) -> Iterator[_Remark]:
        found = self._find(model.name)
        yield from self._exists(model.name)
        if not isinstance(found, Known):
            return
        class_ = found.value
        if not isinstance(class_, type):
            yield _Doubt(f"{model.name} is no class: it stands for what it returns")
            return
        others = [
            name
            for name in dir(class_)
            if not name.startswith("_") and name not in model.methods
            if name not in model.attributes
        ]
        members = [inspect.getattr_static(class_, name, None) for name in others]
        methods = [member for member in members if callable(unwrapped(member))]
        if not any(not is_coroutine_function(method) for method in methods):
            dynamic = "__getattr__" in dir(class_)
            reason = f"{model.name} has no public method without an entry that is not async"
            yield (
                _Doubt(f"{model.name} makes its methods in __getattr__")
                if dynamic
                else _Fault(reason)
            )

    def _attribute(self, name: str, type_: str) -> Iterator[_Remark]:
        found = self._find(name)
        yield from self._exists(name)
        if isinstance(found, Known) and not found.instance:
            if getter_of(found.value) is not None:
                yield from self._types(type_, result_classes(found.value, found.owner), found.owner)
        elif isinstance(found, Known) and found.value is not UNTYPED:
            classes = (found.value,) if isinstance(found.value, type) else ()
            yield from self._types(type_, Classes(classes, complete=True), found.owner)

    def _types(self, claim: str, declared: Classes, owner: type | None) -> Iterator[_Remark]:
        """Whether one of the classes of a claim is declared, as far as all of them are known."""
        if not declared.complete or not declared.classes:
            return
        names = list(members_of(ast.parse(claim, mode="eval").body))
        claimed = [self._claimed(name, owner) for name in names]
        for name, meant in zip(names, claimed, strict=True):
            if isinstance(meant, Missing):
                yield _Fault(f"{name} does not exist: {meant.reason}")
        classes = [meant for meant in claimed if isinstance(meant, type)]
        if len(classes) == len(names) and not any(
            _related(meant, class_) for meant in classes for class_ in declared.classes
        ):
            shown = " | ".join(map(_shown, declared.classes))
            yield _Fault(f"is declared as {shown} and not as {claim}")

    def _claimed(self, name: str, owner: type | None) -> type | Missing | None:
        if name == "self":
            return owner
        if name == "None":
            return type(None)
        if "." not in name:
            return None
        found = self._find(name)
        if isinstance(found, Missing):
            return found
        if isinstance(found, Known) and isinstance(found.value, type) and not found.instance:
            protocol = getattr(found.value, "_is_protocol", False)
            return None if protocol or found.value is object else found.value
        return None

    # advice

    def _advice(self) -> list[Advice]:
        models = [*self._file.functions]
        for class_ in self._file.classes:
            models += [*([class_.construct] if class_.construct else []), *class_.methods.values()]
        return list(dict.fromkeys(model.advice for model in models if model.advice is not None))

    def _example(self, advice: Advice) -> Iterator[_Remark]:
        faults, names = faults_in_example(advice.example)
        yield from map(_Fault, faults)
        for name in (*names, *names_in_prose(advice.summary)):
            found = self._find(name)
            if isinstance(found, Missing):
                allowed = self._availability(name).is_optional
                remark = _Doubt if allowed else _Fault
                yield remark(f"the text names {name}: {found.reason}")


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _related(one: type, other: type) -> bool:
    try:
        return issubclass(one, other) or issubclass(other, one)
    except TypeError:  # a class that refuses the question
        return True


def _shown(class_: type) -> str:
    return (
        class_.__qualname__
        if class_.__module__ == "builtins"
        else (f"{class_.__module__}.{class_.__qualname__}")
    )
