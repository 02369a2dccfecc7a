"""Syntax newer than Python 3.10: what it is lowered to, and that places and meaning stay."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import libcst
import pytest

from loopguard.domain.summary import ModuleSummary
from loopguard.summarize import summarize_source
from loopguard.summarize.lowering import Lowering, TypeAlias, parse_lowered
from loopguard.summarize.module import ModuleReader
from loopguard.summarize.source import Unreadable, parse_source

from ...helpers.project import check_project

CALL = "time.sleep(1)"


class Construct(NamedTuple):
    """A construct, what it is lowered to, and the first Python whose `ast` reads it.

    The code calls `time.sleep(1)` once.
    """

    since: tuple[int, int]
    code: str
    lowered: str


CONSTRUCTS = {
    "except without parentheses": Construct(
        (3, 14),
        "try:\n    a()\nexcept A, b.B, time.sleep(1): # why\n    c()\n",
        "try:\n    a()\nexcept (                   ): # why\n    c()\n",
    ),
    "except without parentheses and spaces": Construct(
        (3, 14),
        "try: a()\nexcept A,B:time.sleep(1)\n",
        "try: a()\nexcept ( ):time.sleep(1)\n",
    ),
    "except*": Construct(
        (3, 11),
        "try:\n    a()\nexcept* A as e:\n    time.sleep(1)\n",
        "try:\n    a()\nexcept  A as e:\n    time.sleep(1)\n",
    ),
    "except* without parentheses": Construct(
        (3, 14),
        "try:\n    a()\nexcept *A, B:\n    time.sleep(1)\n",
        "try:\n    a()\nexcept  (  ):\n    time.sleep(1)\n",
    ),
    "type parameters of a function": Construct(
        (3, 12),
        "def f[T: int, *Ts, **P](a: T = time.sleep(1)) -> T: ...\n",
        "def f                  (a: T = time.sleep(1)) -> T: ...\n",
    ),
    "type parameters of a class, with defaults": Construct(
        (3, 13),
        "class A[T = int, *Ts = *tuple[int]](B, metaclass=time.sleep(1)): pass\n",
        "class A                            (B, metaclass=time.sleep(1)): pass\n",
    ),
    "type parameters on several lines": Construct(
        (3, 12),
        "class A[ # é\n\n  T,\n](time.sleep(1)):\n    b = 1\n",
        "class A      \\\n\\\n    \\\n (time.sleep(1)):\n    b = 1\n",
    ),
    "type alias": Construct(
        (3, 12),
        "type X[T] = (list[T]); time.sleep(1)\n",
        "(                   ); time.sleep(1)\n",
    ),
    "f-string with its own quotes": Construct(
        (3, 12),
        "x = f'é{a['b']}{time.sleep(1)}' + c()\n",
        "x = (                          ) + c()\n",
    ),
    "f-strings in f-strings": Construct(
        (3, 12),
        "x = f'{f'{f'{time.sleep(1)}'}'}'\n",
        "x = (                          )\n",
    ),
    "f-string with a backslash": Construct(
        (3, 12),
        'x = f"{"\\n".join(a)}{time.sleep(1)}", c()\n',
        "x = (                              ), c()\n",
    ),
    "f-string with a conversion and a format": Construct(
        (3, 12),
        "x = f'{a['b'] = !r:>{ (time.sleep(1)) }}' % c\n",
        "x = (                                   ) % c\n",
    ),
    "f-string with tuples, a lambda and a dictionary": Construct(
        (3, 12),
        "x = f'{a['b'], c}{(lambda: 1)()}{ {1: 2}[1] }{*a, time.sleep(1)}{{}}'\n",
        "x = (                                                               )\n",
    ),
    "f-string on several lines": Construct(
        (3, 12),
        'x = f"{\n  a( # }"\n  )\n} {\n   time.sleep(1)}".strip()\n',
        "x = (  \n         \n   \n   \n                 ).strip()\n",
    ),
    "f-string in three quotes": Construct(
        (3, 12),
        "x = f'''é\n {a # '''\n} {time.sleep(1)}\n'''[0]\n",
        "x = (     \n         \n                 \n  )[0]\n",
    ),
    "strings side by side": Construct(
        (3, 12),
        "x = ('a' # {b}\n f'{a['b']}'\n 'c{d()}' f'{time.sleep(1)}').e()\n",
        "x = ((        \n            \n                           )).e()\n",
    ),
    "t-string": Construct(
        (3, 14),
        "x = rt'{a} é{ b !r:>{time.sleep(1)}}' + c()\n",
        "x = (                                ) + c()\n",
    ),
    "t-string beside a string": Construct(
        (3, 14),
        "x = t'{time.sleep(1)}' '{b()}'\n",
        "x = (                        )\n",
    ),
    "star in an index": Construct(
        (3, 11),
        "x = a[*b] + c[0, * time.sleep(1), 1:2] + d[*b,]\n",
        "x = a[()] + c[0, (             ), 1:2] + d[(),]\n",
    ),
    "star in an annotation": Construct(
        (3, 11),
        "def f(*a: *b[*c], d=time.sleep(1)): ...\n",
        "def f(*a: (    ), d=time.sleep(1)): ...\n",
    ),
}

NEWEST = {
    "lazy import": ("lazy import x; time.sleep(1)\n", "pass;import x; time.sleep(1)\n"),
    "lazy from": ("lazy from x import y; time.sleep(1)\n", "pass;from x import y; time.sleep(1)\n"),
    "star in a comprehension": (
        "x = [*b for b in time.sleep(1)], {*b for b in c}, (*b for b in c)\n",
        "x = [() for b in time.sleep(1)], {() for b in c}, (() for b in c)\n",
    ),
    "stars in a comprehension": (
        "x = { **b for b in time.sleep(1)}\n",
        "x = {   b for b in time.sleep(1)}\n",
    ),
}
"""What Python 3.15 brings, which LibCST reads from 1.9 on."""

if hasattr(libcst, "LazyImport"):
    CONSTRUCTS |= {name: Construct((3, 15), *texts) for name, texts in NEWEST.items()}

each_construct = pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=CONSTRUCTS)


@each_construct
def test_no_other_token_moves(construct: Construct) -> None:
    assert Lowering(construct.code).text == construct.lowered


@each_construct
def test_a_finding_has_the_place_and_the_rewrite_of_the_source(
    construct: Construct, tmp_path: Path
) -> None:
    text = f"import time\nasync def main():\n{indent(construct.code, '    ', lambda line: True)}"
    (finding,) = check_project(tmp_path, text)
    before, _, _ = text.partition(CALL)
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    span = finding.span
    assert finding.callee == "time.sleep"
    assert (span.line, span.column) == (line, column)
    assert (span.end_line, span.end_column) == (line, column + len(CALL))
    assert finding.fix is not None
    is_default = re.search(r"def .*= ?time", construct.code) is not None
    assert finding.fix.replacement == ("" if is_default else "await asyncio.sleep(1)")


@each_construct
def test_the_facts_are_those_of_an_interpreter_that_reads_it(construct: Construct) -> None:
    if sys.version_info < construct.since:
        version = ".".join(map(str, construct.since))
        pytest.skip(f"compares with the interpreter's own ast, which reads this from {version} on")
    lowered = parse_lowered(construct.code)
    assert lowered is not None
    native = ast.parse(construct.code)
    assert facts(native, construct.code) == facts(lowered, construct.code)


def facts(tree: ast.Module, text: str) -> ModuleSummary:
    """The summary of a tree without the texts of f-strings, which lowering leaves out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            node.values = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    return ModuleReader().summarize(tree, text)


@each_construct
def test_it_is_lowered_between_line_ends_of_windows_too(construct: Construct) -> None:
    tree = parse_lowered(construct.code.replace("\n", "\r\n"))
    assert tree is not None
    assert places(tree) == places(Lowering(construct.code).parse())


def places(tree: ast.Module) -> list[tuple[str, int, int]]:
    return [
        (type(node).__name__, node.lineno, node.col_offset)
        for node in ast.walk(tree)
        if isinstance(node, (ast.stmt, ast.expr))
    ]


def test_an_f_string_still_calls_the_methods_that_format(tmp_path: Path) -> None:
    text = """
        import time
        class Slow:
            def __str__(self):
                time.sleep(1)
                return ""
            __repr__ = None
        async def main(row):
            slow = Slow()
            f"{row["a"]}{slow}"
            f"{row["a"]}{slow!r}"
            t"{row["a"]}{slow}"
    """
    (finding,) = check_project(tmp_path, text)
    assert (finding.span.line, finding.span.column) == (9, 18)


def test_a_space_that_libcst_loses_moves_nothing() -> None:
    tree = Lowering("x = f'{a['b']!r  }{c}', d\n").parse()
    (d,) = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "d"]
    assert d.col_offset == 24


def test_a_type_alias_is_a_type() -> None:
    tree = Lowering("if a:\n    type X[T] = (\n        B[T]\n    )\n").parse()
    (alias,) = [node for node in ast.walk(tree) if isinstance(node, TypeAlias)]
    assert (ast.unparse(alias.name), ast.unparse(alias.value)) == ("X", "B[T]")
    assert (alias.lineno, alias.col_offset, alias.end_lineno) == (2, 4, 4)
    assert (alias.value.lineno, alias.value.col_offset) == (3, 8)


def test_comments_in_a_lowered_f_string_silence_nothing() -> None:
    summary = summarize_source("x = f'''{a['''b''']} # noqa\n''' # noqa: LG101\n")
    assert isinstance(summary, ModuleSummary)
    assert [(found.line, found.codes) for found in summary.suppressions] == [(2, ("LG101",))]


@pytest.mark.parametrize(
    "text",
    ["x = = 2\n", "print 1\n", "except A, B:\n", "type X = \n", "x = f'{a['b'}'\n", "x = 1\0\n"],
)
def test_what_is_no_python_at_all_keeps_the_reason_that_ast_gives(text: str) -> None:
    with pytest.raises((SyntaxError, ValueError)) as error:
        ast.parse(text)
    found = parse_source(text)
    assert isinstance(found, Unreadable)
    assert found.reason == getattr(error.value, "msg", str(error.value))


@pytest.mark.parametrize(
    "nested",
    [
        "(" * 5000 + ")" * 5000,
        "-" * 20_000 + "1",
        "not " * 20_000 + "1",
        "lambda: " * 20_000 + "1",
        "1 if 1 else " * 20_000 + "1",
        "a" + ".b" * 20_000,
        "a" + "()" * 20_000,
        "(\n" + "a +\n" * 20_000 + "1)",
        "if 1:\n pass\n" + "elif 1:\n pass\n" * 20_000,
        "f'{" * 5000 + "1" + "}'" * 5000,
    ],
    ids=lambda text: text[:12],
)
def test_nesting_that_would_end_libcst_is_not_lowered(nested: str) -> None:
    assert parse_lowered(f"try: a()\nexcept A, B: pass\n{nested}\n") is None


def test_a_long_file_is_not_a_deep_one() -> None:
    rows = "".join(f"    ({n}, -{n}, 'a' + f'{{b({n})}}', [c.d(e)]),  # (\n" for n in range(2000))
    methods = "".join(f"    def m{n}(self): return (self.a.b - '((')\n" for n in range(2000))
    text = f"try: a()\nexcept A, B: pass\nx = [\n{rows}]\nclass C:\n{methods}"
    assert parse_lowered(text) is not None
