"""What `loopguard explain FILE:LINE` says, to the letter."""

from __future__ import annotations

from dataclasses import replace

from loopguard.domain.finding import Step
from loopguard.domain.summary import SiteKind
from loopguard.graph.explain import Explanation
from loopguard.reporters import ReportOptions
from loopguard.reporters.explanation import render_explanations

BLOCKS = Explanation(
    line=2,
    column=12,
    kind=SiteKind.CALL,
    code="load",
    function="shop.settings.currency",
    on_loop=True,
    entry="an async function",
    chain=(),
    callees=("shop.settings.load",),
    unknown="",
    verdict="it reaches `pathlib.Path.read_text`",
    trace=(
        Step("shop/settings.py", 2, 12, "shop.settings.currency", "shop.settings.load"),
        Step("shop/settings.py", 9, 12, "shop.settings.load", "pathlib.Path.read_text"),
    ),
)
UNKNOWN = Explanation(
    line=2,
    column=12,
    kind=SiteKind.ITERATE,
    code="rows",
    function="shop.settings.lines",
    on_loop=True,
    entry="an async function",
    chain=(Step("shop/api.py", 5, 5, "shop.api.pay", "shop.settings.lines"),),
    callees=(),
    unknown="nothing is known of `rows`",
    verdict="its target is unknown",
    trace=(),
)
OFF_LOOP = Explanation(
    line=2,
    column=12,
    kind=SiteKind.ENTER,
    code="lock",
    function="shop.settings.save",
    on_loop=False,
    entry="",
    chain=(),
    callees=("threading.Lock", "threading.RLock"),
    unknown="",
    verdict="nothing on the loop reaches it",
    trace=(),
)


def test_every_call_of_the_line_is_explained(plain: ReportOptions) -> None:
    text = render_explanations("shop/settings.py", 2, [BLOCKS, UNKNOWN, OFF_LOOP], plain)
    assert (
        text
        == """\
     2 │     return load().currency

shop/settings.py:2:12  load()  in shop.settings.currency
  resolves to  shop.settings.load
  on the loop  yes, it is an async function
  reported     yes, it reaches `pathlib.Path.read_text`
               ↳ shop/settings.py:9  shop.settings.load → pathlib.Path.read_text

shop/settings.py:2:12  for … in rows  in shop.settings.lines
  resolves to  unknown: nothing is known of `rows`
  on the loop  yes, shop.api.pay is an async function
               ↳ shop/api.py:5  shop.api.pay → shop.settings.lines
  reported     no, its target is unknown

shop/settings.py:2:12  with lock  in shop.settings.save
  resolves to  threading.Lock or threading.RLock
  on the loop  no
  reported     no, nothing on the loop reaches it

"""
    )


def test_a_terminal_without_unicode_is_spared_it(plain: ReportOptions) -> None:
    options = replace(plain, unicode=False)
    assert (
        render_explanations("shop/settings.py", 2, [UNKNOWN], options)
        == """\
     2 |     return load().currency

shop/settings.py:2:12  for ... in rows  in shop.settings.lines
  resolves to  unknown: nothing is known of `rows`
  on the loop  yes, shop.api.pay is an async function
               -> shop/api.py:5  shop.api.pay calls shop.settings.lines
  reported     no, its target is unknown

"""
    )


def test_a_line_without_calls_says_so(plain: ReportOptions) -> None:
    text = render_explanations("shop/settings.py", 1, [], plain)
    assert text == (
        "     1 │ async def currency():\n\nNothing is called on line 1 of shop/settings.py.\n"
    )


def test_code_cannot_steer_the_terminal(plain: ReportOptions) -> None:
    options = replace(plain, lines_of=lambda path: ["x = '\x1b[31m'\n"])
    text = render_explanations("x.py", 1, [], options)
    assert text.splitlines()[0] == "     1 │ x = '\ufffd[31m'"
