"""One result, made by hand, that every format has to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loopguard.domain.change import Change
from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding, Fix, Place, Span, Step, UnresolvedCall
from loopguard.domain.result import CheckResult, Stats
from loopguard.reporters import ReportOptions

SOURCES = {
    "shop/api.py": [
        "import time\n",
        "\n",
        "async def pay(order):\n",
        "    time.sleep(order.delay)\n",
        "    charge(order)\n",
        "    return await done(order)\n",
        "\n",
        "async def pay_again(order):\n",
        "    return refund(\n",
        "        order,\n",
        "        retry=True,\n",
        "    )\n",
    ],
    "shop/名前 & <odd>, 100%.py": [
        "async def read(path):\n",
        '\tname = "日本語"; text = open(path).read()\n',
    ],
    "shop/notify.py": [
        "class Sender(Protocol):\n",
        "    def send(self, text): ...\n",
        "\n",
        "async def notify(sender: Sender, text):\n",
        "    sender.send(text)  # who?\n",
    ],
    "shop/settings.py": ["async def currency():\n", "    return load().currency\n"],
    "shop/views.py": [
        "async def stock(request):\n",
        "    return connect(\n",
        "        request.app,\n",
        "        timeout=3,\n",
        "    ).items()\n",
    ],
}
"""The lines of the files of the result; `shop/gone.py` has been deleted since."""

CHARGE = Step("shop/payments.py", 12, 9, "shop.payments.Gateway.send", "stripe.Charge.create")
CONNECT = Step("shop/stock.py", 8, 12, "shop.stock.connect", "psycopg.connect")


def direct_with_replacement() -> Finding:
    return Finding(
        code="LG101",
        name="blocking-sleep",
        severity="error",
        confidence="certain",
        message="`time.sleep` puts the whole event loop to sleep",
        path="shop/api.py",
        span=Span(4, 5, 4, 28),
        function="shop.api.pay",
        callee="time.sleep",
        library="python",
        fingerprint="1111111111111111",
        trace=(Step("shop/api.py", 4, 5, "shop.api.pay", "time.sleep"),),
        fix=Fix(
            kind="replacement",
            safety="safe",
            description="await `asyncio.sleep`",
            replacement="await asyncio.sleep(order.delay)",
        ),
        statement=(4, 4),
    )


def through_two_files() -> Finding:
    return Finding(
        code="LG107",
        name="blocking-sdk",
        severity="error",
        confidence="certain",
        message=(
            "`stripe.Charge.create` waits for a remote service and holds up the event loop, "
            "reached through `payments.charge`"
        ),
        path="shop/api.py",
        span=Span(5, 5, 5, 18),
        function="shop.api.pay",
        callee="stripe.Charge.create",
        library="stripe",
        fingerprint="2222222222222222",
        trace=(
            Step("shop/api.py", 5, 5, "shop.api.pay", "shop.payments.charge"),
            Step("shop/payments.py", 30, 12, "shop.payments.charge", "shop.payments.Gateway.send"),
            CHARGE,
        ),
        fix=Fix(
            kind="offload",
            safety="unsafe",
            description="run it in a thread (import asyncio), or await its async twin",
            replacement="await asyncio.to_thread(charge, order)",
            reason="it works on what must stay in one thread: a Gateway",
        ),
        alternatives=(
            Fix(
                kind="library",
                safety="unsafe",
                description="await its async twin",
                example="# in pay\nawait stripe.Charge.create_async(amount=order.total)",
                reason="more than this call has to change",
            ),
        ),
        statement=(5, 5),
    )


def over_several_lines_to_the_same_cause() -> Finding:
    return Finding(
        code="LG107",
        name="blocking-sdk",
        severity="error",
        confidence="certain",
        message=(
            "`stripe.Charge.create` waits for a remote service and holds up the event loop, "
            "reached through `payments.refund`"
        ),
        path="shop/api.py",
        span=Span(9, 12, 12, 6),
        function="shop.api.pay_again",
        callee="stripe.Charge.create",
        library="stripe",
        fingerprint="3333333333333333",
        trace=(
            Step("shop/api.py", 9, 12, "shop.api.pay_again", "shop.payments.refund"),
            Step("shop/payments.py", 44, 5, "shop.payments.refund", "shop.payments.Gateway.send"),
            CHARGE,
        ),
        fix=Fix(
            kind="offload",
            safety="safe",
            description="run the whole unit of work in a thread",
            replacement=(
                "await asyncio.to_thread(\n        refund,\n        order,\n"
                "        retry=True,\n    )"
            ),
        ),
        statement=(9, 12),
    )


def at_startup_with_the_cause_of_an_error() -> Finding:
    return Finding(
        code="LG103",
        name="blocking-database",
        severity="warning",
        confidence="certain",
        message=(
            "`psycopg.connect` waits for the database and holds up the event loop, "
            "reached through `stock.connect`"
        ),
        path="shop/app.py",
        span=Span(6, 5, 6, 14),
        function="shop.app.lifespan",
        callee="psycopg.connect",
        library="psycopg",
        fingerprint="4444444444444444",
        trace=(Step("shop/app.py", 6, 5, "shop.app.lifespan", "shop.stock.connect"), CONNECT),
        fix=Fix(
            kind="offload",
            safety="safe",
            description="run it in a thread (import asyncio)",
            replacement="await asyncio.to_thread(connect)",
        ),
        statement=(6, 6),
    )


def over_several_lines_with_the_cause_of_a_warning() -> Finding:
    return Finding(
        code="LG103",
        name="blocking-database",
        severity="error",
        confidence="certain",
        message=(
            "`psycopg.connect` waits for the database and holds up the event loop, "
            "reached through `stock.connect`"
        ),
        path="shop/views.py",
        span=Span(2, 12, 5, 6),
        function="shop.views.stock",
        callee="psycopg.connect",
        library="psycopg",
        fingerprint="8888888888888888",
        trace=(Step("shop/views.py", 2, 12, "shop.views.stock", "shop.stock.connect"), CONNECT),
        fix=Fix(
            kind="offload",
            safety="safe",
            description="run it in a thread (import asyncio)",
            replacement="(await asyncio.to_thread(\n        connect,\n        request.app,\n"
            "        timeout=3,\n    ))",
        ),
        statement=(2, 5),
    )


def one_of_several_that_look_alike() -> Finding:
    return Finding(
        code="LG102",
        name="blocking-http",
        severity="error",
        confidence="likely",
        message=(
            "`requests.post` waits for a server and holds up the event loop, "
            "reached through `Pager.send`"
        ),
        path="shop/notify.py",
        span=Span(5, 5, 5, 22),
        function="shop.notify.notify",
        callee="requests.post",
        library="requests",
        fingerprint="6666666666666666",
        trace=(
            Step("shop/notify.py", 5, 5, "shop.notify.notify", "shop.pager.Pager.send"),
            Step("shop/pager.py", 7, 9, "shop.pager.Pager.send", "requests.post"),
        ),
        fix=Fix(
            kind="offload",
            safety="safe",
            description="run it in a thread (import asyncio)",
            replacement="await asyncio.to_thread(sender.send, text)",
        ),
        statement=(5, 5),
    )


def memoised_and_reached_from_many_places() -> Finding:
    return Finding(
        code="LG105",
        name="blocking-file-io",
        severity="warning",
        confidence="certain",
        message=(
            "`pathlib.Path.read_text` waits for the file system and holds up the event loop, "
            "reached through `settings.load`"
        ),
        path="shop/settings.py",
        span=Span(2, 12, 2, 18),
        function="shop.settings.currency",
        callee="pathlib.Path.read_text",
        library="python",
        fingerprint="7777777777777777",
        trace=(
            Step("shop/settings.py", 2, 12, "shop.settings.currency", "shop.settings.load"),
            Step("shop/settings.py", 9, 12, "shop.settings.load", "pathlib.Path.read_text"),
        ),
        fix=Fix(
            kind="offload",
            safety="safe",
            description="run it in a thread (import asyncio)",
            replacement="(await asyncio.to_thread(load))",
        ),
        statement=(2, 2),
        also=(
            Place("shop/api.py", 40, 9, "shop.api.total"),
            Place("shop/api.py", 52, 21, "shop.api.list_orders.<locals>.price"),
            Place("shop/cart.py", 8, 5, "shop.cart.Cart.add"),
            Place("shop/cart.py", 19, 5, "shop.cart.Cart.remove"),
            Place("shop/mail.py", 31, 30, "shop.mail.receipt"),
            Place("shop/mail.py", 44, 30, "shop.mail.reminder"),
        ),
        once=True,
    )


def in_a_deleted_file_without_a_fix() -> Finding:
    return Finding(
        code="LG110",
        name="nested-event-loop",
        severity="error",
        confidence="certain",
        message="`asyncio.run` cannot work while an event loop is running",
        path="shop/gone.py",
        span=Span(70, 1, 70, 20),
        function="shop.gone.main.<locals>.inner",
        callee="asyncio.run",
        library="python",
        fingerprint="5555555555555555",
        trace=(Step("shop/gone.py", 70, 1, "shop.gone.main.<locals>.inner", "asyncio.run"),),
        fix=None,
        statement=(70, 70),
    )


def in_a_file_with_a_strange_name() -> Finding:
    path = "shop/名前 & <odd>, 100%.py"
    return Finding(
        code="LG105",
        name="blocking-file-io",
        severity="warning",
        confidence="certain",
        message="`open` waits for the file system and holds up the event loop",
        path=path,
        span=Span(2, 23, 2, 33),
        function="shop.odd.read",
        callee="open",
        library="python",
        fingerprint="9999999999999999",
        trace=(Step(path, 2, 23, "shop.odd.read", "open"),),
        fix=Fix(
            kind="library",
            safety="safe",
            description='read the file with anyio ("<&>"), or | in a thread',
            example="def work():\n    return open(path).read()\n\ntext = await to_thread(work)",
        ),
        statement=(2, 2),
    )


@pytest.fixture(scope="session")
def result() -> CheckResult:
    """Findings and problems of every kind that a report can hold, in the engine's order."""
    findings = (
        direct_with_replacement(),
        through_two_files(),
        over_several_lines_to_the_same_cause(),
        at_startup_with_the_cause_of_an_error(),
        in_a_deleted_file_without_a_fix(),
        one_of_several_that_look_alike(),
        memoised_and_reached_from_many_places(),
        over_several_lines_with_the_cause_of_a_warning(),
        in_a_file_with_a_strange_name(),
    )
    problems = (
        FileProblem("shop/broken.py", 3, 14, "expected ':'"),
        FileProblem("shop/secret.py", 1, 1, "cannot be read: Permission denied"),
    )
    unresolved = (
        UnresolvedCall("shop/api.py", 41, 12, "shop.api.total", "order.sum", "`order` is unknown"),
        UnresolvedCall("shop/mail.py", 45, 5, "shop.mail.reminder", "hooks[0]", "`hooks` is empty"),
    )
    return CheckResult(findings, problems, Stats(14, 9, 120, 103), unresolved)


@pytest.fixture(scope="session")
def clean_result() -> CheckResult:
    """A run that has found nothing."""
    return CheckResult((), (), Stats(1, 2, 30, 26))


def changes_of(finding: Finding) -> tuple[Change, ...]:
    """The edits of the findings that have code for their fix; one needs an import."""
    if finding.fix is None or not finding.fix.replacement:
        return ()
    call = Change(finding.span, finding.fix.replacement)
    if "asyncio.to_thread" in finding.fix.replacement:
        return (Change(Span(1, 1, 1, 1), "import asyncio\n"), call)
    return (call,)


def unused_suppression() -> Finding:
    """A finding about a comment, as LG002 has them."""
    return replace(
        in_a_deleted_file_without_a_fix(),
        code="LG002",
        name="unused-suppression",
        severity="warning",
        message="`# loopguard: ignore` silences nothing",
        callee="# loopguard: ignore",
        library="",
        fingerprint="abababababababab",
    )


@pytest.fixture(scope="session")
def plain() -> ReportOptions:
    """A pipe that takes UTF-8."""
    return ReportOptions(
        color=False,
        unicode=True,
        width=100,
        verbose=False,
        lines_of=lambda path: SOURCES.get(path, []),
        changes_of=changes_of,
    )
