"""The index over all entries: what a dotted name is."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from loopguard.blocklist import Library, load_files

TEXT = """
schema = 1

[library]
name = "lib"
modules = ["lib", "old_lib"]
rule = "LG102"
advice = "wait"

[advice.other]
summary = "do something else"

[advice.wait]
summary = "wait for it"

[aliases]
"lib.api" = "lib"
"lib.circle" = "lib.round"
"lib.legacy.Client" = "lib.Client"
"lib.round" = "lib.circle"
old_lib = "lib.api"

[[function]]
names = ["lib.get"]
blocks = true
twin = "{}_async"

[[function]]
names = ["lib.put"]
blocks = true
twin = "lib.aio.put"
advice = "other"
offload = "whole"

[[function]]
names = ["lib.quick"]

[[function]]
names = ["lib.walk"]
blocks = true
offload = false
returns = "iterator[lib.Client]"

[[class]]
name = "lib.Base"
handle = true
construct = { blocks = true }
thread_affine = "one thread only"

[[class.methods]]
names = ["*"]
blocks = true

[[class.methods]]
names = ["__getattr__"]
returns = "lib.Any"

[[class.methods]]
names = ["close"]

[[class]]
name = "lib.Client"
bases = ["old_lib.Base"]
attributes = { session = "lib.Session", "v2.session" = "lib.Session" }

[[class.methods]]
names = ["close", "v2.get"]
blocks = true
returns = "self"

[[class]]
name = "lib.Session"
bases = ["lib.Session"]
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path: Path = tmp_path_factory.mktemp("blocklist") / "lib.toml"
    path.write_text(dedent(TEXT))
    return load_files([path])


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("lib.get", "lib.get"),
        ("lib.api.get", "lib.get"),
        ("lib.api", "lib"),
        ("lib.apis.get", "lib.apis.get"),
        ("old_lib.get", "lib.get"),
        ("lib.legacy.Client.close", "lib.Client.close"),
        ("lib.legacy.Other", "lib.legacy.Other"),
        ("unknown.get", "unknown.get"),
        ("get", "get"),
    ],
)
def test_an_alias_replaces_the_longest_prefix_until_none_is_left(
    library: Library, name: str, canonical: str
) -> None:
    assert library.canonical(name) == canonical


def test_aliases_in_a_circle_end(library: Library) -> None:
    assert library.canonical("lib.circle.x") in ("lib.circle.x", "lib.round.x")


def test_functions_and_classes_are_found_by_their_canonical_name(library: Library) -> None:
    assert library.function("lib.get") is not None
    assert library.function("lib.Client") is None
    assert library.class_("lib.Client") is not None
    assert library.class_("lib.get") is None


def test_a_class_inherits_from_its_bases_nearest_first(library: Library) -> None:
    assert [model.name for model in library.ancestors("lib.Client")] == ["lib.Client", "lib.Base"]
    assert [model.name for model in library.ancestors("lib.Session")] == ["lib.Session"]
    assert library.ancestors("lib.Unknown") == ()


@pytest.mark.parametrize(
    ("owner", "method", "entry"),
    [
        ("lib.Client", "close", "lib.Client.close"),
        ("lib.Base", "close", "lib.Base.close"),
        ("lib.Client", "v2.get", "lib.Client.v2.get"),
        ("lib.Client", "anything", "lib.Base.*"),
        ("lib.Client", "__init__", "lib.Base"),
        ("lib.Client", "session", None),
        ("lib.Client", "_private", None),
        ("lib.Client", "__enter__", None),
        ("lib.Client", "v3.get", None),
        ("lib.Session", "anything", None),
        ("lib.Unknown", "close", None),
    ],
)
def test_a_method_is_own_inherited_or_covered_by_the_star(
    library: Library, owner: str, method: str, entry: str | None
) -> None:
    model = library.method(owner, method)
    assert (model.name if model is not None else None) == entry


@pytest.mark.parametrize(
    ("owner", "attribute", "type_"),
    [
        ("lib.Client", "session", "lib.Session"),
        ("lib.Client", "v2.session", "lib.Session"),
        ("lib.Client", "close", ""),
        ("lib.Client", "anything", "lib.Any"),
        ("lib.Client", "__enter__", ""),
        ("lib.Session", "anything", ""),
    ],
)
def test_an_attribute_has_a_type_unless_it_is_a_method(
    library: Library, owner: str, attribute: str, type_: str
) -> None:
    assert library.attribute(owner, attribute) == type_


def test_what_a_class_is_holds_for_its_subclasses(library: Library) -> None:
    assert library.is_handle("lib.Client")
    assert not library.is_handle("lib.Session")
    assert not library.is_handle("lib.Unknown")


def test_a_module_is_known_by_its_first_part(library: Library) -> None:
    assert library.knows_module("lib")
    assert library.knows_module("old_lib.deeper")
    assert not library.knows_module("library")


def test_all_callables_come_in_the_order_of_the_file(library: Library) -> None:
    assert [model.name for model in library.callables()] == [
        "lib.get",
        "lib.put",
        "lib.quick",
        "lib.walk",
        "lib.Base",
        "lib.Base.*",
        "lib.Base.__getattr__",
        "lib.Base.close",
        "lib.Client.close",
        "lib.Client.v2.get",
    ]


def test_an_entry_takes_from_its_file_what_it_does_not_say(library: Library) -> None:
    models = {model.name: model for model in library.callables()}
    get, put, quick, walk = (models[f"lib.{name}"] for name in ("get", "put", "quick", "walk"))
    assert (get.rule, get.severity) == ("LG102", "error")
    assert (get.offload, put.offload, walk.offload) == ("alone", "whole", "never")
    assert get.advice is not None
    assert get.advice.summary == "wait for it"
    assert put.advice is not None
    assert put.advice.summary == "do something else"
    assert quick.advice is None
    assert (get.twin, put.twin) == ("lib.get_async", "lib.aio.put")
    assert walk.is_lazy
    assert not get.is_lazy


def test_the_methods_of_a_class_that_must_stay_in_its_thread_say_so(library: Library) -> None:
    close = library.method("lib.Base", "close")
    assert close is not None
    assert close.thread_affine == "one thread only"
