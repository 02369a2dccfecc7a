"""One result, made by hand, that every format has to show."""

from __future__ import annotations

import pytest

from loopguard.domain.errors import FileProblem
from loopguard.domain.finding import Finding, Fix, Span, Step
from loopguard.engine import CheckResult, Stats
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
}
"""The lines of the files of the result; `shop/gone.py` has been deleted since."""

CHARGE = Step("shop/payments.py", 12, 9, "shop.payments.Gateway.send", "stripe.Charge.create")


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
            example="await stripe.Charge.create_async(amount=1, currency='eur')\n",
        ),
        statement=(5, 5),
    )


def over_several_lines_to_the_same_cause() -> Finding:
    return Finding(
        code="LG107",
        name="blocking-sdk",
        severity="error",
        confidence="likely",
        message=(
            "`stripe.Charge.create` waits for a remote service and holds up the event loop, "
            "reached through `payments.refund`"
        ),
        path="shop/api.py",
        span=Span(9, 12, 12, 6),
        function="shop.api.pay_again",
        callee="stripe.Charge.create",
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
            replacement=("await asyncio.to_thread(\n    refund,\n    order,\n    retry=True,\n)"),
        ),
        statement=(9, 12),
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
        fingerprint="4444444444444444",
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
        fingerprint="5555555555555555",
        trace=(Step(path, 2, 23, "shop.odd.read", "open"),),
        fix=Fix(
            kind="library",
            safety="safe",
            description='read the file with anyio ("<&>"), or | in a thread',
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
        in_a_deleted_file_without_a_fix(),
        in_a_file_with_a_strange_name(),
    )
    problems = (
        FileProblem("shop/broken.py", 3, 14, "expected ':'"),
        FileProblem("shop/secret.py", 1, 1, "cannot be read: Permission denied"),
    )
    return CheckResult(findings, problems, Stats(14, 9, 120, 17))


@pytest.fixture(scope="session")
def clean_result() -> CheckResult:
    """A run that has found nothing."""
    return CheckResult((), (), Stats(1, 2, 30, 4))


@pytest.fixture(scope="session")
def plain() -> ReportOptions:
    """A pipe that takes UTF-8."""
    return ReportOptions(
        color=False, unicode=True, width=100, lines_of=lambda path: SOURCES.get(path, [])
    )
