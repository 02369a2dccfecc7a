"""What the syntax alone says about conditions and assigned names."""

from __future__ import annotations

import ast
import sys
from textwrap import dedent, indent

import pytest

from loopguard.summarize.static import (
    assigned_names,
    holds_across_await,
    is_stub,
    is_type_checking,
    truth,
)


def condition(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("True", True),
        ("''", False),
        ("'x'", True),
        ("...", True),
        ("x", None),
        ("TYPE_CHECKING", False),
        ("t.TYPE_CHECKING", False),
        ("__debug__", True),
        ("__name__ == '__main__'", False),
        ("__name__ != '__main__'", None),
        ("__name__ == '__main__' == x", None),
        ("__name__ == 'app'", None),
        ("not x", None),
        ("not not True", True),
        ("x or True", True),
        ("x or False", None),
        ("False or False", False),
        ("x and False", False),
        ("x and True", None),
        ("True and True", True),
        ("True and not TYPE_CHECKING", True),
    ],
)
def test_a_condition_is_decided_only_where_it_always_has_one_value(
    code: str, value: bool | None
) -> None:
    assert truth(condition(code)) is value


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("TYPE_CHECKING", True),
        ("typing.TYPE_CHECKING", True),
        ("not TYPE_CHECKING", False),
        ("CHECKING", False),
    ],
)
def test_type_checking_is_known_by_its_name(code: str, answer: bool) -> None:
    assert is_type_checking(condition(code)) is answer


def test_assigned_names_are_those_that_statements_bind_in_their_own_scope() -> None:
    body = dedent(
        """
        a = b, (c, *d) = [e, f] = 1
        g: int = 1
        h += 1
        for i, j in x:
            k = 1
        else:
            l = 1
        while x:
            m = 1
        with x as n, x as (o, p):
            q = 1
        try:
            r = 1
        except E:
            s = 1
        else:
            t = 1
        finally:
            u = 1
        match x:
            case 1:
                v = 1
        import w.deeper, x1 as x2
        from y1 import y2 as y3, y4
        def z1():
            hidden = 1
        async def z2(): ...
        class Z3:
            hidden = 1
        if x:
            z4 = 1
        no.attribute = no[0] = 1
        """
    )
    names = assigned_names(ast.parse(body).body)
    assert names == {*"abcdefghijklmnopqrstuvw", "x2", "y3", "y4", "z1", "z2", "Z3", "z4"}


@pytest.mark.skipif(sys.version_info < (3, 11), reason="except* is new in Python 3.11")
def test_an_exception_group_s_handlers_bind_names_too() -> None:
    body = "try:\n    a = 1\nexcept* E:\n    b = 1\n"
    assert assigned_names(ast.parse(body).body) == {"a", "b"}


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("pass", True),
        ("...", True),
        ("'only a docstring'", True),
        ("'a docstring'\nraise NotImplementedError", True),
        ("raise NotImplementedError('later')", True),
        ("return None", False),
        ("raise ValueError", False),
        ("x = 1", False),
        ("'a docstring'\nf()", False),
    ],
)
def test_a_stub_does_nothing_or_says_that_it_is_not_implemented(body: str, answer: bool) -> None:
    assert is_stub(ast.parse(body).body) is answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("await x", True),
        ("y = f(await x)", True),
        ("for y in z:\n    await x", True),
        ("async with x: pass", True),
        ("async for y in x: pass", True),
        ("f()", False),
        ("lock.release()\nawait x", False),
        ("await x\nlock.release()", True),
        ("other.release()\nawait x", True),
        ("async def f():\n    await x", False),
        ("def f():\n    lock.release()\nawait x", True),
    ],
)
def test_a_manager_is_held_over_an_await_unless_it_is_released_first(
    body: str, answer: bool
) -> None:
    code = ast.parse(f"async def f():\n    with lock:\n{indent(body, ' ' * 8)}\n")
    function = code.body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    block = function.body[0]
    assert isinstance(block, ast.With)
    assert holds_across_await(block.items[0].context_expr, block.body) is answer
