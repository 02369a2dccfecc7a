"""A broken blocklist file is refused with everything that is wrong with it, by file and key."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from loopguard.blocklist import load_files
from loopguard.domain.errors import BlocklistError

HEAD = """
schema = 1
[library]
name = "lib"
modules = ["lib"]
rule = "LG102"
"""


def complaints(root: Path, **texts: str) -> list[str]:
    """All complaints about the files, each as it is shown."""
    paths = []
    for name, text in texts.items():
        path = root / f"{name}.toml"
        path.write_text(dedent(text), encoding="utf-8")
        paths.append(path)
    with pytest.raises(BlocklistError) as error:
        load_files(paths)
    return [str(complaint) for complaint in error.value.complaints]


def function(body: str) -> str:
    return f'{HEAD}\n[[function]]\nnames = ["lib.get"]\n{body}\n'


def class_(body: str) -> str:
    return f'{HEAD}\n[[class]]\nname = "lib.Client"\n{body}\n'


def test_the_same_file_without_a_mistake_loads(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(HEAD)
    assert load_files([path]).files[0].name == "lib"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[library]\nname = 'lib'", "schema: must be 1"),
        ("schema = 2\n[library]\nname = 'lib'", "schema: must be 1"),
        ("schema = '1'\n[library]\nname = 'lib'", "schema: must be 1"),
        ("schema = 1", "library.name: is missing"),
        ("schema = 1\nlibrary = 'lib'", "library: must be a table"),
        ("schema = 1\n[library]\nname = 1", "library.name: must be text"),
        (f"{HEAD}homepage = 'x'", "library.homepage: is not a key of this table"),
        (f"{HEAD}docs = 1", "library.docs: must be text"),
        (f"{HEAD}[functions]\nx = 1", "functions: is not a key of this table"),
        (
            HEAD.replace('["lib"]', '"lib"'),
            "library.modules: must be a list of texts",
        ),
        (
            HEAD.replace('["lib"]', '["lib", "a-b"]'),
            "library.modules: 'a-b' is not a dotted name",
        ),
        (
            HEAD.replace("LG102", "E501"),
            "library.rule: 'E501' is not a rule code such as LG102",
        ),
        (f"{HEAD}advice = 'missing'", "library.advice: no [advice.missing] in this file"),
        (f"{HEAD}[advice]\nx = 1", "advice.x: must be a table"),
        (f"{HEAD}[advice.x]\nexample = 'y'", "advice.x.summary: is missing"),
        (f"{HEAD}[advice.x]\nsummary = 'y'\nfix = 'z'", "advice.x.fix: is not a key of this table"),
        (f"{HEAD}[aliases]\n'lib.a' = 1", "aliases.lib.a: must map a dotted name to a dotted name"),
        (
            f"{HEAD}[aliases]\n'lib.a' = 'b c'",
            "aliases.lib.a: must map a dotted name to a dotted name",
        ),
        (f"{HEAD}[function]\nnames = ['x']", "function: must be an array of tables"),
        (f"{HEAD}[class]\nname = 'x'", "class: must be an array of tables"),
    ],
)
def test_a_mistake_in_the_head_of_a_file_is_named(
    tmp_path: Path, text: str, complaint: str
) -> None:
    assert f"bad.toml: {complaint}" in complaints(tmp_path, bad=text)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("block = true", "block: is not a key of this table"),
        ("blocks = 1", "blocks: must be true or false"),
        ("blocks = 'yes'", "blocks: must be true or false"),
        ("offload = 0", "offload: must be true, false, 'file' or 'whole'"),
        ("rule = 'LG2'", "rule: 'LG2' is not a rule code such as LG102"),
        ("severity = 'info'", "severity: must be 'error' or 'warning'"),
        ("returns = 'lib Client'", "returns: 'lib Client' is not a type expression"),
        ("returns = 'f()'", "returns: 'f()' is not a type expression"),
        ("returns = 'bag[lib.A]'", "returns: 'bag[lib.A]' is not a type expression"),
        ("returns = 'list[1]'", "returns: 'list[1]' is not a type expression"),
        ("returns = 'a & b'", "returns: 'a & b' is not a type expression"),
        ("returns = ['x']", "returns: must be text"),
        ("twin = 1", "twin: must be text"),
        ("advice = 'missing'", "advice: no [advice.missing] in this file"),
        ("calls = 0", "calls: must be a list of positions and keyword names"),
        ("calls = [true]", "calls: must be a list of positions and keyword names"),
        ("iterates = [0.5]", "iterates: must be a list of positions and keyword names"),
        ("schedules = 'x'", "schedules: must be a list of positions and keyword names"),
        ("offloads = [[0]]", "offloads: must be a list of positions and keyword names"),
        ("nonblocking_when = true", "nonblocking_when: must be an array of tables"),
        ("reason = false", "reason: must be text"),
    ],
)
def test_a_mistake_in_an_entry_is_named_with_the_entry(
    tmp_path: Path, body: str, complaint: str
) -> None:
    assert complaints(tmp_path, bad=function(body)) == [f"bad.toml: function[lib.get].{complaint}"]
    method = class_(f"[[class.methods]]\nnames = ['get']\n{body}")
    assert complaints(tmp_path, bad=method) == [
        f"bad.toml: class lib.Client.methods[get].{complaint}"
    ]


def test_what_makes_gives_has_to_be_known(tmp_path: Path) -> None:
    (complaint,) = complaints(tmp_path, bad=function("makes = 'magic'"))
    assert complaint.startswith("bad.toml: function[lib.get].makes: must be one of same, offloaded")


@pytest.mark.parametrize(
    ("condition", "complaint"),
    [
        ("argument = 'x'", "needs exactly one of equals, none, given, instance, constant, prefix"),
        (
            "argument = 'x', equals = 1, given = true",
            "needs exactly one of equals, none, given, instance, constant, prefix",
        ),
        ("equals = 1", "needs argument, position or both"),
        ("argument = 'x', is = 1, none = true", ".is: is not a key of this table"),
    ],
)
def test_a_mistake_in_a_condition_is_named(tmp_path: Path, condition: str, complaint: str) -> None:
    separator = "" if complaint.startswith(".") else ": "
    assert complaints(tmp_path, bad=function(f"blocking_when = [{{ {condition} }}]")) == [
        f"bad.toml: function[lib.get].blocking_when[1]{separator}{complaint}"
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "argument = 1, equals = 1",
        "argument = 'a b', equals = 1",
        "position = 'x', equals = 1",
        "position = -1, equals = 1",
        "position = true, equals = 1",
        "argument = 'x', given = 1",
        "argument = 'x', none = false",
        "argument = 'x', none = 1",
        "argument = 'x', instance = 1",
        "argument = 'x', instance = 'a b'",
        "argument = 'x', equals = [1]",
    ],
)
def test_a_value_of_the_wrong_kind_in_a_condition_is_named(tmp_path: Path, condition: str) -> None:
    (complaint,) = complaints(tmp_path, bad=function(f"blocking_when = [{{ {condition} }}]"))
    assert complaint.startswith("bad.toml: function[lib.get].blocking_when[1]")


@pytest.mark.parametrize("key", ["twin", "instead"])
@pytest.mark.parametrize("value", ["a b", "a.", "f()", "1"])
def test_a_name_that_code_is_made_from_has_to_be_one(tmp_path: Path, key: str, value: str) -> None:
    (complaint,) = complaints(tmp_path, bad=function(f"{key} = '{value}'"))
    assert complaint.startswith(f"bad.toml: function[lib.get].{key}: ")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            f"{HEAD}[[function]]\nblocks = true",
            "function[1].names: must be a list with at least one name",
        ),
        (
            f"{HEAD}[[function]]\nnames = []",
            "function[1].names: must be a list with at least one name",
        ),
        (f"{HEAD}[[function]]\nnames = ['*']", "function[*].names: '*' is not a dotted name"),
        (f"{HEAD}[[function]]\nnames = ['a b']", "function[a b].names: 'a b' is not a dotted name"),
        (f"{HEAD}[[function]]\nnames = ['.a']", "function[.a].names: '.a' is not a dotted name"),
        (f"{HEAD}[[class]]\nhandle = true", "class[1].name: is missing"),
        (f"{HEAD}[[class]]\nname = 'a-b'", "class[a-b].name: 'a-b' is not a dotted name"),
        (class_("handel = true"), "class[lib.Client].handel: is not a key of this table"),
        (class_("handle = 'yes'"), "class lib.Client.handle: must be true or false"),
        (class_("key = 'a b'"), "class lib.Client.key: 'a b' is not a type expression"),
        (class_("known_as = 'app'"), "class lib.Client.known_as: must be a list of texts"),
        (class_("bases = 'lib.Base'"), "class lib.Client.bases: must be a list of texts"),
        (class_("bases = ['a-b']"), "class lib.Client.bases: 'a-b' is not a dotted name"),
        (class_("thread_affine = true"), "class lib.Client.thread_affine: must be text"),
        (
            class_("in_constructor = 'run'"),
            "class lib.Client.in_constructor: must be a list of texts",
        ),
        (class_("on_loop = 'run'"), "class lib.Client.on_loop: must be a list of texts"),
        (class_("construct = true"), "class lib.Client.construct: must be a table"),
        (
            class_("construct = { blocks = 1 }"),
            "class lib.Client.construct.blocks: must be true or false",
        ),
        (
            class_("construct = { names = ['x'] }"),
            "class lib.Client.construct.names: is not a key of this table",
        ),
        (class_("attributes = ['x']"), "class lib.Client.attributes: must be a table"),
        (class_("attributes = { x = 1 }"), "class lib.Client.attributes.x: must be text"),
        (
            class_("attributes = { x = 'a b' }"),
            "class lib.Client.attributes.x: 'a b' is not a type expression",
        ),
        (
            class_(
                "[[class.methods]]\nnames = ['get']\n[[class.methods]]\nnames = ['post', 'get']"
            ),
            "class lib.Client.methods[post]: 'get' is described twice",
        ),
        (
            f"{HEAD}[[offload_style]]\nname = 'x'\ncall = 'run()'",
            "offload_style[x].call: needs {function} and {arguments} in it",
        ),
        (
            f"{HEAD}[[offload_style]]\nname = 'x'\n"
            "call = '{function}{arguments}'\npriority = '1'",
            "offload_style[x].priority: must be a number",
        ),
        (
            f"{HEAD}[[offload_style]]\ncall = '{{function}}{{arguments}}'",
            "offload_style[1].name: is missing",
        ),
    ],
)
def test_a_mistake_in_a_table_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    assert complaints(tmp_path, bad=text) == [f"bad.toml: {complaint}"]


def test_a_blocking_entry_needs_a_rule(tmp_path: Path) -> None:
    text = function("blocks = true").replace('rule = "LG102"\n', "")
    assert complaints(tmp_path, bad=text) == [
        "bad.toml: function[lib.get].rule: a blocking entry needs a rule here or in [library]"
    ]


def test_what_makes_functions_wait_blocks(tmp_path: Path) -> None:
    assert complaints(tmp_path, bad=function("makes = 'waiting'")) == [
        "bad.toml: function[lib.get].makes: 'waiting' needs blocks = true"
    ]


def test_a_name_may_be_described_once(tmp_path: Path) -> None:
    again = function("").replace('"lib"', '"other"').replace('["other"]', '["lib"]')
    alias = f'{HEAD}\n[aliases]\n"lib.get" = "lib.fetch"\n'
    assert complaints(tmp_path, a=function(""), b=again, c=alias) == [
        "b.toml: lib.get: is described in a.toml already",
        "c.toml: lib.get: is described in b.toml already",
    ]
    assert complaints(tmp_path, a=f"{function('')}[[function]]\nnames = ['lib.get']\n") == [
        "a.toml: lib.get: is described in a.toml already"
    ]


def test_what_is_no_toml_or_no_text_is_refused_with_the_rest(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("schema = ")
    latin = tmp_path / "latin.toml"
    latin.write_bytes("name = 'é'".encode("latin-1"))
    missing = tmp_path / "missing.toml"
    odd = tmp_path / "odd.toml"
    odd.write_text("schema = 3\n[library]\nname = 'odd'\n")
    with pytest.raises(BlocklistError) as error:
        load_files([broken, latin, missing, odd])
    assert [complaint.file for complaint in error.value.complaints] == [
        "broken.toml",
        "latin.toml",
        "missing.toml",
        "odd.toml",
    ]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    one = """
    schema = 1
    [library]
    name = "one"
    modules = ["one"]
    [[function]]
    names = ["one.get"]
    blocks = "yes"
    returns = "a b"
    colour = "red"
    [[class]]
    name = "one.Client"
    [[class.methods]]
    names = ["get"]
    severity = "mild"
    """
    assert complaints(tmp_path, one=one, two="schema = 2\n[library]\nname = 'two'\n") == [
        "one.toml: function[one.get].colour: is not a key of this table",
        "one.toml: function[one.get].blocks: must be true or false",
        "one.toml: function[one.get].returns: 'a b' is not a type expression",
        "one.toml: class one.Client.methods[get].severity: must be 'error' or 'warning'",
        "two.toml: schema: must be 1",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "schema = 1\nfunction = [1]\n[library]\nname = 'x'",
        f"{HEAD}[[function]]\nnames = [1]",
        f"{HEAD}[[function]]\nnames = 1",
        f"{HEAD}[[function]]\nnames = [[]]",
        f"{HEAD}[[class]]\nname = 1",
        f"{HEAD}[[class]]\nname = ['lib.A']",
        f"{HEAD}[[class]]\nname = []",
        class_("methods = 1"),
        class_("methods = [1]"),
        class_("[[class.methods]]\nnames = 1"),
        function("rule = 1"),
        function("severity = 1"),
        function("makes = 1"),
        function("returns = ''\nadvice = 1"),
        function("blocking_when = [1]"),
        f"{HEAD}aliases = 1",
        f"{HEAD}[[offload_style]]\nname = 1\ncall = 1\nimports = 1\nkeywords = 1",
        "schema = 1\nadvice = 1\n[library]\nname = 'x'",
        "schema = 1\n[library]\nname = ''\n",
        "",
    ],
)
def test_values_of_the_wrong_kind_are_complaints_and_no_crash(tmp_path: Path, text: str) -> None:
    assert all(line.startswith("bad.toml: ") for line in complaints(tmp_path, bad=text))
