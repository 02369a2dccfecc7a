"""Adds an import to a file, once, in the file's own style and in its sorted place."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loopguard.fixes.edits import Offsets, TextEdit, apply_edits, line_end_of
from loopguard.summarize.source import Unreadable, parse_source, split_lines

ImportNode = ast.Import | ast.ImportFrom

_FUTURE, _STANDARD, _THIRD_PARTY, _RELATIVE = range(4)
_TOP_COMMENT = re.compile(r"#!|#.*coding[:=]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An import statement to add: `import module` where `name` is empty."""

    module: str
    name: str
    alias: str

    @classmethod
    def of(cls, statement: str) -> Wanted:
        """Reads a statement of one of the two forms, with or without `as`."""
        words = statement.split()
        if words[0] == "from":
            return cls(words[1], words[3], words[5] if len(words) > 5 else "")
        return cls(words[1], "", words[3] if len(words) > 3 else "")

    @property
    def code(self) -> str:
        """The statement."""
        alias = f" as {self.alias}" if self.alias else ""
        if self.name:
            return f"from {self.module} import {self.name}{alias}"
        return f"import {self.module}{alias}"

    @property
    def item(self) -> str:
        """What stands behind `import` in a `from`."""
        return f"{self.name} as {self.alias}" if self.alias else self.name

    def is_provided_by(self, node: ast.stmt) -> bool:
        """Whether a statement at the top of a module imports the same under the same name."""
        if isinstance(node, ast.Try):
            return any(self.is_provided_by(inner) for inner in node.body)
        if isinstance(node, ast.ImportFrom):
            same = not node.level and node.module == self.module and self.name != ""
            wanted = (self.name, self.alias or None)
            return same and any((a.name, a.asname) == wanted for a in node.names)
        if isinstance(node, ast.Import):
            wanted = (self.module, self.alias or None)
            return not self.name and any((a.name, a.asname) == wanted for a in node.names)
        return False


def add_import(text: str, statement: str) -> str | None:
    """The text with the import; as it is where it has it; None where it cannot be read."""
    edit = import_edit(text, statement)
    if edit is not None:
        return apply_edits(text, [edit])
    return None if isinstance(parse_source(text), Unreadable) else text


def import_edit(text: str, statement: str) -> TextEdit | None:
    """The edit that adds the import; None where the text has it or cannot be read."""
    tree = parse_source(text)
    wanted = Wanted.of(statement)
    if isinstance(tree, Unreadable) or any(wanted.is_provided_by(node) for node in tree.body):
        return None
    file = _File(text, tree)
    return file.extend(wanted) or file.insert(wanted)


class _File:
    """The top of a module: its docstring and its imports, up to the first definition."""

    def __init__(self, text: str, tree: ast.Module) -> None:
        self._text = text
        self._lines = split_lines(text)
        self._offsets = Offsets(text)
        self._body = tree.body
        self._line_end = line_end_of(text)
        self._imports: list[ImportNode] = []
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                break
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self._imports.append(node)

    # extending

    def extend(self, wanted: Wanted) -> TextEdit | None:
        """Adds a name to a `from` import of the same module; None where there is none."""
        for node in self._imports:
            if (
                isinstance(node, ast.ImportFrom)
                and wanted.name
                and not node.level
                and node.module == wanted.module
                and node.names[0].name != "*"
            ):
                return self._add_name(node, wanted.item)
        return None

    def _add_name(self, node: ast.ImportFrom, item: str) -> TextEdit:
        names = [alias.name for alias in node.names]
        following: ast.alias | None = None
        for key in (_as_written, str.lower, _constants_first):
            keys = [key(name) for name in names]
            if keys == sorted(keys):
                after = (a for a in node.names if key(a.name) > key(item))
                following = next(after, None)
                break
        enclosed = self._text[self._place_end(node) - 1] == ")"
        if following is not None:
            start = self._place(following.lineno, following.col_offset)
            before = self._text[self._offsets.line_start(following.lineno) : start]
            on_own_line = enclosed and not before.strip()
            separator = f"{self._line_end}{before}" if on_own_line else " "
            return TextEdit(start, start, f"{item},{separator}")
        last = node.names[-1]
        start, end = self._place(last.lineno, last.col_offset), self._place_end(last)
        indent = self._text[self._offsets.line_start(last.lineno) : start]
        line = self._lines[(last.end_lineno or 0) - 1].rstrip("\r\n")
        line_end = self._offsets.line_start(last.end_lineno or 0) + len(line)
        rest = self._text[end:line_end]
        if not enclosed or indent.strip() or rest.lstrip().startswith(")"):
            return TextEdit(end, end, f", {item}")
        comma = "" if rest.lstrip().startswith(",") else ","
        return TextEdit(end, line_end, f"{comma}{rest}{self._line_end}{indent}{item},")

    def _place_end(self, node: ast.stmt | ast.alias) -> int:
        return self._place(node.end_lineno or 0, node.end_col_offset or 0)

    def _place(self, line: int, column: int) -> int:
        """The offset of a place as `ast` gives it."""
        before = self._lines[line - 1].encode("utf-8", "surrogatepass")[:column]
        return self._offsets.of(line, len(before.decode("utf-8", "replace")) + 1)

    # inserting

    def insert(self, wanted: Wanted) -> TextEdit:
        """Adds a line of its own."""
        category = _category_of(wanted.module, 0)
        block = self._block(category, wanted.module.partition(".")[0])
        if block:
            return self._into(block, wanted)
        lower = [n for n in self._imports if _FUTURE < _category(n) < category]
        if lower:
            return self._after(lower[-1], wanted, is_new_group=True)
        others = [n for n in self._imports if _category(n) != _FUTURE]
        if others and self._starts_its_line(others[0]):
            return self._before(others[0], f"{wanted.code}{self._line_end}{self._line_end}")
        future = [n for n in self._imports if _category(n) == _FUTURE]
        if future:
            return self._after(future[-1], wanted, is_new_group=True)
        if self._body and ast.get_docstring(ast.Module(self._body, []), clean=False) is not None:
            return self._after(self._body[0], wanted, is_new_group=True)
        return self._at_top(wanted)

    def _block(self, category: int, family: str) -> list[ImportNode]:
        """The imports of a category in the group of lines that suits best."""
        groups: list[list[ImportNode]] = []
        for node in self._imports:
            if _category(node) != category:
                continue
            last = groups[-1][-1] if groups else None
            if last is not None and not self._blank_between(last, node):
                groups[-1].append(node)
            else:
                groups.append([node])
        akin = (g for g in groups if any(_module(n).partition(".")[0] == family for n in g))
        return next(akin, groups[0] if groups else [])

    def _blank_between(self, first: ImportNode, second: ImportNode) -> bool:
        lines = self._lines[first.end_lineno or 0 : second.lineno - 1]
        return any(not line.strip() for line in lines)

    def _into(self, block: Sequence[ImportNode], wanted: Wanted) -> TextEdit:
        is_from = wanted.name != ""
        for key in (_plain_first, _by_module, _from_first):
            keys = [key(isinstance(n, ast.ImportFrom), _module(n)) for n in block]
            if keys == sorted(keys):
                own = key(is_from, wanted.module)
                before = [node for node, of_node in zip(block, keys, strict=True) if of_node <= own]
                if before:
                    return self._after(before[-1], wanted)
                if self._starts_its_line(block[0]):
                    return self._before(block[0], f"{wanted.code}{self._line_end}")
                return self._after(block[0], wanted)
        alike = [node for node in block if isinstance(node, ast.ImportFrom) == is_from]
        return self._after((alike or list(block))[-1], wanted)

    def _starts_its_line(self, node: ast.stmt) -> bool:
        return all(
            other is node or not other.lineno <= node.lineno <= (other.end_lineno or 0)
            for other in self._body
        )

    def _before(self, node: ast.stmt, code: str) -> TextEdit:
        start = self._offsets.line_start(node.lineno)
        return TextEdit(start, start, code)

    def _after(self, node: ast.stmt, wanted: Wanted, *, is_new_group: bool = False) -> TextEdit:
        line = node.end_lineno or node.lineno
        while True:  # statements may share a line
            shared = [other.end_lineno or 0 for other in self._body if other.lineno <= line]
            if max(shared) <= line:
                break
            line = max(shared)
        start = self._offsets.line_start(line + 1)
        code = f"{wanted.code}{self._line_end}"
        if not self._lines[line - 1].endswith(("\n", "\r")):
            code = f"{self._line_end}{wanted.code}"
        if is_new_group:
            following = self._lines[line] if line < len(self._lines) else ""
            code = f"{self._line_end}{code}{self._gap(following)}"
        return TextEdit(start, start, code)

    def _gap(self, following: str) -> str:
        """The empty lines that belong between a new import and the line that follows."""
        if not following.strip():
            return ""
        is_import = re.match(r"(import|from|try|if)\b", following)
        return self._line_end * (1 if is_import else 2)

    def _at_top(self, wanted: Wanted) -> TextEdit:
        """Below the comments that belong to the whole file."""
        line = 0
        while line < min(2, len(self._lines)) and _TOP_COMMENT.match(self._lines[line]):
            line += 1
        comments = line
        while comments < len(self._lines) and self._lines[comments].startswith("#"):
            comments += 1
        is_header = comments > line and not self._text_line(comments).strip()
        line = comments if is_header else line
        start = self._offsets.line_start(line + 1)
        lead = self._line_end if line else ""
        code = f"{lead}{wanted.code}{self._line_end}{self._gap(self._text_line(line))}"
        return TextEdit(start, start, code)

    def _text_line(self, index: int) -> str:
        return self._lines[index] if index < len(self._lines) else ""


# order

Key = Callable[[bool, str], tuple[object, ...]]


def _plain_first(is_from: bool, module: str) -> tuple[object, ...]:
    return (is_from, module.lower())


def _by_module(is_from: bool, module: str) -> tuple[object, ...]:
    return (module.lower(), is_from)


def _from_first(is_from: bool, module: str) -> tuple[object, ...]:
    return (not is_from, module.lower())


def _as_written(name: str) -> str:
    return name


def _constants_first(name: str) -> str:
    """Isort's order: constants, classes, the rest."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return f"{rank}{name}"


def _module(node: ImportNode) -> str:
    if isinstance(node, ast.ImportFrom):
        return "." * node.level + (node.module or "")
    return node.names[0].name


def _category(node: ImportNode) -> int:
    if isinstance(node, ast.ImportFrom):
        return _category_of(node.module or "", node.level)
    return _category_of(node.names[0].name, 0)


def _category_of(module: str, level: int) -> int:
    if level:
        return _RELATIVE
    if module == "__future__":
        return _FUTURE
    return _STANDARD if module.partition(".")[0] in sys.stdlib_module_names else _THIRD_PARTY
