"""Names that are carried round a loop, and the ways out of it."""

from __future__ import annotations

from ...helpers.facts import Facts


def test_iterating_is_a_site_and_binds_the_elements() -> None:
    facts = Facts.of("for x in make():\n    show(x)\n")
    assert facts.sites() == [
        "1 call call(make)",
        "1 iterate call(make)",
        "2 call call(show, element(call(make)))",
    ]


def test_async_for_binds_the_elements_and_iterates_by_awaiting() -> None:
    facts = Facts.of("async def f():\n    async for x in make():\n        show(x)\n")
    assert facts.sites("f") == [
        "2 call call(make)",
        "2 await iterate call(make)",
        "3 call call(show, element(call(make)))",
    ]


def test_an_unpacked_loop_variable_knows_its_position() -> None:
    facts = Facts.of("for i, (a, b) in pairs:\n    show(b)\n")
    assert facts.arguments("show") == ["element(element(element(pairs), 1), 1)"]


def test_a_loop_body_sees_what_its_own_end_assigned() -> None:
    facts = Facts.of(
        """
        x = first()
        while c:
            show(x)
            x = second()
        show(x)
        """
    )
    assert facts.arguments("show") == ["call(first) | call(second)"] * 2


def test_a_value_that_follows_from_itself_is_cut_where_it_comes_round() -> None:
    facts = Facts.of("node = start\nwhile node:\n    node = node.next\nshow(node)\n")
    assert facts.arguments("show") == ["start | attr(start, next)"]


def test_a_loop_may_run_not_even_once() -> None:
    facts = Facts.of("x = 1\nfor y in ys:\n    x = 2\nshow(x)\n")
    assert facts.arguments("show") == ["1 | 2"]


def test_continue_carries_its_values_to_the_next_round() -> None:
    facts = Facts.of(
        """
        x = 1
        for y in ys:
            show(x)
            if y:
                x = 2
                continue
            x = 3
        """
    )
    assert facts.arguments("show") == ["1 | 2 | 3"]


def test_break_carries_its_values_past_the_else() -> None:
    facts = Facts.of(
        """
        x = 1
        for y in ys:
            if y:
                x = 2
                break
        else:
            show(x)
            x = 3
        show(x)
        """
    )
    assert facts.arguments("show") == ["1", "3 | 2"]


def test_after_an_endless_loop_only_a_break_goes_on() -> None:
    facts = Facts.of(
        """
        def f():
            x = 1
            while True:
                x = 2
                if c:
                    break
                x = 3
            show(x)

        def g():
            while True:
                first()
            never()
        """
    )
    assert facts.arguments("show", "f") == ["2"]
    assert facts.calls("g") == ["call(first)"]


def test_a_condition_of_while_sees_the_values_of_the_last_round() -> None:
    facts = Facts.of("x = 1\nwhile check(x):\n    x = 2\n")
    assert facts.calls() == ["call(check, 1 | 2)"]


def test_a_name_bound_only_by_a_nested_statement_is_carried_too() -> None:
    facts = Facts.of(
        """
        x = 1
        for y in ys:
            show(x)
            try:
                with z:
                    if c:
                        x = 2
            finally:
                pass
        """
    )
    assert facts.arguments("show") == ["1 | 2"]
