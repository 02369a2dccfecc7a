"""Functions in their calling contexts."""

from __future__ import annotations

from loopguard.graph.frames import MOST_CONTEXTS, MOST_OBJECTS, FrameTable
from loopguard.graph.values import (
    ContainerValue,
    FunctionValue,
    InstanceValue,
    LibraryInstance,
    LibraryValue,
    LiteralValue,
    TupleValue,
    Value,
)

SLEEP = LibraryValue("time.sleep")
TEXT = LibraryInstance("builtins.str")
SESSION = LibraryInstance("requests.Session")


def kept(value: Value) -> bool:
    """Whether a function is analysed apart for this argument."""
    table = FrameTable()
    return table.frame(0, 1, None, {0: (value,)}) is not table.frame(0, 1)


def test_equal_frames_are_the_same_object() -> None:
    table = FrameTable()
    one = table.frame(0, 1, None, {0: (SLEEP,)})
    assert table.frame(0, 1, None, {0: (LibraryValue("time.sleep"),)}) is one
    assert table.frame(0, 2, None, {0: (SLEEP,)}) is not one
    assert table.frame(1, 1, None, {0: (SLEEP,)}) is not one


def test_frames_are_numbered_in_the_order_in_which_they_are_made() -> None:
    table = FrameTable()
    assert [table.frame(0, number).number for number in (5, 3, 5, 4)] == [0, 1, 0, 2]


def test_the_order_of_the_arguments_does_not_matter() -> None:
    table = FrameTable()
    one = table.frame(0, 1, None, {0: (SLEEP,), 1: (SESSION,)})
    assert table.frame(0, 1, None, {1: (SESSION,), 0: (SLEEP,)}) is one
    assert one.bindings == ((0, (SLEEP,)), (1, (SESSION,)))


def test_values_that_cannot_change_what_a_function_does_are_dropped() -> None:
    dropped = [
        LiteralValue("url", "str"),
        LiteralValue(3, "int"),
        TEXT,
        ContainerValue("list", ()),
        TupleValue(((), ())),
    ]
    assert [value for value in dropped if kept(value)] == []


def test_values_that_can_are_kept() -> None:
    relevant = [
        LiteralValue(True, "bool"),
        LiteralValue(None, "NoneType"),
        LiteralValue("vault/", "text"),
        SLEEP,
        LibraryValue("builtins.open"),
        SESSION,
        FunctionValue(0, 3),
        ContainerValue("list", (SESSION,)),
        ContainerValue("dict", (TEXT, SLEEP)),
        TupleValue(((TEXT,), (SLEEP,))),
    ]
    assert [value for value in relevant if not kept(value)] == []


def test_a_value_is_kept_without_its_irrelevant_alternatives() -> None:
    frame = FrameTable().frame(0, 1, None, {0: (LiteralValue(None, "NoneType"), SESSION)})
    assert frame.bindings == ((0, (SESSION,)),)


def test_after_many_contexts_further_callers_share_the_plain_one() -> None:
    table = FrameTable()
    frames = [
        table.frame(0, 1, None, {0: (LibraryValue(f"lib.f{number}"),)})
        for number in range(MOST_CONTEXTS + 3)
    ]
    assert len(set(frames)) == MOST_CONTEXTS + 1
    assert frames[-1] is frames[-2] is table.frame(0, 1)
    assert table.frame(0, 1, None, {0: (LibraryValue("lib.f0"),)}) is frames[0]
    assert table.frame(0, 2, None, {0: (SLEEP,)}).bindings == ((0, (SLEEP,)),)


def test_beyond_the_limit_the_object_of_a_method_is_still_told_apart() -> None:
    table = FrameTable()
    one, other = InstanceValue(0, 1), InstanceValue(0, 2)
    for number in range(MOST_CONTEXTS):
        table.frame(0, 1, None, {0: (one,), 1: (LibraryValue(f"lib.f{number}"),)})
    shared = table.frame(0, 1, None, {0: (one,), 1: (SLEEP,)})
    assert shared.bindings == ((0, (one,)),)
    assert table.frame(0, 1, None, {0: (one,), 1: (SESSION,)}) is shared
    assert table.frame(0, 1, None, {0: (other,), 1: (SESSION,)}).bindings == ((0, (other,)),)
    for number in range(MOST_OBJECTS):
        table.frame(0, 1, None, {0: (InstanceValue(1, number),)})
    assert table.frame(0, 1, None, {0: (InstanceValue(2, 0),)}) is table.frame(0, 1)


def test_a_closure_keeps_the_frame_around_it() -> None:
    table = FrameTable()
    one, other = (table.frame(0, 1, None, {0: (value,)}) for value in (SLEEP, SESSION))
    assert table.frame(0, 2, one) is not table.frame(0, 2, other)
    assert table.frame(0, 2, one).parent is one


def test_closures_in_closures_end_somewhere() -> None:
    table = FrameTable()
    frame = table.frame(0, 1, None, {0: (SLEEP,)})
    depths = set()
    for _ in range(50):
        frame = table.frame(0, 2, frame)
        depth, around = 0, frame
        while around.parent is not None:
            depth, around = depth + 1, around.parent
        depths.add(depth)
    assert max(depths) < 10
