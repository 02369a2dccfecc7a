"""Writes what was learned as a blocklist file, in the order that such files have."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from loopguard.learn.learner import Entry, Learned, LearnedClass

_WIDTH = 100


def blocklist_text(learned: Learned) -> str:
    """The file; it is for people to read and complete, and loads as it is."""
    rules = Counter(entry.rule for _, entry in learned.blocking())
    rule = min(rules, key=lambda code: (-rules[code], code), default="")
    source = learned.source
    lines = [
        f"# Learned from the source of {source.distribution} {source.version}".rstrip() + ".",
        "# Read it before you rely on it.",
        "schema = 1",
        "",
        "[library]",
        f"name = {_text(source.distribution)}",
        f"modules = [{_text(source.name)}]",
    ]
    lines += [f"rule = {_text(rule)}"] if rule else []
    lines += [f"verified = {_text(source.version)}"] if source.version else []
    advice = _advice(learned)
    for counterpart, key in sorted(advice.items(), key=lambda item: item[1]):
        summary = f"await the same method of {counterpart}"
        lines += ["", f"[advice.{key}]", f"summary = {_text(summary)}"]
    if learned.aliases:
        lines += ["", "[aliases]"]
        lines += [f"{_text(name)} = {_text(m)}" for name, m in sorted(learned.aliases.items())]
    for names, entry in _grouped(learned.functions):
        lines += ["", "[[function]]", f"names = {_list(names)}"]
        lines += _pairs(entry, rule, advice)
    for name, class_ in sorted(learned.classes.items()):
        lines += ["", *_class(name, class_, rule, advice)]
    return "".join(f"{line}\n" for line in lines)


def _class(name: str, class_: LearnedClass, rule: str, advice: Mapping[str, str]) -> Iterator[str]:
    yield "[[class]]"
    yield f"name = {_text(name)}"
    if class_.bases:
        yield f"bases = {_list(class_.bases)}"
    if class_.construct.rule:
        yield f"construct = {{ {', '.join(_pairs(class_.construct, rule, advice))} }}"
    if class_.attributes:
        typed = [f"{name} = {_text(text)}" for name, text in sorted(class_.attributes.items())]
        yield f"attributes = {{ {', '.join(typed)} }}"
    for names, entry in _grouped(class_.methods):
        yield ""
        yield "[[class.methods]]"
        yield f"names = {_list(names)}"
        yield from _pairs(entry, rule, advice)


def _advice(learned: Learned) -> dict[str, str]:
    """A key of `[advice]` for each async class that methods are to be awaited on."""
    entries = [entry for _, entry in learned.blocking()]
    found = sorted({entry.counterpart for entry in entries if entry.counterpart})
    return {name: f"async-{number}" for number, name in enumerate(found, start=1)}


def _grouped(entries: Mapping[str, Entry]) -> list[tuple[list[str], Entry]]:
    """Entries that say the same are one, under all of their names."""
    groups: dict[Entry, list[str]] = {}
    for name, entry in sorted(entries.items()):
        groups.setdefault(entry, []).append(name)
    return sorted(((names, entry) for entry, names in groups.items()), key=lambda group: group[0])


def _pairs(entry: Entry, rule: str, advice: Mapping[str, str]) -> list[str]:
    values = {
        "rule": entry.rule if entry.rule != rule else "",
        "severity": entry.severity if entry.severity == "warning" else "",
        "returns": entry.returns,
        "twin": entry.twin,
        "advice": advice.get(entry.counterpart, "") if entry.rule else "",
        "makes": entry.makes,
        "reason": entry.reason,
    }
    pairs = [f"{key} = {_text(value)}" for key, value in values.items() if value]
    return ["blocks = true", *pairs] if entry.rule else pairs


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(names: list[str] | tuple[str, ...]) -> str:
    line = f"[{', '.join(map(_text, names))}]"
    if len(line) + len("names = ") <= _WIDTH:
        return line
    rows, row = [], ""
    for name in names:
        piece = f"{_text(name)}, "
        if row and len(row) + len(piece) > _WIDTH - 3:
            rows.append(row.rstrip())
            row = ""
        row += piece
    rows.append(row.rstrip())
    return "[\n" + "".join(f"    {row}\n" for row in rows) + "]"
