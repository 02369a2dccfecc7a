"""The documentation site: links, navigation, and the pages that are made from data."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import fields
from html import unescape
from pathlib import Path, PurePosixPath

import pytest
import tomli
from website.commands import helps
from website.facts import LibraryFacts, all_libraries
from website.libraries import library_pages
from website.links import for_site
from website.markdown import code, dotted, with_names
from website.settings import settings_page

from loopguard.blocklist.schema import FileReader
from loopguard.blocklist.shelf import callables_of
from loopguard.config import NOT_IN_FILES, Settings, settings_from_table
from loopguard.reporters.links import HOME, SITE, rule_link
from loopguard.rules import RULES

REPOSITORY = Path(__file__).parents[2]
NAVIGATION = (REPOSITORY / "website" / "zensical.toml").read_text("utf-8")
LIBRARIES = all_libraries()
LIBRARY_PAGES = dict(library_pages(LIBRARIES))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[a](../blocklist/requests.toml)", f"[a]({HOME}/blob/main/blocklist/requests.toml)"),
        ("[a](../proof)", f"[a]({HOME}/tree/main/proof)"),
        (f"[a]({SITE}/rules/)", "[a](rules/index.md)"),
        (f"[a]({SITE}/rules/LG102/#example)", "[a](rules/LG102.md#example)"),
        ("[a](faq.md#x)", "[a](faq.md#x)"),
        ("[faq.md](faq.md)", "[Questions and answers](faq.md)"),
        ("[ci/azure.md](ci/azure.md#x)", "[Azure Pipelines](ci/azure.md#x)"),
        ("[json-schema.json](json-schema.json)", "[json-schema.json](json-schema.json)"),
        ("[a](#x) [b](https://example.org/x.md)", "[a](#x) [b](https://example.org/x.md)"),
    ],
)
def test_a_link_works_on_the_site(link: str, expected: str) -> None:
    assert for_site(link, PurePosixPath("start.md"), REPOSITORY) == expected


def test_a_link_in_a_directory_is_seen_from_there() -> None:
    links = f"[a]({SITE}/libraries/django/) [b](../../dev) [faq.md](../faq.md)"
    assert for_site(links, PurePosixPath("ci/azure.md"), REPOSITORY) == (
        f"[a](../libraries/django.md) [b]({HOME}/blob/main/dev) [Questions and answers](../faq.md)"
    )


def test_a_link_to_nowhere_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"docs/start\.md: \.\./nowhere\.py leads nowhere"):
        for_site("[a](../nowhere.py)", PurePosixPath("start.md"), REPOSITORY)


def test_long_names_in_tables_may_be_broken() -> None:
    text = "| `a/b_c.py:12` | `a.b.__x__`, `get`, `f(a.b)` |\n`a.b`\n"
    assert for_site(text, PurePosixPath("start.md"), REPOSITORY) == (
        "| <code>a/<wbr>b_c.<wbr>py:12</code> | <code>a.<wbr>b.<wbr>&#95;&#95;x&#95;&#95;</code>, "
        "`get`, `f(a.b)` |\n`a.b`\n"
    )


def test_a_bar_is_no_end_of_a_cell() -> None:
    assert code("a <b> | c") == "<code>a &lt;b&gt; &#124; c</code>"


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("await a_b, or `c_d`", "await <code>a_b</code>, or `c_d`"),
        (
            "with stream=True and timeout=0",
            "with <code>stream=True</code> and <code>timeout=0</code>",
        ),
        ("await wait() or f(x, y=1)", "await <code>wait()</code> or <code>f(x, y=1)</code>"),
        (
            "await A().run() of env.py",
            "await <code>A().<wbr>run()</code> of <code>env.<wbr>py</code>",
        ),
        ("reads my-app.yaml, e.g. /etc/x_y.conf", "reads my-app.yaml, e.g. /etc/x_y.conf"),
    ],
)
def test_names_in_prose_look_like_code(prose: str, expected: str) -> None:
    assert with_names(prose) == expected


def test_no_name_begins_slanted_letters() -> None:
    assert dotted("a.*") == "<code>a.<wbr>&#42;</code>"
    assert dotted("_a_b_") == "<code>&#95;a_b&#95;</code>"


def test_every_page_is_in_the_navigation_once() -> None:
    docs = REPOSITORY / "docs"
    pages = [file.relative_to(docs).as_posix() for file in docs.rglob("*.md")]
    made = ["rules/index.md", "libraries/index.md", "reference/settings.md"]
    made.append("reference/commands.md")
    assert sorted(re.findall(r'"([^"]+\.md)"', NAVIGATION)) == sorted(pages + made)


def test_the_address_of_the_site_is_the_same_everywhere() -> None:
    assert f'site_url = "{SITE}/"' in NAVIGATION
    assert rule_link(RULES[0]) == f"{SITE}/rules/{RULES[0].code}/"


def test_every_setting_has_a_section_with_a_meaning_and_an_example() -> None:
    names = [field.name.replace("_", "-") for field in fields(Settings)]
    sections = re.findall(
        r"^## `([a-z-]+)`\n\n\S.*?^\*Type:\* \S.*?^\*Default:\* \S.*?"
        r"^```toml\n\[tool\.loopguard\]\n\1 = \S.*?^```$",
        settings_page(),
        re.MULTILINE | re.DOTALL,
    )
    assert sections == [name for name in names if name.replace("-", "_") not in NOT_IN_FILES]


def test_the_examples_of_settings_can_be_read() -> None:
    for example in re.findall(r"^```toml\n(.*?)^```$", settings_page(), re.MULTILINE | re.DOTALL):
        settings_from_table(tomli.loads(example)["tool"]["loopguard"], Path("pyproject.toml"))


def test_commands_are_shown_with_their_subcommands() -> None:
    shown = dict(helps())
    assert {"loopguard", "loopguard check", "loopguard baseline prune"} < set(shown)
    for path, text in shown.items():
        assert text.startswith(f"Usage: {path} ")


@pytest.mark.parametrize("facts", LIBRARIES.values(), ids=LIBRARIES)
def test_the_page_of_a_library_has_every_call_that_blocks(facts: LibraryFacts) -> None:
    page = LIBRARY_PAGES[facts.path]
    section = page.partition("\n## Calls that block\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| <code>(.*?)</code> \| (.*?) \| \[(LG\d+)\]", section, re.MULTILINE)
    listed = [
        (unescape(f"{owner}.{name}".replace("<wbr>", "")).lstrip("."), rule)
        for owner, names, rule in rows
        for name in re.findall(r"`([^`]+)`", names)
    ]
    blocking = [(model.name, model.rule) for model in facts.calls if model.blocks]
    assert sorted(listed) == sorted(blocking)


def test_uses_that_do_not_block_are_told_in_words() -> None:
    call = '[[function]]\nblocks = true\nrule = "LG108"\n'
    file = tomli.loads(
        'schema = 1\nlibrary.name = "acme"\n'
        f'{call}names = ["acme.get"]\n'
        'nonblocking_when = [{ argument = "block", position = 0, equals = false }]\n'
        f'{call}names = ["acme.open"]\n'
        'nonblocking_when = [{ argument = "file", position = 0, constant = "os.devnull" }]\n'
        f'{call}names = ["acme.wait"]\nready_when = ["done"]\n'
        "blocking_when = [\n"
        '  { argument = "timeout", position = 0, given = false },\n'
        '  { argument = "timeout", position = 0, none = true },\n'
        "]\n"
    )
    models = FileReader("acme.toml").read(file)
    facts = LibraryFacts("acme", "libraries/acme.md", (models,), Counter({"LG108": 3}))
    page = dict(library_pages({"acme": facts}))["libraries/acme.md"]
    section = page.partition("\n## Uses that do not block\n\n")[2].partition("\n\n")[0]
    assert section.splitlines() == [
        "- when `block` is `False`: `acme.get`",
        "- when `file` is `os.devnull`: `acme.open`",
        "- unless `timeout` is left out or `timeout` is `None`: `acme.wait`",
        "- after a check of `done`: `acme.wait`",
    ]


def pages_of(*files: str) -> list[str]:
    """The pages of libraries, from what their files say."""
    libraries = {}
    for text in files:
        file = FileReader("acme.toml").read(tomli.loads(f"schema = 1\n{text}"))
        calls = [model.rule for model in callables_of(file) if model.blocks]
        path = f"libraries/{file.name}.md"
        libraries[file.name] = LibraryFacts(file.name, path, (file,), Counter(calls))
    return list(dict(library_pages(libraries)).values())[1:]


def section(page: str, title: str) -> str:
    return page.partition(f"\n## {title}\n\n")[2].partition("\n## ")[0]


CALLS = """
library.name = "acme"
library.modules = ["acme"]
library.rule = "LG107"
[[function]]
names = ["acme.get", "acme.put"]
blocks = true
"""


def test_what_is_to_be_used_in_place_of_all_calls_is_said_once() -> None:
    (page,) = pages_of(CALLS)
    assert section(page, "What to use instead").startswith("Run the call in a thread.\n\n```python")
    assert "| module or class | calls | rule |\n" in section(page, "Calls that block")


def test_calls_with_different_ways_out_have_them_in_the_table() -> None:
    twins = "".join(
        f'[[function]]\nnames = ["acme.{name}"]\nblocks = true\ninstead = "acme.{other}"\n'
        for name, other in [("ask", "aask"), ("tell", "atell"), ("sleep", "aio.sleep")]
    )
    (page,) = pages_of(CALLS + twins)
    ways = re.findall(r"\| (`[^|]*) \| .* \| (.*) \|\n", section(page, "Calls that block"))
    assert [(calls, re.sub("\N{WORD JOINER}|<.*?>", "", way)) for calls, way in ways] == [
        ("`sleep`", "`await` acme.aio.sleep"),
        ("`ask`, `tell`", "`await` its twin `a…`"),
        ("`get`, `put`", "a thread"),
    ]
    assert not section(page, "What to use instead")


def test_long_lists_of_uses_are_told_in_short() -> None:
    names = [f"acme.f{n:02}" for n in range(20)]
    call = f"[[function]]\nblocks = true\nnames = {names}\n"
    harmless = 'nonblocking_when = [{ argument = "block", position = 0, equals = false }]\n'
    library = 'library.name = "acme"\nlibrary.rule = "LG107"\n'
    (page,) = pages_of(library + call + harmless)
    assert "\n- when `block` is `False`: all of these calls\n" in page
    (page,) = pages_of(library + call + harmless + call.replace("acme.f", "acme.g"))
    (use,) = re.findall(r"\n- when `block` is `False`: (.*)\n", page)
    assert use.startswith("`acme.f00`, ")
    assert use.endswith(", `acme.f11` and 8 more")


def test_a_library_whose_classes_are_those_of_another_says_so() -> None:
    base = 'library.name = "base"\n[[class]]\nname = "base.Client"\n'
    own = 'library.name = "own"\n[[class]]\nname = "own.Client"\nbases = ["base.Client"]\n'
    _, page = pages_of(base, own)
    assert "| <code>base.<wbr>Client</code> ([base](base.md)) | `Client` |" in page


def test_the_source_for_a_class_is_with_the_note_on_making_it() -> None:
    (page,) = pages_of(
        'library.name = "acme"\n'
        '[[class]]\nname = "acme.Client"\nsource = "https://acme.example"\n'
        'construct = { reason = "connects later" }\n'
        '[[class]]\nname = "acme.Server"\nsource = "https://acme.example"\n'
    )
    assert section(page, "Notes").splitlines() == [
        "- <code>acme.<wbr>Client</code>: connects later ([source](https://acme.example))",
        "- <code>acme.<wbr>Server</code>: [source](https://acme.example)",
    ]


def test_of_a_package_that_libraries_share_the_own_part_is_shown() -> None:
    def library(name: str, call: str) -> str:
        return (
            f'library.name = "{name}"\nlibrary.modules = ["cloud"]\n'
            f'[[function]]\nnames = ["{call}"]\n'
        )

    pages = pages_of(library("a", "cloud.store.blob.get"), library("b", "cloud.queue.get"))
    assert [re.findall("imported as: (.*)", page) for page in pages] == [
        ["`cloud.store.blob`"],
        ["`cloud.queue`"],
    ]
    (page,) = pages_of(library("a", "cloud.store.blob.get"))
    assert "imported as: `cloud`\n" in page


@pytest.mark.skipif(sys.version_info < (3, 11), reason="the site is built with Python 3.11")
def test_the_page_of_a_rule_is_where_reports_link_to_and_shows_what_loopguard_says() -> None:
    from website.rules import rule_pages

    pages = dict(rule_pages(LIBRARIES))
    links = [rule_link(rule).removeprefix(f"{SITE}/").rstrip("/") + ".md" for rule in RULES]
    assert list(pages) == ["rules/index.md", *links]
    for rule in RULES:
        page = pages[f"rules/{rule.code}.md"]
        assert rule.example in page
        report = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
        assert re.match(rf"example\.py:\d+:\d+: (error|warning) {rule.code} ", report)
