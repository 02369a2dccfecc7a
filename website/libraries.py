"""A page for each library, made from the blocklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from loopguard.blocklist.models import Advice, CallableModel, ClassModel, Condition
from website.facts import LibraryFacts, packages_of
from website.markdown import block, cell, code, dotted, folded, page, table, with_names

_WIDE = "---\nhide:\n  - navigation\n---"
"""Leaves the room of the navigation, which has no link to a library, to the tables."""

_THREAD = "a thread"
_IN_A_THREAD = "result = await asyncio.to_thread(function, argument)"

_REST = "\N{WORD JOINER}…\N{WORD JOINER}"
"""The part of a name that twins share; no line ends beside it."""

_MANY = 12
"""So many names are read; where there are more, the others are counted or folded."""

_FEW = 4
"""So many names stand before a note."""


def library_pages(libraries: Mapping[str, LibraryFacts]) -> Iterator[tuple[str, str]]:
    """The path of each page, and its text."""
    total = sum(facts.rules.total() for facts in libraries.values())
    rows = [
        (
            f"[{facts.title}]({_file(facts)})",
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
            "are frameworks and helpers (what they run on the loop, and what in a thread), or have "
            "only subclasses of what other libraries have.",
            "Yours is missing? [Five lines](../blocklist-format.md#your-own-sdk-in-five-lines) "
            "describe it, and [`loopguard learn`](../learned-blocklists.md) drafts them.",
            table(("library", "blocking calls", "rules", "verified with"), rows),
        ),
    )
    packages = packages_of(libraries.values())
    homes = {model.name: facts for facts in libraries.values() for model in facts.classes}
    for facts in libraries.values():
        yield facts.path, _library_page(facts, packages[facts.name], homes)


def _library_page(
    facts: LibraryFacts, packages: Sequence[str], homes: Mapping[str, LibraryFacts]
) -> str:
    docs = list(dict.fromkeys(file.docs for file in facts.files if file.docs))
    head = {
        "imported as": ", ".join(map(code, packages)),
        "rules": ", ".join(f"{_rule(rule)} ({n})" for rule, n in sorted(facts.rules.items())),
        "verified with": cell(facts.verified),
        "documentation": ", ".join(f"<{link}>" for link in docs),
    }
    blocking = [model for model in facts.calls if model.blocks]
    return page(
        _WIDE,
        f"# {facts.title}",
        "[All libraries](index.md)",
        "\n".join(f"- {key}: {value}" for key, value in head.items() if value),
        _instead(blocking),
        _blocking(blocking),
        _harmless_uses(blocking),
        _frameworks(facts),
        _subclasses(facts, homes),
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


def _instead(blocking: Sequence[CallableModel]) -> str:
    given: dict[Advice, int] = Counter(model.advice for model in blocking if model.advice)
    parts: dict[str, list[str]] = {}
    if not all(model.advice for model in blocking) and (way := _only_way_out(blocking)):
        parts[_sentence(way)] = []
        if way == _THREAD:
            parts = {"Run the call in a thread.": [block("python", _IN_A_THREAD)]}
    for advice, _ in sorted(given.items(), key=lambda pair: (-pair[1], pair[0].summary)):
        link = f" ([more]({advice.link}))" if advice.link else ""
        examples = parts.setdefault(f"{_sentence(with_names(advice.summary))}{link}", [])
        example = block("python", advice.example) if advice.example else ""
        if example not in examples:
            examples.append(example)
    listed = [text for summary, examples in parts.items() for text in (summary, *examples)]
    return page("## What to use instead", *listed) if listed else ""


def _blocking(blocking: Sequence[CallableModel]) -> str:
    if not blocking:
        return ""
    grouped: dict[tuple[str, str, str, str], list[CallableModel]] = {}
    for model in blocking:
        key = (model.name.rpartition(".")[0], model.rule, model.severity, _way_out(model))
        grouped.setdefault(key, []).append(model)
    head = ("module or class", "calls", "rule", "instead")
    rows = []
    for (owner, rule, severity, way), models in sorted(grouped.items(), key=lambda pair: pair[0]):
        names = ", ".join(map(code, map(_last, models)))
        if len(models) == 1 and models[0].instead:
            way = f"`await` {dotted(models[0].instead)}"
        rows.append((dotted(owner), names, f"{_rule(rule)} {severity}", way))
    columns = 3 if _only_way_out(blocking) else 4
    star = any(_last(model) == "*" for model in blocking)
    return page(
        "## Calls that block",
        "`*` stands for every public method that this page does not name." if star else "",
        table(head[:columns], [row[:columns] for row in rows]),
    )


def _last(model: CallableModel) -> str:
    return model.name.rpartition(".")[2]


def _only_way_out(blocking: Iterable[CallableModel]) -> str:
    """What to write instead where that is the same for all, which no table need repeat."""
    ways = set(map(_way_out, blocking))
    return ways.pop() if len(ways) == 1 else ""


def _way_out(model: CallableModel) -> str:
    """What to write instead, in words that are the same for calls of one kind."""
    owner, _, last = model.name.rpartition(".")
    other = model.twin or model.instead
    if other:
        other_owner, _, name = other.rpartition(".")
        if name == last:
            return f"`await` {'it on' if model.twin else 'its namesake in'} {dotted(other_owner)}"
        if other_owner == owner and last in name:
            return f"`await` its twin {code(name.replace(last, _REST, 1))}"
        return f"`await` {dotted(other)}"
    return cell(with_names(model.advice.summary)) if model.advice else _THREAD


def _harmless_uses(blocking: Sequence[CallableModel]) -> str:
    grouped: dict[str, list[str]] = {}
    for model in blocking:
        for condition in (*model.nonblocking_when, *model.quiet_when):
            grouped.setdefault(f"when {_condition(condition)}", []).append(model.name)
        if model.blocking_when:
            conditions = " or ".join(map(_condition, model.blocking_when))
            grouped.setdefault(f"unless {conditions}", []).append(model.name)
        for method in model.ready_when:
            grouped.setdefault(f"after a check of {code(method)}", []).append(model.name)
    calls = len({model.name for model in blocking})
    lines = [f"- {when}: {_listed(names, calls)}" for when, names in grouped.items()]
    return page("## Uses that do not block", "\n".join(lines)) if lines else ""


def _listed(names: Sequence[str], calls: int) -> str:
    """The names of some of the calls that block, in short where they are many."""
    if len(names) == calls > _MANY:
        return "all of these calls"
    more = f" and {len(names) - _MANY} more" if len(names) > _MANY + 1 else ""
    return ", ".join(map(code, names[:_MANY] if more else names)) + more


def _condition(condition: Condition) -> str:
    where = condition.argument or f"argument {(condition.position or 0) + 1}"
    value = repr(condition.value)
    return {
        "equals": f"{code(where)} is {code(value)}",
        "none": f"{code(where)} is `None`",
        "given": f"{code(where)} is {'given' if condition.value else 'left out'}",
        "instance": f"{code(where)} is a {code(str(condition.value).removeprefix('builtins.'))}",
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


def _subclasses(facts: LibraryFacts, homes: Mapping[str, LibraryFacts]) -> str:
    """The classes that have the calls of another class, which may be of another library."""
    grouped: dict[str, list[str]] = {}
    for model in facts.classes:
        for base in model.bases:
            if base in homes:
                grouped.setdefault(base, []).append(model.name.rpartition(".")[2])
    rows = []
    for base, names in sorted(grouped.items()):
        home = homes[base]
        link = f" ([{home.title}]({_file(home)}))" if home.name != facts.name else ""
        rows.append((f"{dotted(base)}{link}", ", ".join(map(code, sorted(set(names))))))
    listed = table(("class", "subclasses"), rows)
    title = "What is said of a class counts for its subclasses"
    few = sum(map(len, grouped.values())) <= _MANY
    shown = f"{title}:\n\n{listed}" if few else folded(title, listed)
    return page("## Subclasses", shown) if rows else ""


def _file(facts: LibraryFacts) -> str:
    """The page of a library, as seen from that of another."""
    return facts.path.removeprefix("libraries/")


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
    told = {model.name for model in described if model.reason}
    # What tells of a class is said beside the reason for the calls that make its objects.
    sources = {model.name: model.source for model in described if not model.reason}
    for model in described:
        source = model.source or sources.get(model.name, "")
        if model.reason or (source.startswith("http") and model.name not in told):
            grouped.setdefault((model.reason, source), []).append(model.name)
    lines = []
    for (reason, source), names in grouped.items():
        few = len(names) if len(names) == _FEW + 1 else _FEW
        more = f" and {len(names) - few} more" if len(names) > few else ""
        shown = ", ".join(map(dotted, names[:few])) + more
        link = f"[source]({source})" if source.startswith("http") else ""
        text = with_names(" ".join(reason.split()))
        lines.append(f"- {shown}: {f'{text} ({link})' if text and link else text or link}")
    affine: dict[str, list[str]] = {}
    for model in facts.classes:
        if model.thread_affine:
            affine.setdefault(model.thread_affine, []).append(model.name)
    lines += [
        f"- Objects of {', '.join(map(dotted, names))} stay in one thread: {with_names(why)}"
        for why, names in affine.items()
    ]
    return page("## Notes", "\n".join(lines)) if lines else ""


def _rule(rule: str) -> str:
    return f"[{rule}](../rules/{rule}.md)"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
