"""A page for each library, made from the blocklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from loopguard.blocklist import load_shipped
from loopguard.blocklist.models import Advice, CallableModel, ClassModel, Condition, LibraryFile
from loopguard.blocklist.shelf import callables_of
from website.markdown import block, cell, code, dotted, folded, page, table, with_names


@dataclass(frozen=True)
class LibraryFacts:
    """What the other pages need to know of a library: how many calls block, by rule."""

    name: str
    path: str
    files: tuple[LibraryFile, ...]
    rules: Counter[str]

    @property
    def title(self) -> str:
        """What people call it."""
        return "Python's standard library" if self.name == "python" else self.name

    @property
    def calls(self) -> tuple[CallableModel, ...]:
        """Every callable that is described, by name."""
        found = {model.name: model for file in self.files for model in callables_of(file)}
        return tuple(found[name] for name in sorted(found))

    @property
    def classes(self) -> tuple[ClassModel, ...]:
        """Every class that is described."""
        return tuple(model for file in self.files for model in file.classes)

    @property
    def verified(self) -> str:
        """The versions that the entries were looked up in."""
        return next((file.verified for file in self.files if file.verified), "")


def all_libraries() -> dict[str, LibraryFacts]:
    """The shipped blocklist by library, sorted without regard to case."""
    files: dict[str, list[LibraryFile]] = {}
    for file in load_shipped().files:
        files.setdefault(file.name, []).append(file)
    found = {}
    for name in sorted(files, key=str.lower):
        models = {model.name: model for file in files[name] for model in callables_of(file)}
        rules = Counter(model.rule for model in models.values() if model.blocks)
        slug = name.lower().replace(" ", "-")
        found[name] = LibraryFacts(name, f"libraries/{slug}.md", tuple(files[name]), rules)
    return found


def library_pages(libraries: Mapping[str, LibraryFacts]) -> Iterator[tuple[str, str]]:
    """The path of each page, and its text."""
    total = sum(facts.rules.total() for facts in libraries.values())
    rows = [
        (
            f"[{facts.title}]({facts.path.removeprefix('libraries/')})",
            str(facts.rules.total()),
            ", ".join(_rule(rule) for rule in sorted(facts.rules)),
            cell(facts.verified),
        )
        for facts in libraries.values()
    ]
    yield (
        "libraries/index.md",
        page(
            "# Libraries",
            f"{len(libraries)} libraries, {total:,} blocking calls. Those without a blocking call "
            "are frameworks and helpers: what they run on the loop, and what in a thread.",
            "Yours is missing? [Five lines](../blocklist-format.md#your-own-sdk-in-five-lines) "
            "describe it, and [`loopguard learn`](../learned-blocklists.md) drafts them.",
            table(("library", "blocking calls", "rules", "verified with"), rows),
        ),
    )
    for facts in libraries.values():
        yield facts.path, _library_page(facts)


def _library_page(facts: LibraryFacts) -> str:
    modules = sorted({module for file in facts.files for module in file.modules})
    modules = [module for module in modules if not module.startswith("_")]
    docs = list(dict.fromkeys(file.docs for file in facts.files if file.docs))
    head = {
        "imported as": ", ".join(map(code, modules)),
        "rules": ", ".join(f"{_rule(rule)} ({n})" for rule, n in sorted(facts.rules.items())),
        "verified with": cell(facts.verified),
        "documentation": ", ".join(f"<{link}>" for link in docs),
    }
    blocking = [model for model in facts.calls if model.blocks]
    return page(
        f"# {facts.title}",
        "[All libraries](index.md)",
        "\n".join(f"- {key}: {value}" for key, value in head.items() if value),
        _advice(blocking),
        _blocking(blocking),
        _harmless_uses(blocking),
        _frameworks(facts),
        _not_blocking(facts),
        _notes(facts),
        f"In the terminal: `loopguard blocklist show {_most_used(blocking)}`." if blocking else "",
    )


def _most_used(blocking: Iterable[CallableModel]) -> str:
    """The package with the most calls, or what below it has all of these."""
    owners = [model.name.rpartition(".")[0] or model.name for model in blocking]
    package = Counter(owner.partition(".")[0] for owner in owners).most_common(1)[0][0]
    inside = [owner.split(".") for owner in owners if owner.partition(".")[0] == package]
    levels = takewhile(lambda level: len(set(level)) == 1, zip(*inside, strict=False))
    return ".".join(level[0] for level in levels)


def _advice(blocking: Iterable[CallableModel]) -> str:
    given: dict[Advice, int] = Counter(model.advice for model in blocking if model.advice)
    parts: dict[str, list[str]] = {}
    for advice, _ in sorted(given.items(), key=lambda pair: (-pair[1], pair[0].summary)):
        link = f" ([more]({advice.link}))" if advice.link else ""
        examples = parts.setdefault(f"{_sentence(with_names(advice.summary))}{link}", [])
        if advice.example:
            examples.append(block("python", advice.example))
    listed = [text for summary, examples in parts.items() for text in (summary, *examples)]
    return page("## What to use instead", *listed) if listed else ""


def _blocking(blocking: Iterable[CallableModel]) -> str:
    grouped: dict[tuple[str, str, str, str], list[str]] = {}
    for model in blocking:
        owner, _, last = model.name.rpartition(".")
        key = (owner, model.rule, model.severity, _way_out(model))
        grouped.setdefault(key, []).append(last)
    rows = [
        (dotted(owner), ", ".join(map(code, names)), f"{_rule(rule)} {severity}", way)
        for (owner, rule, severity, way), names in sorted(grouped.items())
    ]
    return (
        page("## Calls that block", table(("module or class", "calls", "rule", "instead"), rows))
        if rows
        else ""
    )


def _way_out(model: CallableModel) -> str:
    """What to write instead, in words that are the same for calls of one kind."""
    owner, _, last = model.name.rpartition(".")
    if model.twin:
        twin_owner, _, twin = model.twin.rpartition(".")
        if twin == last:
            return f"`await` it on {dotted(twin_owner)}"
        if twin_owner == owner and last in twin:
            return f"`await` its twin {code(twin.replace(last, '…', 1))}"
        return f"`await` {dotted(model.twin)}"
    if model.instead:
        return f"`await` {dotted(model.instead)}"
    return cell(with_names(model.advice.summary)) if model.advice else "a thread"


def _harmless_uses(blocking: Iterable[CallableModel]) -> str:
    grouped: dict[str, list[str]] = {}
    for model in blocking:
        for condition in (*model.nonblocking_when, *model.quiet_when):
            grouped.setdefault(f"when {_condition(condition)}", []).append(model.name)
        if model.blocking_when:
            conditions = " or ".join(map(_condition, model.blocking_when))
            grouped.setdefault(f"unless {conditions}", []).append(model.name)
        for method in model.ready_when:
            grouped.setdefault(f"after a check of {code(method)}", []).append(model.name)
    lines = [f"- {when}: {', '.join(map(code, names))}" for when, names in grouped.items()]
    return page("## Uses that do not block", "\n".join(lines)) if lines else ""


def _condition(condition: Condition) -> str:
    where = condition.argument or f"argument {(condition.position or 0) + 1}"
    value = repr(condition.value)
    return {
        "equals": f"{code(where)} is {code(value)}",
        "none": f"{code(where)} is `None`",
        "given": f"{code(where)} is {'given' if condition.value else 'left out'}",
        "instance": f"{code(where)} is a {code(str(condition.value))}",
        "constant": f"{code(where)} is {code(str(condition.value))}",
        "prefix": f"{code(where)} starts with {code(value)}",
    }[condition.test]


def _frameworks(facts: LibraryFacts) -> str:
    calls = facts.calls
    classes = facts.classes
    hooks = [f"{model.name}.{name}" for model in classes for name in model.on_loop]
    threads = [f"{model.name}.{name}" for model in classes for name in model.off_loop]
    makes = {model.name: model.makes.value for model in calls if model.makes}
    kinds: list[tuple[str, Sequence[str]]] = [
        ("hand a function to a thread or process", [m.name for m in calls if m.offloads]),
        (
            "move a function that they decorate to a thread",
            [name for name, kind in makes.items() if kind == "offloaded"],
        ),
        ("let the loop call a function later", [m.name for m in calls if m.schedules]),
        ("run at start-up", [m.name for m in calls if m.starts]),
        ("remember what they have computed", [n for n, k in makes.items() if "cached" in k]),
        ("are called on the event loop", hooks),
        ("are called in a thread", threads),
    ]
    parts = [f"These {what}:\n\n{_by_owner(names)}" for what, names in kinds if names]
    return page("## On the loop and off it", *parts) if parts else ""


def _by_owner(names: Iterable[str]) -> str:
    """A table of names, those of one module or class in a row."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        owner, _, last = name.rpartition(".")
        grouped.setdefault(owner, []).append(last)
    rows = [(dotted(owner), ", ".join(map(code, grouped[owner]))) for owner in sorted(grouped)]
    return table(("module or class", "calls"), rows)


def _not_blocking(facts: LibraryFacts) -> str:
    listed = _by_owner(model.name for model in facts.calls if not model.blocks)
    if not listed:
        return ""
    title = "Known not to block; what they return may be followed"
    return page("## Calls that do not block", folded(title, listed))


def _notes(facts: LibraryFacts) -> str:
    grouped: dict[tuple[str, str], list[str]] = {}
    described: list[CallableModel | ClassModel] = [*facts.calls, *facts.classes]
    for model in described:
        if model.reason or model.source:
            grouped.setdefault((model.reason, model.source), []).append(model.name)
    lines = []
    for (reason, source), names in grouped.items():
        shown = ", ".join(map(dotted, names[:4])) + (
            f" and {len(names) - 4} more" * (len(names) > 4)
        )
        link = f" ([source]({source}))" if source.startswith("http") else ""
        lines.append(f"- {shown}{': ' if reason else ''}{' '.join(reason.split())}{link}")
    affine: dict[str, list[str]] = {}
    for model in facts.classes:
        if model.thread_affine:
            affine.setdefault(model.thread_affine, []).append(model.name)
    lines += [
        f"- Objects of {', '.join(map(dotted, names))} stay in one thread: {why}"
        for why, names in affine.items()
    ]
    return page("## Notes", "\n".join(lines)) if lines else ""


def _rule(rule: str) -> str:
    return f"[{rule}](../rules/{rule}.md)"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
