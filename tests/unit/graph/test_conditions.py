"""Whether a call blocks, from the arguments in the code."""

from __future__ import annotations

from typing import Any

import pytest

from loopguard.blocklist import Library
from loopguard.blocklist.models import CallableModel, ClassModel, Condition, LibraryFile
from loopguard.graph.conditions import argument_at, blocks, is_harmless
from loopguard.graph.values import LibraryInstance, LiteralValue, Values

LIBRARY = Library(
    [
        LibraryFile(
            "io.toml",
            "python",
            ("io",),
            "LG105",
            "",
            "",
            {},
            (),
            (
                ClassModel("io.BytesIO", "python"),
                ClassModel("io.Spooled", "python", bases=("io.BytesIO",)),
            ),
        )
    ]
)


def literal(value: Any) -> Values:
    return (LiteralValue(value, type(value).__name__),)


def holds(condition: Condition, *arguments: Values, **keywords: Values) -> bool:
    """Whether a call that blocks only under the condition blocks with these arguments."""
    model = CallableModel("f", "lib", blocks=True, rule="LG108", blocking_when=(condition,))
    return blocks(model, arguments, tuple(keywords.items()), LIBRARY)


EQUALS = Condition("wait", 1, "equals", True)


@pytest.mark.parametrize(
    ("arguments", "keywords", "answer"),
    [
        ([], {"wait": literal(True)}, True),
        ([], {"wait": literal(False)}, False),
        ([(), literal(True)], {}, True),
        ([literal(True)], {}, False),
        ([literal(False), literal(True)], {}, True),
        ([(), literal(False)], {"wait": literal(True)}, True),
        ([], {}, False),
        ([], {"wait": ()}, False),
        ([], {"other": literal(True)}, False),
        ([], {"wait": literal(1)}, False),
        ([], {"wait": literal("True")}, False),
        ([], {"wait": (*literal(True), *literal(False))}, False),
        ([], {"wait": (LibraryInstance("builtins.bool"),)}, False),
    ],
)
def test_equals_asks_for_a_known_literal(
    arguments: list[Values], keywords: dict[str, Values], answer: bool
) -> None:
    assert holds(EQUALS, *arguments, **keywords) is answer


@pytest.mark.parametrize(
    ("value", "answer"), [(0, True), (0.0, True), (False, False), (1, False), (None, False)]
)
def test_zero_is_a_number_and_not_false(value: Any, answer: bool) -> None:
    assert holds(Condition("timeout", None, "equals", 0), timeout=literal(value)) is answer


@pytest.mark.parametrize(("value", "answer"), [(None, True), (0, False), ("", False)])
def test_none_asks_for_the_literal_none(value: Any, answer: bool) -> None:
    assert holds(Condition("x", 0, "none", True), literal(value)) is answer


@pytest.mark.parametrize("wanted", [True, False])
def test_given_asks_whether_the_argument_is_passed_at_all(wanted: bool) -> None:
    condition = Condition("x", 1, "given", wanted)
    assert holds(condition) is not wanted
    assert holds(condition, ()) is not wanted
    assert holds(condition, (), ()) is wanted
    assert holds(condition, x=()) is wanted


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (LibraryInstance("io.BytesIO"), True),
        (LibraryInstance("io.Spooled"), True),
        (LibraryInstance("io.TextIOWrapper"), False),
        (LiteralValue("io.BytesIO", "str"), False),
    ],
)
def test_instance_asks_for_a_class_or_one_of_its_subclasses(value: Any, answer: bool) -> None:
    assert holds(Condition("file", 0, "instance", "io.BytesIO"), (value,)) is answer


def test_an_entry_without_blocks_never_blocks() -> None:
    assert not blocks(CallableModel("f", "lib"), (), (), LIBRARY)


def test_an_entry_without_conditions_blocks_with_any_arguments() -> None:
    model = CallableModel("f", "lib", blocks=True, rule="LG101")
    assert blocks(model, (), (), LIBRARY)
    assert blocks(model, ((),), (("x", literal(1)),), LIBRARY)


def test_one_of_several_conditions_is_enough() -> None:
    model = CallableModel(
        "acquire",
        "lib",
        blocks=True,
        rule="LG108",
        nonblocking_when=(
            Condition("blocking", 0, "equals", False),
            Condition("timeout", 1, "equals", 0),
        ),
    )
    for arguments in ((literal(False),), (literal(True), literal(0))):
        assert is_harmless(model, arguments, (), LIBRARY)
        assert not blocks(model, arguments, (), LIBRARY)
    assert blocks(model, (literal(True), literal(1)), (), LIBRARY)


def test_what_makes_a_call_harmless_wins_over_what_makes_it_block() -> None:
    model = CallableModel(
        "close",
        "lib",
        blocks=True,
        rule="LG108",
        nonblocking_when=(Condition("timeout", 0, "equals", 0),),
        blocking_when=(Condition("timeout", 0, "given", True),),
    )
    assert not blocks(model, (literal(0),), (), LIBRARY)
    assert not blocks(model, (), (), LIBRARY)
    assert blocks(model, (literal(5),), (), LIBRARY)


def test_what_an_entry_without_blocks_gives_is_harmless_unless_a_condition_holds() -> None:
    waits = (Condition("delay", 0, "given", True), Condition("jitter", None, "given", True))
    retry = CallableModel("retry", "lib", blocking_when=waits)
    assert is_harmless(retry, (), (), LIBRARY)
    assert not is_harmless(retry, (literal(1),), (), LIBRARY)
    assert not is_harmless(retry, (), (("jitter", literal(1)),), LIBRARY)
    assert not is_harmless(CallableModel("retry", "lib"), (), (), LIBRARY)
    sleep = CallableModel("sleep", "lib", blocks=True, rule="LG101", blocking_when=waits)
    assert not is_harmless(sleep, (), (), LIBRARY)


def test_an_argument_is_found_by_position_or_by_name() -> None:
    arguments, keywords = (literal(1), literal(2)), (("key", literal(3)),)
    assert argument_at(1, arguments, keywords) == literal(2)
    assert argument_at("key", arguments, keywords) == literal(3)
    assert argument_at(2, arguments, keywords) == ()
    assert argument_at("other", arguments, keywords) == ()
