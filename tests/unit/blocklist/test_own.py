"""Entries of users over the shipped ones: what wins, what stays, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import tomli

from loopguard.blocklist import Library, load_library, load_shipped
from loopguard.blocklist.models import CallableModel
from loopguard.domain.errors import BlocklistError

HEAD = """
schema = 1

[library]
name = "acme-sdk"
modules = ["acme"]
rule = "LG107"
"""

SESSION_GET = "requests.Session.get"


def inline(text: str) -> Mapping[str, Any]:
    return tomli.loads(dedent(text))


def with_inline(text: str) -> Library:
    return load_library(inline=inline(text), config=Path("pyproject.toml"))


def complaints(*extra: Path, text: str = "") -> list[str]:
    with pytest.raises(BlocklistError) as raised:
        load_library(extra, inline(text), Path("pyproject.toml"))
    return [str(complaint) for complaint in raised.value.complaints]


def function(library: Library, name: str) -> CallableModel:
    model = library.function(library.canonical(name))
    assert model is not None
    return model


def method(library: Library, owner: str, name: str) -> CallableModel:
    model = library.method(library.canonical(owner), name)
    assert model is not None
    return model


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def write_file(name: str, body: str, head: str = HEAD) -> Path:
        path = tmp_path / name
        path.write_text(head + dedent(body), encoding="utf-8")
        return path

    return write_file


def test_without_entries_of_ones_own_the_library_is_the_shipped_one() -> None:
    assert load_library() is load_shipped()


def test_the_shipped_files_are_neither_read_nor_written_anew() -> None:
    library = with_inline('function = [{ names = ["acme.fetch"], blocks = true, rule = "LG102" }]')
    assert library.shelf is load_shipped().shelf


def test_an_inline_table_needs_neither_schema_nor_library() -> None:
    library = with_inline('function = [{ names = ["acme.fetch"], blocks = true, rule = "LG102" }]')
    model = function(library, "acme.fetch")
    assert (model.library, model.blocks, model.rule) == ("project", True, "LG102")
    assert library.knows_module("acme.client")
    assert library.origin("acme.fetch") == "pyproject.toml"
    assert library.origin("requests.get") == ""


def test_a_function_takes_the_place_of_the_shipped_one_whole() -> None:
    library = with_inline('function = [{ names = ["requests.get"] }]')
    model = function(library, "requests.get")
    assert (model.blocks, model.returns, model.library) == (False, "", "project")
    assert function(library, "requests.post").blocks


def test_an_entry_under_another_name_of_the_library_meets_the_same_thing() -> None:
    library = with_inline(
        """
        [[function]]
        names = ["requests.api.get"]

        [[class]]
        name = "requests.sessions.Session"

        [[class.methods]]
        names = ["get"]
        """
    )
    assert not function(library, "requests.get").blocks
    assert not method(library, "requests.Session", "get").blocks
    assert method(library, "requests.Session", "get").name == SESSION_GET


def test_a_class_keeps_what_its_new_description_does_not_name() -> None:
    library = with_inline(
        """
        [[class]]
        name = "requests.Session"
        attributes = { extra = "acme.Extra" }

        [[class.methods]]
        names = ["fetch_all"]
        blocks = true
        rule = "LG102"
        """
    )
    assert method(library, "requests.Session", "fetch_all").blocks
    assert method(library, "requests.Session", "get").blocks
    assert library.attribute("requests.Session", "extra") == "acme.Extra"
    assert library.origin("requests.Session.fetch_all") == "pyproject.toml"
    assert library.origin(SESSION_GET) == ""


@pytest.mark.parametrize(
    ("off", "quiet", "loud"),
    [
        ("requests.get", ["requests.get"], ["requests.post", SESSION_GET]),
        (SESSION_GET, [SESSION_GET], ["requests.get", "requests.Session.post"]),
        ("requests.sessions.Session.get", [SESSION_GET], ["requests.Session.post"]),
        ("requests.Session", [SESSION_GET, "requests.Session.post"], ["requests.get"]),
        ("requests", [SESSION_GET, "requests.get"], ["time.sleep"]),
        ("open", ["builtins.open"], ["builtins.input"]),
    ],
)
def test_off_switches_a_call_a_class_or_a_module_off(
    off: str, quiet: list[str], loud: list[str]
) -> None:
    library = with_inline(f'off = ["{off}"]')
    blocking = {model.name: model.blocks for model in library.callables()}
    assert [name for name in quiet if blocking[name]] == []
    assert [name for name in loud if not blocking[name]] == []
    assert {library.origin(name) for name in quiet} == {"pyproject.toml"}
    assert {library.origin(name) for name in loud} == {""}


def test_what_is_switched_off_still_gives_its_result() -> None:
    library = with_inline('off = ["requests.get"]')
    shipped = function(load_shipped(), "requests.get")
    assert function(library, "requests.get").returns == shipped.returns != ""


def test_off_for_an_inherited_method_concerns_the_named_class_alone(write: Any) -> None:
    base = write(
        "a.toml",
        """
        [[class]]
        name = "acme.Base"

        [[class.methods]]
        names = ["send", "wait"]
        blocks = true

        [[class]]
        name = "acme.Child"
        bases = ["acme.Base"]

        [[class]]
        name = "acme.Other"
        bases = ["acme.Base"]
        """,
    )
    library = load_library([base], inline('off = ["acme.Child.send", "acme.Other"]'))
    sending = {name: method(library, name, "send").blocks for name in ("acme.Base", "acme.Child")}
    assert sending == {"acme.Base": True, "acme.Child": False}
    assert method(library, "acme.Child", "wait").blocks
    assert not method(library, "acme.Other", "wait").blocks


def test_a_file_may_switch_off_a_library_and_describe_it_anew() -> None:
    library = with_inline(
        """
        off = ["requests"]

        [[function]]
        names = ["requests.get"]
        blocks = true
        rule = "LG102"
        """
    )
    assert function(library, "requests.get").blocks
    assert not function(library, "requests.post").blocks


def test_later_files_win_over_earlier_ones_and_the_inline_table_over_all(write: Any) -> None:
    body = '[[function]]\nnames = ["acme.{}"]\nblocks = true\nreason = "{}"\n'
    first = write("first.toml", body.format("one", "first") + body.format("two", "first"))
    second = write("second.toml", body.format("two", "second") + body.format("six", "second"))
    own = inline('function = [{ names = ["acme.six"], reason = "inline" }]')
    library = load_library([first, second], own, Path("loopguard.toml"))
    reasons = {name: function(library, f"acme.{name}").reason for name in ("one", "two", "six")}
    assert reasons == {"one": "first", "two": "second", "six": "inline"}
    assert [library.origin(f"acme.{name}") for name in reasons] == [
        "first.toml",
        "second.toml",
        "loopguard.toml",
    ]


@pytest.mark.parametrize("order", list(permutations(("requests", "httpx", "acme"))))
def test_answers_do_not_depend_on_what_is_asked_first(order: tuple[str, ...]) -> None:
    library = with_inline(
        """
        [[function]]
        names = ["acme.get"]
        blocks = true
        rule = "LG102"

        [[function]]
        names = ["httpx.get"]

        [[function]]
        names = ["requests.get"]
        """
    )
    asked = {name: function(library, f"{name}.get").blocks for name in order}
    assert asked == {"acme": True, "httpx": False, "requests": False}


def test_an_alias_of_ones_own_leads_to_shipped_entries() -> None:
    library = with_inline('aliases = { "acme.http" = "requests" }')
    assert function(library, "acme.http.get").name == "requests.get"


def test_an_alias_that_turns_a_shipped_one_around_changes_nothing() -> None:
    library = with_inline('aliases = { "requests.Session" = "requests.sessions.Session" }')
    assert method(library, "requests.Session", "get").blocks
    assert method(library, "requests.sessions.Session", "get").blocks


def test_every_mistake_in_every_file_is_told_at_once(write: Any) -> None:
    one = write("one.toml", '[[function]]\nnames = ["acme.get"]\nblock = true\nrule = "LG199"\n')
    two = write("two.toml", "", head='schema = 2\n[library]\nname = ""\n')
    three = write("three.toml", "= 1\n", head="")
    missing = one.with_name("missing.toml")
    text = """
        off = ["acme.nothing"]
        speed = 1

        [[function]]
        names = ["acme.put"]
        blocks = true

        [[function]]
        names = ["acme.put"]
        """
    told = complaints(one, two, three, missing, text=text)
    assert [line for line in told if not line.startswith("three.toml: ")] == [
        "one.toml: function[acme.get].block: is not a key of this table",
        "one.toml: function[acme.get].rule: LG199 is no rule; `loopguard rules` lists them",
        "two.toml: schema: must be 1",
        "two.toml: library.name: is missing",
        "missing.toml: cannot be read: No such file or directory",
        "pyproject.toml: blocklist.speed: is not a key of this table",
        "pyproject.toml: blocklist.function[acme.put].rule: "
        "a blocking entry needs a rule here or in [library]",
        "pyproject.toml: blocklist.acme.put: is described in pyproject.toml already",
        "pyproject.toml: blocklist.off: "
        "'acme.nothing' is no call, class or module of the blocklist",
    ]
    assert len(told) == 10


def test_two_names_of_one_thing_in_a_file_are_told() -> None:
    assert complaints(text='function = [{ names = ["requests.get", "requests.api.get"] }]') == [
        "pyproject.toml: blocklist.requests.api.get: is requests.get, which is described already"
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            'function = [{ names = ["requests.Session"] }]',
            "requests.Session: is a class; [[class]] describes it",
        ),
        (
            'class = [{ name = "requests.get" }]',
            "requests.get: is a function; [[function]] describes it",
        ),
        (
            'class = [{ name = "acme.Client", bases = ["acme.Base"] }]',
            "class acme.Client.bases: no class acme.Base is described",
        ),
        ('off = ["a b"]', "off: 'a b' is not a dotted name"),
    ],
)
def test_an_entry_that_contradicts_is_refused(text: str, complaint: str) -> None:
    assert complaints(text=text)[0] == f"pyproject.toml: blocklist.{complaint}"
