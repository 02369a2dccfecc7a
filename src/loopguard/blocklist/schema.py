"""Checks a parsed blocklist file key by key and builds its models; collects every complaint."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from loopguard.blocklist.available import Availability
from loopguard.blocklist.models import (
    Advice,
    CallableModel,
    ClassModel,
    Condition,
    LibraryFile,
    Makes,
    OffloadStyle,
)
from loopguard.domain.errors import Complaint
from loopguard.rules import BY_CODE

SCHEMA_VERSION = 1

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_ANSWER = re.compile(r"not [a-z_]+|[a-z_]+( is not None)?")
_PASSED = re.compile(r"self|(rest|element)\[\d+\]")
_RULE = re.compile(r"LG1[0-9]{2}")
_CONTAINERS = {"type", "list", "dict", "tuple", "set", "iterator", "awaitable"}

_FROM_CALL = {"argument", "entered", "element", "typevar", "generic", "module"}

_FILE_KEYS = {
    "schema", "library", "off", "advice", "aliases", "available", "function", "class",
    "offload_style",
}  # fmt: skip
_CALLABLE_KEYS = {
    "names", "blocks", "rule", "severity", "returns", "raises", "twin", "instead", "advice",
    "offload", "nonblocking_when", "blocking_when", "quiet_when", "anyway", "disarms", "ready_when",
    "contended", "calls", "iterates", "enters", "builds", "invokes", "injects", "schedules",
    "passes", "starts", "offloads", "wraps", "makes", "runs", "attaches", "when_imported",
    "when_running", "reason", "source",
}  # fmt: skip
_CLASS_KEYS = {
    "name", "bases", "construct", "attributes", "methods", "handle", "lock", "key", "known_as",
    "keeps", "thread_affine", "in_constructor", "on_loop", "off_loop", "when_imported", "reason",
    "source",
}  # fmt: skip
_ADVICE_PARTS = {"receiver", "name", "arguments", "target"}
"""What the code of an advice can hold of the call that it is written for."""


class FileReader:
    """Reads one file's table; `complaints` holds all that is wrong with it afterwards.

    `inside` is the key of the table in a larger file (the settings); such a table needs neither
    `schema` nor `[library]`.
    """

    def __init__(self, path: str, inside: str = "") -> None:
        self.path = path
        self._inside = inside
        self.complaints: list[Complaint] = []
        self._advice: dict[str, Advice] = {}
        self._default_advice: Advice | None = None
        self._rule = ""
        self._library = ""

    def read(self, table: Mapping[str, Any]) -> LibraryFile:
        """The models of the whole file; what is wrong is left out and complained about."""
        if self._inside:
            table = {"schema": SCHEMA_VERSION, "library": {}, **table}
        self._known_keys(table, _FILE_KEYS, "")
        if table.get("schema") != SCHEMA_VERSION:
            self._complain("schema", f"must be {SCHEMA_VERSION}")
        head = self._table(table, "library", "")
        self._known_keys(head, {"name", "modules", "rule", "docs", "verified", "advice"}, "library")
        self._library = self._text(head, "name", "library", required=not self._inside) or "project"
        self._rule = self._rule_code(head, "library")
        for name, body in self._table(table, "advice", "").items():
            self._advice[name] = self._read_advice(body, f"advice.{name}")
        self._default_advice = self._advice_by_name(head, "library")
        aliases = self._name_table(table, "aliases", "")
        functions = [
            model
            for where, entry in self._entries(table, "function", "")
            for model in self._callables(entry, where, prefix="", thread_affine="")
        ]
        classes = [
            model
            for where, entry in self._entries(table, "class", "")
            if (model := self._read_class(entry, where)) is not None
        ]
        return LibraryFile(
            self.path,
            self._library,
            self._names(head, "modules", "library"),
            self._rule,
            self._text(head, "docs", "library"),
            self._text(head, "verified", "library"),
            aliases,
            tuple(functions),
            tuple(classes),
            tuple(
                self._read_offload_style(entry, where)
                for where, entry in self._entries(table, "offload_style", "")
            ),
            self._availability(table),
            self._names(table, "off", ""),
        )

    # parts of a file

    def _read_advice(self, body: Any, where: str) -> Advice:
        if not isinstance(body, dict):
            self._complain(where, "must be a table")
            return Advice("")
        known = {"summary", "example", "link", "becomes", "before", "swaps", "keywords"}
        self._known_keys(body, known, where)
        return Advice(
            self._text(body, "summary", where, required=True),
            self._text(body, "example", where).strip("\n"),
            self._text(body, "link", where),
            self._template(body, "becomes", where),
            self._template(body, "before", where),
            tuple(self._name_table(body, "swaps", where).items()),
            self._words(body, "keywords", where),
        )

    def _template(self, body: Mapping[str, Any], key: str, where: str) -> str:
        text = self._text(body, key, where).strip("\n")
        for part in re.findall(r"\{(\w*)\}", text):
            if part not in _ADVICE_PARTS:
                self._complain(f"{where}.{key}", f"{{{part}}} is not known here")
        return text

    def _read_offload_style(self, entry: Mapping[str, Any], where: str) -> OffloadStyle:
        known = {"name", "imports", "priority", "call", "import", "keywords", "object", "objects"}
        self._known_keys(entry, known, where)
        call = self._text(entry, "call", where, required=True)
        if "{function}" not in call or "{arguments}" not in call:
            self._complain(f"{where}.call", "needs {function} and {arguments} in it")
        object_type = self._dotted(entry, "object", where)
        objects = self._words(entry, "objects", where)
        if ("{object}" in call) != bool(object_type and objects):
            self._complain(
                f"{where}.call", "needs {object} in it, with the keys object and objects"
            )
        return OffloadStyle(
            self._text(entry, "name", where, required=True),
            self._names(entry, "imports", where),
            int(self._value(entry, "priority", where, lambda v: type(v) is int, "a number", 0)),
            call,
            self._text(entry, "import", where),
            self._flag(entry, "keywords", where, default=True),
            object_type,
            objects,
        )

    def _read_class(self, entry: Mapping[str, Any], where: str) -> ClassModel | None:
        self._known_keys(entry, _CLASS_KEYS, where)
        name = self._text(entry, "name", where, required=True)
        if not _NAME.fullmatch(name):
            if name:
                self._complain(f"{where}.name", f"{name!r} is not a dotted name")
            return None
        where = f"class {name}"
        affine = self._text(entry, "thread_affine", where)
        construct = None
        if "construct" in entry:
            body = self._table(entry, "construct", where)
            if "names" in body:
                self._complain(f"{where}.construct.names", "is not a key of this table")
            construct = self._callable(name, body, f"{where}.construct", affine)
        methods: dict[str, CallableModel] = {}
        for place, body in self._entries(entry, "methods", where):
            for model in self._callables(body, place, prefix=f"{name}.", thread_affine=affine):
                method = model.name[len(name) + 1 :]
                if method in methods:
                    self._complain(place, f"{method!r} is described twice")
                methods[method] = model
        return ClassModel(
            name,
            self._library,
            self._names(entry, "bases", where),
            construct,
            self._type_table(entry, "attributes", where),
            methods,
            self._flag(entry, "handle", where, default=False),
            self._flag(entry, "lock", where, default=False),
            self._type(entry, "key", where),
            self._words(entry, "known_as", where),
            self._text(entry, "keeps", where),
            affine,
            self._words(entry, "in_constructor", where),
            self._words(entry, "on_loop", where),
            self._words(entry, "off_loop", where),
            self._names(entry, "when_imported", where),
            self._text(entry, "reason", where),
            self._text(entry, "source", where),
        )

    def _callables(
        self, entry: Mapping[str, Any], where: str, *, prefix: str, thread_affine: str
    ) -> Iterable[CallableModel]:
        names = self._words(entry, "names", where)
        if not names:
            self._complain(f"{where}.names", "must be a list with at least one name")
        for name in names:
            if not (_NAME.fullmatch(name) or (prefix and name == "*")):
                self._complain(f"{where}.names", f"{name!r} is not a dotted name")
                continue
            yield self._callable(prefix + name, entry, where, thread_affine)

    def _callable(
        self, name: str, entry: Mapping[str, Any], where: str, thread_affine: str
    ) -> CallableModel:
        self._known_keys(entry, _CALLABLE_KEYS, where)
        blocks = self._flag(entry, "blocks", where, default=False)
        owner, _, last = name.rpartition(".")
        twin = self._dotted(entry, "twin", where).replace("{}", last)
        rule = self._rule_code(entry, where) or self._rule
        if entry.get("makes") == Makes.WAITING and not blocks:
            self._complain(f"{where}.makes", "'waiting' needs blocks = true")
        if blocks and not rule:
            self._complain(f"{where}.rule", "a blocking entry needs a rule here or in [library]")
        severity = self._text(entry, "severity", where) or "error"
        if severity not in ("error", "warning"):
            self._complain(f"{where}.severity", "must be 'error' or 'warning'")
        makes = self._text(entry, "makes", where)
        if makes and makes not in {choice.value for choice in Makes}:
            choices = ", ".join(choice.value for choice in Makes)
            self._complain(f"{where}.makes", f"must be one of {choices}")
            makes = ""
        return CallableModel(
            name=name,
            library=self._library,
            blocks=blocks,
            rule=rule,
            severity=severity,
            returns=self._type(entry, "returns", where),
            raises=self._dotted(entry, "raises", where),
            twin=twin if not twin or "." in twin else f"{owner}.{twin}".lstrip("."),
            instead=self._dotted(entry, "instead", where),
            advice=self._advice_by_name(entry, where) or (self._default_advice if blocks else None),
            offload=self._offload(entry, where),
            nonblocking_when=self._conditions(entry, "nonblocking_when", where),
            blocking_when=self._conditions(entry, "blocking_when", where),
            quiet_when=self._conditions(entry, "quiet_when", where),
            anyway=self._flag(entry, "anyway", where, default=False),
            disarms=self._conditions(entry, "disarms", where),
            ready_when=self._matching(
                entry, "ready_when", where, _ANSWER, "'name', 'not name' or 'name is not None'"
            ),
            contended=self._flag(entry, "contended", where, default=False),
            calls=self._arguments(entry, "calls", where),
            iterates=self._arguments(entry, "iterates", where),
            enters=self._arguments(entry, "enters", where),
            builds=self._arguments(entry, "builds", where),
            invokes=self._words(entry, "invokes", where),
            injects=self._arguments(entry, "injects", where),
            schedules=self._arguments(entry, "schedules", where),
            passes=self._matching(
                entry, "passes", where, _PASSED, "'self', 'rest[1]' or 'element[0]'"
            ),
            starts=self._arguments(entry, "starts", where),
            offloads=self._arguments(entry, "offloads", where),
            wraps=self._flag(entry, "wraps", where, default=False),
            makes=Makes(makes) if makes else None,
            attaches=self._dotted(entry, "attaches", where),
            runs=self._one_of(
                entry, "runs", where, ("on-loop", "at-start", "in-constructor", "in-thread")
            ),
            when_imported=self._names(entry, "when_imported", where),
            when_running=self._one_of(
                entry, "when_running", where, ("false", "returns", "thread", "true", "unset")
            ),
            reason=self._text(entry, "reason", where),
            source=self._text(entry, "source", where),
            thread_affine=thread_affine,
        )

    def _offload(self, entry: Mapping[str, Any], where: str) -> str:
        value = entry.get("offload", True)
        if value in ("file", "whole"):
            return str(value)
        if not isinstance(value, bool):
            self._complain(f"{where}.offload", "must be true, false, 'file' or 'whole'")
        return "never" if value is False else "alone"

    def _one_of(
        self, entry: Mapping[str, Any], key: str, where: str, choices: tuple[str, ...]
    ) -> str:
        text = self._text(entry, key, where)
        if text and text not in choices:
            self._complain(f"{where}.{key}", f"must be {' or '.join(map(repr, choices))}")
        return text

    def _matching(
        self,
        entry: Mapping[str, Any],
        key: str,
        where: str,
        pattern: re.Pattern[str],
        forms: str,
    ) -> tuple[str, ...]:
        words = self._words(entry, key, where)
        for word in words:
            if not pattern.fullmatch(word):
                self._complain(f"{where}.{key}", f"{word!r} must be {forms}")
        return words

    def _conditions(self, entry: Mapping[str, Any], key: str, where: str) -> tuple[Condition, ...]:
        found: list[Condition] = []
        for place, body in self._entries(entry, key, where):
            self._known_keys(body, {"argument", "position", *_ANSWERS}, place)
            tests = [test for test in _ANSWERS if test in body]
            argument, position = body.get("argument", ""), body.get("position")
            if len(tests) != 1:
                self._complain(place, f"needs exactly one of {', '.join(_ANSWERS)}")
            elif not argument and position is None:
                self._complain(place, "needs argument, position or both")
            elif not (isinstance(argument, str) and (not argument or argument.isidentifier())):
                self._complain(f"{place}.argument", "must be the name of a parameter")
            elif position is not None and not (type(position) is int and position >= 0):
                self._complain(f"{place}.position", "must be a number, 0 or more")
            elif not _is_answer(tests[0], body[tests[0]]):
                self._complain(f"{place}.{tests[0]}", _ANSWERS[tests[0]])
            else:
                found.append(Condition(argument, position, tests[0], body[tests[0]]))
        return tuple(found)

    # single values

    def _complain(self, key: str, reason: str) -> None:
        key = f"{self._inside}.{key.lstrip('.')}" if self._inside else key
        self.complaints.append(Complaint(self.path, key, reason))

    def _known_keys(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        for key in table:
            if key not in known:
                self._complain(f"{where}.{key}".lstrip("."), "is not a key of this table")

    def _value(
        self,
        table: Mapping[str, Any],
        key: str,
        where: str,
        check: Callable[[Any], bool],
        kind: str,
        default: Any,
    ) -> Any:
        if key not in table:
            return default
        value = table[key]
        if not check(value):
            self._complain(f"{where}.{key}".lstrip("."), f"must be {kind}")
            return default
        return value

    def _text(
        self, table: Mapping[str, Any], key: str, where: str, *, required: bool = False
    ) -> str:
        value = self._value(table, key, where, lambda v: isinstance(v, str), "text", "")
        if required and not value:
            self._complain(f"{where}.{key}", "is missing")
        return str(value)

    def _dotted(self, table: Mapping[str, Any], key: str, where: str) -> str:
        """A dotted name, in which `{}` may stand for a part."""
        text = self._text(table, key, where)
        if text and not _NAME.fullmatch(text.replace("{}", "x")):
            self._complain(f"{where}.{key}", f"{text!r} is not a dotted name")
            return ""
        return text

    def _flag(self, table: Mapping[str, Any], key: str, where: str, *, default: bool) -> bool:
        check = lambda value: isinstance(value, bool)  # noqa: E731
        return bool(self._value(table, key, where, check, "true or false", default))

    def _table(self, table: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
        check = lambda value: isinstance(value, dict)  # noqa: E731
        return dict(self._value(table, key, where, check, "a table", {}))

    def _entries(
        self, table: Mapping[str, Any], key: str, where: str
    ) -> list[tuple[str, dict[str, Any]]]:
        """The tables of an array of tables, each with the words that say where it stands."""
        check = lambda v: isinstance(v, list) and all(isinstance(e, dict) for e in v)  # noqa: E731
        entries = self._value(table, key, where, check, "an array of tables", [])
        found = []
        for number, entry in enumerate(entries, start=1):
            names = entry.get("names") or entry.get("name")
            if isinstance(names, list):
                names = names[0] if names else ""
            label = names if names and isinstance(names, str) else str(number)
            found.append((f"{where}.{key}[{label}]".lstrip("."), entry))
        return found

    def _words(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        check = lambda v: isinstance(v, list) and all(isinstance(e, str) for e in v)  # noqa: E731
        return tuple(self._value(table, key, where, check, "a list of texts", []))

    def _arguments(self, table: Mapping[str, Any], key: str, where: str) -> tuple[int | str, ...]:
        def check(value: Any) -> bool:
            return isinstance(value, list) and all(type(place) in (int, str) for place in value)

        kind = "a list of positions and keyword names"
        return tuple(self._value(table, key, where, check, kind, []))

    def _names(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        names = self._words(table, key, where)
        for name in names:
            if not _NAME.fullmatch(name):
                self._complain(f"{where}.{key}".lstrip("."), f"{name!r} is not a dotted name")
        return names

    def _name_table(self, table: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
        found = {}
        for name, value in self._table(table, key, where).items():
            if isinstance(value, str) and _NAME.fullmatch(name) and _NAME.fullmatch(value):
                found[name] = value
            else:
                self._complain(f"{key}.{name}", "must map a dotted name to a dotted name")
        return found

    def _availability(self, table: Mapping[str, Any]) -> dict[str, str]:
        found = {}
        for name, value in self._table(table, "available", "").items():
            try:
                found[name] = Availability.parse(value if isinstance(value, str) else "").text
            except ValueError as error:
                self._complain(f"available.{name}", str(error))
            if not _NAME.fullmatch(name):
                self._complain(f"available.{name}", "is not a dotted name")
        return found

    def _rule_code(self, table: Mapping[str, Any], where: str) -> str:
        code = self._text(table, "rule", where)
        if code and not _RULE.fullmatch(code):
            self._complain(f"{where}.rule", f"{code!r} is not a rule code such as LG102")
            return ""
        if code and code not in BY_CODE:
            self._complain(f"{where}.rule", f"{code} is no rule; `loopguard rules` lists them")
        return code

    def _advice_by_name(self, table: Mapping[str, Any], where: str) -> Advice | None:
        name = self._text(table, "advice", where)
        if name and name not in self._advice:
            self._complain(f"{where}.advice", f"no [advice.{name}] in this file")
        return self._advice.get(name)

    def _type(self, table: Mapping[str, Any], key: str, where: str) -> str:
        text = self._text(table, key, where)
        if text:
            self._check_type(text, f"{where}.{key}")
        return text

    def _type_table(self, table: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
        body = self._table(table, key, where)
        return {name: self._type(body, name, f"{where}.{key}") for name in body}

    def _check_type(self, text: str, key: str) -> None:
        try:
            tree: ast.expr = ast.parse(text, mode="eval").body
        except SyntaxError:
            self._complain(key, f"{text!r} is not a type expression")
            return
        if not _is_type(tree):
            self._complain(key, f"{text!r} is not a type expression")


_ANSWERS = {
    "equals": "must be a literal",
    "none": "must be true",
    "given": "must be true or false",
    "instance": "must be the name of a class",
    "constant": "must be the name of a constant",
    "prefix": "must be a text",
}


def _is_answer(test: str, value: Any) -> bool:
    if test == "none":
        return value is True
    if test == "given":
        return isinstance(value, bool)
    if test == "prefix":
        return isinstance(value, str)
    if test in ("instance", "constant"):
        return isinstance(value, str) and _NAME.fullmatch(value) is not None
    return isinstance(value, (bool, int, float, str))


def _is_type(node: ast.expr) -> bool:
    match node:
        case ast.Subscript(value=ast.Name(id="generic"), slice=ast.Name()):
            return True
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int())) if (
            name in _FROM_CALL
        ):
            return True
        case ast.Name() | ast.Constant(value=None):
            return True
        case ast.Attribute(value=value):
            return _is_type(value)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _is_type(left) and _is_type(right)
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=elts)):
            return name in _CONTAINERS and all(map(_is_type, elts))
        case ast.Subscript(value=ast.Attribute() as name, slice=inner):
            return _is_type(name) and _is_type(inner)
        case ast.Subscript(value=ast.Name(id=name), slice=inner):
            return name in _CONTAINERS and _is_type(inner)
    return False
