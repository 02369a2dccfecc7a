"""Writes code from blocklist entries: for each one a use that blocks and uses that do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loopguard.blocklist import Library
from loopguard.blocklist.models import CallableModel, Condition, LibraryFile, Makes

_STATEMENTS = {
    "__enter__": "with x:",
    "__exit__": "with x:",
    "__iter__": "for _ in x:",
    "__next__": "for _ in x:",
    "__getitem__": "x[0]",
    "__setitem__": "x[0] = 1",
    "__delitem__": "del x[0]",
    "__contains__": "0 in x",
    "__bool__": "if x:",
    "__len__": "len(x)",
    "__reversed__": "reversed(x)",
    "__call__": "x()",
    "__truediv__": "x / 1",
    "__rtruediv__": "1 / x",
    "__getattr__": "x.anything",
}
"""How code runs a special method of `x` without naming it."""

TOGETHER = (("__enter__", "__exit__"), ("__iter__", "__next__"))
"""Special methods that one statement runs one after the other; it is one finding."""

_GIVEN = "memory: io.BytesIO, spooled: tempfile.SpooledTemporaryFile"
_INSTANCES = {"builtins.str": "'text'", "tempfile.SpooledTemporaryFile": "spooled"}
"""What is passed where an entry asks for an instance of a class; for all others it is `memory`."""

ANY_NAME = "any_public_method"
"""What is called where an entry speaks of all public methods."""


@dataclass(frozen=True)
class Use:
    """A statement that uses an entry, on an `x` of the class `owner` (empty for functions).

    `expected` is the entry that it blocks on (None: on none) and `callee` the name it is reported
    under. `offloaded` is the same in a thread, where that takes no function of its own.
    """

    statement: str
    owner: str = ""
    expected: CallableModel | None = None
    callee: str = ""
    offloaded: str = ""


@dataclass
class ExampleModule:
    """A module that grows by one coroutine per use, and what should be reported in it."""

    library: Library
    lines: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def add(self, use: Use, *, blocks: bool) -> None:
        """Appends a coroutine that makes the use."""
        self._open(use)
        self.lines.append(f"    {use.statement}")
        if blocks and use.expected is not None:
            model = use.expected
            found = f"{len(self.lines)} {use.callee} {model.rule} {model.severity}"
            self.expected.append(found)
        if use.statement.endswith(":"):
            self.lines.append("        pass")

    def add_in_thread(self, use: Use) -> None:
        """Appends the same use inside a function that runs in a thread."""
        self._open(use)
        self.lines += [
            "    def work():",
            f"        {use.statement}",
            *(["            pass"] if use.statement.endswith(":") else []),
            "    await asyncio.to_thread(work)",
        ]

    def _open(self, use: Use) -> None:
        maker, _, method = use.owner.rpartition(".")
        made = self.library.method(maker, method) is not None  # the class stands for its result
        name, type_ = ("maker", maker) if made else ("x", use.owner.removeprefix("builtins."))
        receiver = f"{name}: {type_}, " if use.owner else ""
        number = len(self.lines)
        self.lines.append(f"async def use_{number}({receiver}anything, {_GIVEN}):")
        if made:
            self.lines.append(f"    x = maker.{method}()")


def write_examples(file: LibraryFile, library: Library) -> ExampleModule:
    """A module that uses every entry of a file, in all ways that its conditions tell apart."""
    functions = ["def work(): ...", "async def work_async(): ..."]
    module = ExampleModule(library, [f"import {name}" for name in _imports(file)] + functions)
    for blocking, harmless in _uses(file, library):
        if blocking is not None:
            module.add(blocking, blocks=True)
            module.add_in_thread(blocking)
            if blocking.offloaded:
                module.add(Use(blocking.offloaded, blocking.owner), blocks=False)
        for use in harmless:
            module.add(use, blocks=False)
    return module


def _imports(file: LibraryFile) -> list[str]:
    named = [model.name for model in (*file.functions, *file.classes)]
    named += [m.instead for m in _callables(file) if m.instead]
    named += [
        str(condition.value)
        for model in _callables(file)
        for condition in (*model.nonblocking_when, *model.quiet_when)
        if condition.test == "constant"
    ]
    modules = {name.rpartition(".")[0] for name in named} - {"builtins", ""}
    return sorted({"asyncio", "io", "tempfile", *modules})


def _callables(file: LibraryFile) -> Iterator[CallableModel]:
    yield from file.functions
    for model in file.classes:
        yield from model.methods.values()
        if model.construct is not None:
            yield model.construct


def _uses(file: LibraryFile, library: Library) -> Iterator[tuple[Use | None, list[Use]]]:
    """For each entry the use that blocks, if there is one, and those that do not."""
    for model in file.functions:
        if model.makes is Makes.WAITING:
            yield _decorated(model, model.name, "", model.name)
        else:
            yield _called(model, model.name.removeprefix("builtins."), "", model.name)
    for class_ in file.classes:
        if class_.construct is not None:
            name = class_.name.removeprefix("builtins.")
            yield _called(class_.construct, name, "", class_.name)
        for name, model in class_.methods.items():
            if model.makes is Makes.WAITING:
                yield _decorated(model, "x", class_.name, class_.name)
            elif name in _STATEMENTS:
                use = _special(class_.name, name, library)
                yield (use, []) if use.expected else (None, [use])
            elif model.makes is Makes.PROPERTY:
                callee = f"{class_.name}.{name}"
                yield Use(f"x.{name}", class_.name, model, callee), []
            else:
                method = ANY_NAME if name == "*" else name
                yield _called(model, f"x.{method}", class_.name, f"{class_.name}.{method}")


def _special(owner: str, name: str, library: Library) -> Use:
    group = next((group for group in TOGETHER if name in group), (name,))
    found = [(method, library.method(owner, method)) for method in group]
    blocking = [(method, model) for method, model in found if model is not None and model.blocks]
    blocking.sort(key=lambda item: item[1].severity)  # an error before a warning
    if not blocking:
        return Use(_STATEMENTS[name], owner)
    method, model = blocking[0]
    return Use(_STATEMENTS[name], owner, model, f"{owner}.{method}")


def _decorated(
    model: CallableModel, decorator: str, owner: str, callee: str
) -> tuple[Use, list[Use]]:
    """What a decorator makes of a sync function waits, what it makes of an async one does not."""
    offloaded = f"await asyncio.to_thread({decorator}(work))"
    harmless = [Use(f"await {decorator}(work_async)()", owner), Use(f"{decorator}(work)", owner)]
    return Use(f"{decorator}(work)()", owner, model, callee, offloaded), harmless


def _called(
    model: CallableModel, function: str, owner: str, callee: str
) -> tuple[Use | None, list[Use]]:
    arguments = _arguments(model.blocking_when[:1], _absent(model.nonblocking_when))
    call = f"{function}({arguments})"
    harmless = [
        Use(
            f"{function}({_arguments([condition], _absent(model.nonblocking_when, condition))})",
            owner,
        )
        for condition in (*model.nonblocking_when, *model.quiet_when)
    ]
    if not model.blocks:
        return None, [Use(call, owner), *harmless]
    if model.blocking_when:
        given = _arguments(_absent(model.blocking_when))  # where leaving it out is what blocks
        harmless.append(Use(f"{function}({given})", owner))
    if model.is_lazy:
        harmless.append(Use(f"made = {call}", owner))
        call = f"for _ in {call}:"
    if model.twin:
        twin = model.twin.rpartition(".")[2]
        harmless.append(Use(f"await {function.rpartition('.')[0]}.{twin}({arguments})", owner))
    if model.instead:
        harmless.append(Use(f"await {model.instead}({arguments})", owner))
    handed_on = f", {arguments}" if arguments else ""
    offloaded = f"await asyncio.to_thread({function}{handed_on})"
    callee = callee.removeprefix("builtins.")
    return Use(call, owner, model, callee, offloaded), harmless


def _absent(conditions: Sequence[Condition], wanted: Condition | None = None) -> list[Condition]:
    """What has to be passed because the call would be harmless without it."""
    return [
        Condition(condition.argument, condition.position, "given", True)
        for condition in conditions
        if condition is not wanted and condition.test == "given" and condition.value is False
    ]


def _arguments(*conditions: Sequence[Condition]) -> str:
    """Arguments under which the conditions hold."""
    positional: dict[int, str] = {}
    keywords: dict[str, str] = {}
    for condition in (condition for several in conditions for condition in several):
        if condition.test == "given" and condition.value is False:
            continue
        value = {
            "equals": repr(condition.value),
            "none": "None",
            "given": "anything",
            "instance": _INSTANCES.get(str(condition.value), "memory"),
            "constant": str(condition.value),
            "prefix": repr(f"{condition.value}x"),
        }[condition.test]
        if condition.argument:
            keywords[condition.argument] = value
        else:
            assert condition.position is not None
            positional[condition.position] = value
    length = max(positional, default=-1) + 1
    texts = [positional.get(position, "anything") for position in range(length)]
    return ", ".join([*texts, *(f"{name}={value}" for name, value in keywords.items())])
