"""What names hold where ways of the code come together."""

from __future__ import annotations

import pytest

from ...helpers.facts import Facts


def test_after_an_if_a_name_holds_what_either_branch_gave_it() -> None:
    facts = Facts.of(
        """
        if c:
            x = first()
            show(x)
        else:
            x = second()
            show(x)
        show(x)
        """
    )
    assert facts.arguments("show") == ["call(first)", "call(second)", "call(first) | call(second)"]


def test_without_an_else_the_value_from_before_stays_possible() -> None:
    facts = Facts.of("x = 1\nif c:\n    x = 2\nshow(x)\n")
    assert facts.arguments("show") == ["2 | 1"]


def test_elif_branches_all_join() -> None:
    facts = Facts.of(
        """
        if a:
            x = 1
        elif b:
            x = 2
        else:
            x = 3
        show(x)
        """
    )
    assert facts.arguments("show") == ["1 | 2 | 3"]


def test_a_branch_that_leaves_adds_nothing_to_what_comes_after() -> None:
    facts = Facts.of(
        """
        def f():
            x = 1
            if c:
                x = 2
                return
            show(x)
            if c:
                raise x
            else:
                x = 3
            show(x)
        """
    )
    assert facts.arguments("show", "f") == ["1", "3"]


def test_an_import_that_may_fail_leaves_both_names_possible() -> None:
    facts = Facts.of(
        """
        try:
            import ujson as json
        except ImportError:
            import json
        """
    )
    assert facts.value("json") == ["import ujson", "import json"]


# try


def test_a_handler_starts_with_what_was_there_before_or_after_the_body() -> None:
    facts = Facts.of(
        """
        x = 1
        try:
            x = 2
        except ValueError:
            show(x)
        """
    )
    assert facts.arguments("show") == ["1 | 2"]


def test_else_runs_only_after_the_body_and_the_handler_joins_after_it() -> None:
    facts = Facts.of(
        """
        try:
            x = 1
        except ValueError:
            x = 2
        else:
            show(x)
            x = 3
        show(x)
        """
    )
    assert facts.arguments("show") == ["1", "3 | 2"]


def test_a_handler_that_returns_leaves_the_body_alone() -> None:
    facts = Facts.of(
        """
        def f():
            try:
                x = 1
            except ValueError:
                x = 2
                return
            show(x)
        """
    )
    assert facts.arguments("show", "f") == ["1"]


def test_finally_runs_also_where_all_ways_before_it_left() -> None:
    facts = Facts.of(
        """
        def f():
            try:
                return first()
            finally:
                last()
            never()
        """
    )
    assert facts.calls("f") == ["call(first)", "call(last)"]


def test_finally_sees_what_the_handlers_left_too() -> None:
    facts = Facts.of(
        """
        try:
            x = 1
        except ValueError:
            x = 2
        finally:
            show(x)
        """
    )
    assert facts.arguments("show") == ["1 | 2"]


def test_the_name_of_an_exception_hides_what_it_held_before() -> None:
    facts = Facts.of(
        """
        import time
        try:
            pass
        except ValueError as time:
            show(time)
        """
    )
    assert facts.arguments("show") == ["?"]


def test_the_type_of_a_handler_is_evaluated() -> None:
    facts = Facts.of("try:\n    pass\nexcept errors():\n    pass\n")
    assert facts.calls() == ["call(errors)"]


# match


def test_each_case_starts_from_before_and_all_of_them_join() -> None:
    facts = Facts.of(
        """
        x = 1
        match subject():
            case 1:
                x = 2
            case [a, *b]:
                show(x)
                x = 3
            case {"k": v, **rest}:
                show(v)
                show(rest)
        show(x)
        """
    )
    values = ["1", "item(call(subject), 'k')", "call(subject)", "2 | 3 | 1"]
    assert facts.arguments("show") == values


def test_with_a_case_that_always_fits_the_value_from_before_is_gone() -> None:
    facts = Facts.of(
        "x = 1\nmatch s:\n    case 1:\n        x = 2\n    case _:\n        x = 3\nshow(x)"
    )
    assert facts.arguments("show") == ["2 | 3"]


def test_a_guard_makes_a_case_that_need_not_fit() -> None:
    facts = Facts.of("x = 1\nmatch s:\n    case _ if c():\n        x = 2\nshow(x)\n")
    assert facts.arguments("show") == ["2 | 1"]
    assert facts.calls() == ["call(c)", "call(show, 2 | 1)"]


def test_a_capture_binds_the_subject_and_a_class_pattern_narrows_it() -> None:
    facts = Facts.of(
        """
        match subject:
            case Client() as client:
                show(client)
            case other:
                show(other)
        """
    )
    assert facts.arguments("show") == ["narrowed(subject, type Client)", "subject"]


# isinstance


@pytest.mark.parametrize(
    ("code", "inside"),
    [
        ("if isinstance(x, A):\n    show(x)", "narrowed(parameter x, type A)"),
        ("if isinstance(x, (A, B)):\n    show(x)", "narrowed(parameter x, type A | type B)"),
        ("if c and isinstance(x, A):\n    show(x)", "narrowed(parameter x, type A)"),
        ("if not isinstance(x, A):\n    pass\nelse:\n    show(x)", "narrowed(parameter x, type A)"),
        ("if not isinstance(x, A):\n    return\nshow(x)", "narrowed(parameter x, type A)"),
        ("assert isinstance(x, A)\nshow(x)", "narrowed(parameter x, type A)"),
        ("isinstance(x, A) and show(x)", "narrowed(parameter x, type A)"),
        ("show(x) if isinstance(x, A) else None", "narrowed(parameter x, type A)"),
        ("[show(x) for _ in y if isinstance(x, A)]", "narrowed(parameter x, type A)"),
        ("if c or isinstance(x, A):\n    show(x)", "parameter x"),
        ("if isinstance(x, A):\n    pass\nelse:\n    show(x)", "parameter x"),
        ("isinstance(x, A) and c\nshow(x)", "parameter x"),
        ("None if isinstance(x, A) else show(x)", "parameter x"),
    ],
)
def test_isinstance_narrows_exactly_where_it_holds(code: str, inside: str) -> None:
    body = "\n".join(f"    {line}" for line in code.splitlines())
    facts = Facts.of(f"def f(x, y, c):\n{body}\n")
    assert facts.arguments("show", "f") == [inside]


def test_a_name_is_as_before_after_an_if_that_narrowed_it() -> None:
    facts = Facts.of("def f(x):\n    if isinstance(x, A):\n        pass\n    show(x)\n")
    assert facts.arguments("show", "f") == ["narrowed(parameter x, type A) | parameter x"]


# with


def test_with_runs_the_manager_and_binds_what_it_gives() -> None:
    facts = Facts.of("with make() as a, more(a) as (b, c):\n    show(b)\n")
    assert facts.sites() == [
        "1 call call(make)",
        "1 enter call(make)",
        "1 call call(more, enter(call(make)))",
        "1 enter call(more, enter(call(make)))",
        "2 call call(show, element(enter(call(more, enter(call(make)))), 0))",
    ]


def test_async_with_enters_nothing_in_a_blocking_way() -> None:
    facts = Facts.of("async def f():\n    async with make() as a:\n        show(a)\n")
    assert facts.sites("f") == ["2 call call(make)", "3 call call(show, aenter(call(make)))"]
