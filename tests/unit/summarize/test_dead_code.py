"""Code that cannot run, or not on a loop, is not read; what a type checker sees is kept apart."""

from __future__ import annotations

import pytest

from ...helpers.facts import Facts


@pytest.mark.parametrize("leave", ["return", "raise Stop", "return await x"])
def test_nothing_is_read_behind_a_statement_that_leaves(leave: str) -> None:
    facts = Facts.of(f"async def f():\n    first()\n    {leave}\n    never()\n")
    assert facts.calls("f") == ["call(first)"]


@pytest.mark.parametrize("leave", ["break", "continue"])
def test_nothing_is_read_behind_a_jump_in_a_loop(leave: str) -> None:
    facts = Facts.of(f"for x in y:\n    first()\n    {leave}\n    never()\nlast()\n")
    assert facts.calls() == ["call(first)", "call(last)"]


def test_nothing_is_read_where_all_branches_have_left() -> None:
    facts = Facts.of(
        """
        def f(c):
            if c:
                return 1
            else:
                raise c
            never()
        """
    )
    assert facts.calls("f") == []


@pytest.mark.parametrize(
    "condition",
    [
        "False",
        "0",
        "None",
        "not True",
        "False and c",
        "c and False",
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
        "t.TYPE_CHECKING and c",
        "not __debug__",
        '__name__ == "__main__"',
        '"__main__" == __name__',
    ],
)
def test_a_branch_that_is_never_taken_on_a_loop_is_not_read(condition: str) -> None:
    facts = Facts.of(f"if {condition}:\n    never()\nelse:\n    other()\n")
    assert facts.calls() == ["call(other)"]


@pytest.mark.parametrize(
    "condition", ["True", "1", "not TYPE_CHECKING", "c or True", "__debug__", "not False"]
)
def test_the_else_of_a_branch_that_is_always_taken_is_not_read(condition: str) -> None:
    facts = Facts.of(f"if {condition}:\n    always()\nelse:\n    never()\n")
    assert [call for call in facts.calls() if call != "call(c)"] == ["call(always)"]


@pytest.mark.parametrize("condition", ["c", "not c", "c or False", 'name == "__main__"', "c == 1"])
def test_both_branches_are_read_where_the_condition_is_open(condition: str) -> None:
    facts = Facts.of(f"if {condition}:\n    one()\nelse:\n    two()\n")
    assert facts.calls() == ["call(one)", "call(two)"]


def test_the_body_of_while_false_is_not_read_but_its_else_is() -> None:
    facts = Facts.of("while False:\n    never()\nelse:\n    always()\n")
    assert facts.calls() == ["call(always)"]


def test_what_is_imported_for_type_checking_is_known_to_annotations_alone() -> None:
    facts = Facts.of(
        """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from app.client import Client
            import app.models as models
            Alias = Client
            if sys.version_info > (3, 12):
                from app.new import New
        """
    )
    assert sorted(facts.summary.bindings) == ["TYPE_CHECKING"]
    assert {name: facts.texts(v) for name, v in facts.summary.type_bindings.items()} == {
        "Client": ["from app.client import Client"],
        "models": ["import app.models"],
        "Alias": ["type Client"],
        "New": ["from app.new import New"],
    }


def test_the_else_of_type_checking_binds_at_run_time() -> None:
    facts = Facts.of(
        """
        if TYPE_CHECKING:
            from app.client import Client
        else:
            Client = object
        """
    )
    assert facts.value("Client") == ["object"]
    assert facts.texts(facts.summary.type_bindings["Client"]) == ["from app.client import Client"]
