"""The way back from sinks to the loop, over graphs built by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from loopguard.blocklist.models import CallableModel
from loopguard.domain.summary import Site, SiteKind
from loopguard.graph.callgraph import CallGraph
from loopguard.graph.edges import Edge, Sink
from loopguard.graph.propagate import Path, propagate
from loopguard.graph.values import Frame

SINKS = {
    name: CallableModel(name, "python", blocks=True, rule=rule, severity=severity)
    for name, rule, severity in [
        ("sleep", "LG101", "error"),
        ("get", "LG102", "error"),
        ("stat", "LG105", "warning"),
        ("open", "LG105", "warning"),
    ]
}

Calls = Mapping[str, Sequence[str]]
"""Functions to their calls in order, as `line callee`, or `line once callee` for work done once."""


def site(line: int, kind: SiteKind = SiteKind.CALL) -> Site:
    """A site on a line; all that these tests do not speak of is nought."""
    place = {"line": line, "end_line": line, "end_column": 5, "statement": line}
    return Site(**{**dict.fromkeys(Site.__struct_fields__, 0), **place, "kind": kind})


def sink(name: str) -> Sink:
    return Sink(SINKS[name], name, SINKS[name].rule)


def blocked(
    calls: Calls,
    *,
    on_loop: str = "handler",
    rules: Sequence[str] = ("LG101", "LG102", "LG105"),
    suppressed: Sequence[str] = (),
    warm: Sequence[str] = (),
    taken: Sequence[str] = (),
) -> list[str]:
    """All blocked sites as `function:line callee > callee`, with those that share work done once.

    `suppressed` are calls as `function callee`, `warm` what is done at import time, `taken` what
    has been done when it is called, both as `function line`.
    """
    frames = {name: Frame(0, number, None, (), number) for number, name in enumerate(calls)}
    names = {frame: name for name, frame in frames.items()}
    graph = CallGraph()
    for name, edges in calls.items():
        graph.edges[frames[name]] = tuple(
            Edge(
                site(int(line)),
                frames[callee[-1]] if callee[-1] in frames else sink(callee[-1]),
                once=callee[0] == "once",
            )
            for line, *callee in (edge.split() for edge in edges)
        )
    graph.on_loop.update(dict.fromkeys(frames[name] for name in on_loop.split()))

    def taken_before(path: Path) -> int | None:
        places = [f"{names[frame]} {edge.site.line}" for frame, edge in path]
        return next((number for number, place in enumerate(places) if place in taken), None)

    def show(target: Frame | Sink) -> str:
        return target.name if isinstance(target, Sink) else names[target]

    found = propagate(
        graph,
        lambda sink: sink.rule in rules,
        lambda frame, edge, sink: f"{names[frame]} {sink.name}" not in suppressed,
        lambda frame, edge: f"{names[frame]} {edge.site.line}" in warm,
        taken_before,
    )
    return [
        f"{names[one.frame]}:{one.site.line} "
        + " > ".join(show(edge.target) for _, edge in one.path)
        + "".join(f", also {names[frame]}:{other.line}" for frame, other in one.also)
        + (f" ({one.severity})" if one.once else "")
        for one in found
    ]


def test_a_direct_call_is_its_own_way() -> None:
    assert blocked({"handler": ["3 sleep"]}) == ["handler:3 sleep"]


def test_the_way_leads_through_every_helper() -> None:
    calls = {"handler": ["3 a"], "a": ["9 b"], "b": ["12 sleep"]}
    assert blocked(calls) == ["handler:3 a > b > sleep"]


def test_code_that_reaches_no_sink_is_not_reported() -> None:
    assert blocked({"handler": ["3 a"], "a": ["9 b"], "b": []}) == []


def test_code_off_the_loop_is_not_reported() -> None:
    calls = {"handler": ["3 a"], "a": [], "script": ["7 sleep"]}
    assert blocked(calls) == []


def test_every_call_site_on_the_loop_is_reported_once() -> None:
    calls = {"handler": ["3 a", "4 a", "5 sleep"], "a": ["9 sleep"], "other": ["20 a"]}
    assert blocked(calls, on_loop="handler other") == [
        "handler:3 a > sleep",
        "handler:4 a > sleep",
        "handler:5 sleep",
        "other:20 a > sleep",
    ]


def test_the_shortest_way_wins() -> None:
    calls = {
        "handler": ["3 a"],
        "a": ["9 b", "10 c"],
        "b": ["12 c"],
        "c": ["15 d"],
        "d": ["18 sleep"],
    }
    assert blocked(calls) == ["handler:3 a > c > d > sleep"]


def test_the_shortest_way_wins_among_several_callees_of_one_site() -> None:
    calls = {"handler": ["3 a", "3 b"], "a": ["9 b"], "b": ["12 sleep"]}
    assert blocked(calls) == ["handler:3 b > sleep"]


def test_an_error_comes_before_a_warning_even_where_it_is_further_away() -> None:
    calls = {"handler": ["3 a"], "a": ["9 stat", "10 b"], "b": ["12 sleep"]}
    assert blocked(calls) == ["handler:3 a > b > sleep"]


def test_a_warning_is_reported_where_there_is_no_error() -> None:
    calls = {"handler": ["3 a"], "a": ["9 stat", "10 b"], "b": ["12 open"]}
    assert blocked(calls) == ["handler:3 a > stat"]


def test_among_equals_the_first_in_the_source_wins() -> None:
    calls = {"handler": ["3 a"], "a": ["9 get", "10 sleep"]}
    assert blocked(calls) == ["handler:3 a > get"]
    assert blocked({**calls, "a": ["10 sleep", "9 get"]}) == ["handler:3 a > get"]


def test_the_order_in_which_functions_were_found_changes_nothing() -> None:
    calls: dict[str, list[str]] = {
        "handler": ["3 a", "3 b"],
        "a": ["9 c"],
        "b": ["12 c"],
        "c": ["15 sleep", "15 get"],
    }
    assert blocked(calls) == ["handler:3 a > c > sleep"]
    backwards = {name: calls[name] for name in reversed(calls)}
    assert blocked(backwards) == ["handler:3 a > c > sleep"]


def test_sites_are_listed_errors_first_and_then_short_ways_first() -> None:
    calls = {"handler": ["3 a", "4 stat", "5 sleep"], "a": ["9 sleep"]}
    assert sorted(blocked(calls)) == ["handler:3 a > sleep", "handler:4 stat", "handler:5 sleep"]


@pytest.mark.parametrize(
    "calls",
    [
        {"handler": ["3 a"], "a": ["9 a"]},
        {"handler": ["3 a"], "a": ["9 b"], "b": ["12 a"]},
        {"handler": ["3 handler"]},
    ],
)
def test_a_circle_without_a_sink_ends(calls: Calls) -> None:
    assert blocked(calls) == []


def test_a_way_out_of_a_circle_does_not_go_round_it() -> None:
    calls = {"handler": ["3 a"], "a": ["9 b"], "b": ["12 a", "13 c"], "c": ["15 b", "16 sleep"]}
    assert blocked(calls) == ["handler:3 a > b > c > sleep"]


def test_a_rule_that_is_not_wanted_gives_way_to_one_that_is() -> None:
    calls = {"handler": ["3 a"], "a": ["9 sleep", "10 b"], "b": ["12 get"]}
    assert blocked(calls) == ["handler:3 a > sleep"]
    assert blocked(calls, rules=["LG102"]) == ["handler:3 a > b > get"]
    assert blocked(calls, rules=["LG105"]) == []


def test_a_suppressed_sink_silences_all_that_reach_it() -> None:
    calls = {"handler": ["3 a", "4 b"], "a": ["9 b"], "b": ["12 sleep"]}
    assert blocked(calls, suppressed=["b sleep"]) == []


def test_a_suppressed_sink_leaves_the_other_ways_open() -> None:
    calls = {"handler": ["3 a"], "a": ["9 sleep", "10 b"], "b": ["12 sleep"]}
    assert blocked(calls, suppressed=["a sleep"]) == ["handler:3 a > b > sleep"]


def test_two_contexts_of_one_function_give_one_finding_per_place() -> None:
    short, long, helper = (Frame(0, number, None, (), number) for number in (1, 1, 2))
    graph = CallGraph(
        edges={
            long: (Edge(site(3), helper),),
            short: (Edge(site(3), sink("sleep")),),
            helper: (Edge(site(9), sink("sleep")),),
        },
        on_loop={long: None, short: None},
    )
    (found,) = propagate(graph, lambda sink: True, lambda frame, edge, sink: True)
    assert (found.frame, len(found.path)) == (short, 1)


def test_entering_and_calling_in_one_place_is_one_finding_for_the_call() -> None:
    frame = Frame(0, 1, None, (), 1)
    kinds = (SiteKind.ENTER, SiteKind.CALL)
    enter, call = (Edge(site(3, kind), sink("sleep")) for kind in kinds)
    graph = CallGraph(edges={frame: (enter, call)}, on_loop={frame: None})
    (found,) = propagate(graph, lambda sink: True, lambda frame, edge, sink: True)
    assert found.site.kind == SiteKind.CALL


# work that is done once


def test_work_done_once_is_one_warning_that_names_its_other_places() -> None:
    calls = {
        "handler": ["3 once settings", "4 once settings"],
        "other": ["20 once settings"],
        "settings": ["9 get"],
    }
    assert blocked(calls, on_loop="handler other") == [
        "handler:3 settings > get, also handler:4, also other:20 (warning)"
    ]


def test_work_done_each_time_goes_before_work_done_once() -> None:
    calls = {
        "handler": ["3 a", "4 b"],
        "a": ["9 once settings", "10 far"],
        "b": ["12 once settings"],
        "far": ["15 stat"],
        "settings": ["18 get"],
    }
    assert blocked(calls) == ["handler:3 a > far > stat", "handler:4 b > settings > get (warning)"]


def test_work_done_at_import_time_is_not_reported() -> None:
    calls = {"handler": ["3 once settings", "4 a"], "a": ["9 sleep"], "settings": ["12 get"]}
    assert blocked(calls, warm=["handler 3"]) == ["handler:4 a > sleep"]


def test_a_call_that_is_not_done_once_is_never_warm() -> None:
    calls = {"handler": ["3 settings"], "settings": ["12 get"]}
    assert blocked(calls, warm=["handler 3"]) == ["handler:3 settings > get"]


def test_work_that_has_been_done_is_shown_at_the_other_place() -> None:
    calls = {"handler": ["3 settings", "4 settings"], "settings": ["9 once get"]}
    assert blocked(calls, taken=["handler 3"]) == ["handler:4 settings > get (warning)"]


def test_behind_a_step_that_was_taken_before_other_work_may_be_left() -> None:
    calls = {
        "handler": ["3 a"],
        "a": ["5 settings", "6 far"],
        "far": ["8 image"],
        "settings": ["9 once get"],
        "image": ["12 once open"],
    }
    assert blocked(calls, taken=["a 5"]) == ["handler:3 a > far > image > open (warning)"]
    assert blocked(calls, taken=["a 5", "far 8"]) == []


def test_work_done_each_time_is_never_done_before() -> None:
    calls = {"handler": ["3 settings"], "settings": ["9 get"]}
    assert blocked(calls, taken=["handler 3"]) == ["handler:3 settings > get"]
