"""The page, read by a parser and used in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from loopguard.domain.result import CheckResult
from loopguard.reporters import ReportOptions, render

from .conftest import in_a_file_with_a_strange_name, unused_suppression

VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Checks that every element is closed, and keeps what it saw."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_element_is_closed(result: CheckResult, plain: ReportOptions) -> None:
    assert Reader(render("html", result, plain)).opened == []


def test_the_page_refers_to_nothing_outside(result: CheckResult, plain: ReportOptions) -> None:
    page = render("html", result, plain)
    names = {name for name, _ in Reader(page).attributes}
    assert names & {"src", "href", "action", "srcset", "background"} == set()
    assert "url(" not in page
    assert "@import" not in page


def test_code_is_text_and_no_markup(result: CheckResult, plain: ReportOptions) -> None:
    odd = "</script><script>alert(1)</script><img src=x onerror=alert(1)> ' \" \x1b\x00"
    finding = replace(
        in_a_file_with_a_strange_name(),
        path=odd,
        callee=odd,
        function=odd,
        library=odd,
        message=odd,
    )
    options = replace(plain, lines_of=lambda path: ["x\n", odd + "\n"])
    page = render("html", replace(result, findings=(finding,)), options)
    reader = Reader(page)
    assert ("onerror", "alert(1)") not in reader.attributes
    assert page.count("<script") == 2
    assert "\x1b" not in page


def test_a_clean_run_says_so(clean_result: CheckResult, plain: ReportOptions) -> None:
    reader = Reader(render("html", clean_result, plain))
    assert "No blocking calls in 1 file." in reader.text


def test_unused_suppressions_and_problems_are_listed(
    result: CheckResult, plain: ReportOptions
) -> None:
    both = replace(result, findings=(unused_suppression(),))
    text = Reader(render("html", both, plain)).text
    assert "Unused suppressions (LG002): 1" in text
    assert "Files that could not be checked (LG001): 2" in text
    assert "shop/secret.py:1:1 cannot be read: Permission denied" in text


# in a browser


@pytest.fixture
def page(browser: Any, result: CheckResult, plain: ReportOptions, tmp_path: Path) -> Iterator[Any]:
    """The shared result in a browser without a network; complaints of the page fail the test."""
    file = tmp_path / "report.html"
    file.write_text(render("html", result, plain), encoding="ascii")
    context = browser.new_context(offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert complaints == []


def places(page: Any) -> list[str]:
    """The places of the call sites that the filter leaves, without opening anything."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.cause:not([hidden]) .site:not([hidden])')]"
        ".map((site) => site.querySelector('.place').textContent)"
    )
    return found


ALL = 9 + 6
"""The findings of the shared result, and the further places of one."""


def test_the_browser_reads_the_totals(page: Any) -> None:
    tiles = page.locator(".tile").all_inner_texts()
    assert [" ".join(tile.split()) for tile in tiles] == [
        "Errors 6",
        "Warnings 3",
        "Causes 7",
        "Entry points held up 14",
        "Functions on the loop 9",
        "Files 14",
        "Calls understood 86%",
    ]
    assert page.locator(".card h2").all_inner_texts() == [
        "By rule",
        "By library",
        "By package",
        "By entry point",
    ]
    assert page.locator("#count").inner_text() == "7 of 7 causes, 15 of 15 places"


def test_causes_come_by_weight(page: Any) -> None:
    assert page.locator(".callee").all_inner_texts() == [
        "stripe.Charge.create",
        "psycopg.connect",
        "time.sleep",
        "asyncio.run",
        "requests.post",
        "pathlib.Path.read_text",
        "open",
    ]


def test_search_narrows_what_is_shown(page: Any) -> None:
    assert len(places(page)) == ALL
    page.fill("#search", "api.py Payments.Charge")
    assert places(page) == ["shop/api.py:5:5"]
    assert page.locator("#count").inner_text() == "1 of 7 causes, 1 of 15 places"
    page.fill("#search", "no such thing")
    assert page.locator(".none").is_visible()
    page.click("#clear")
    assert len(places(page)) == ALL


def test_a_total_filters_and_can_be_taken_back(page: Any) -> None:
    button = page.locator("button[data-facet=library][data-value=stripe]")
    button.click()
    assert places(page) == ["shop/api.py:5:5", "shop/api.py:9:12"]
    assert button.get_attribute("aria-pressed") == "true"
    page.locator("button[data-facet=entry][data-value='shop.api.pay']").click()
    assert places(page) == ["shop/api.py:5:5"]
    page.locator(".chip").first.click()
    page.locator(".chip").first.click()
    assert len(places(page)) == ALL


def test_severity_filters(page: Any) -> None:
    page.select_option("#severity", "error")
    assert len(places(page)) == 6


def test_the_address_keeps_the_filter(page: Any) -> None:
    page.fill("#search", "stock")
    address = page.evaluate("location.href")
    assert address.endswith("#q=stock")
    page.goto("about:blank")
    page.goto(address)
    assert places(page) == ["shop/app.py:6:5", "shop/views.py:2:12"]


def test_the_keyboard_is_enough(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("time.sleep")
    assert places(page) == ["shop/api.py:4:5"]
    for _ in range(5):  # severity, open, close, clear, the cause
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the source
    page.keyboard.press("Tab")  # the call site
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the step
    page.keyboard.press("Enter")
    excerpt = page.locator(".chain .source").filter(visible=True).inner_text()
    assert [line.strip() for line in excerpt.splitlines()] == [
        "1 import time",
        "2",
        "3 async def pay(order):",
        "4     time.sleep(order.delay)",
        "5     charge(order)",
        "6     return await done(order)",
        "7",
    ]


def test_the_chain_leads_down(page: Any) -> None:
    page.fill("#search", "payments.charge")
    page.click("#open")
    page.locator(".site:visible > details > summary").click()
    steps = page.locator(".chain:visible > li > details > summary").all_inner_texts()
    assert steps == [
        "shop/api.py:5:5 api.pay → shop.payments.charge",
        "shop/payments.py:30:12 payments.charge → payments.Gateway.send",
        "shop/payments.py:12:9 Gateway.send → stripe.Charge.create",
    ]


def test_light_and_dark_follow_the_system(page: Any) -> None:
    def background() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    page.emulate_media(color_scheme="light")
    light = background()
    page.emulate_media(color_scheme="dark")
    assert background() != light


def test_printing_opens_the_chains_and_closes_them_again(page: Any) -> None:
    def opened() -> int:
        return int(page.evaluate("document.querySelectorAll('details[open]').length"))

    before = opened()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".chain").first.is_visible()
    assert not page.locator(".toolbar").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened() == before


def test_without_scripts_everything_is_there(
    browser: Any, result: CheckResult, plain: ReportOptions
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(render("html", result, plain))
    assert page.locator(".cause").count() == 7
    assert page.locator(".site").count() == ALL
    assert not page.locator(".toolbar").is_visible()
    context.close()
