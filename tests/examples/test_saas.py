"""The example applications run, agree with each other, and differ in what they do to the loop."""

from __future__ import annotations

import ast
import asyncio
import re
import sys

import httpx
import pytest

from .blocked_calls import blocked_calls
from .conftest import EXAMPLES, Example, Load
from .fake_services import DECLINED, FakeServices, Hold

Answer = tuple[int, object]

# Stripe hands httpx its form as text, which httpx would rather have under another name.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

BOTH = pytest.mark.parametrize("name", ["saas", "saas_fixed"])


async def story(client: httpx.AsyncClient) -> list[Answer]:
    """Call every endpoint, in success and in failure."""

    async def ask(method: str, path: str, **body: object) -> Answer:
        response = await client.request(method, path, json=body or None)
        is_json = response.headers["content-type"] == "application/json"
        return response.status_code, response.json() if is_json else response.text

    return [
        await ask("GET", "/health"),
        await ask("POST", "/customers", email="ada@example.com"),
        await ask("POST", "/payments", customer_id=1, euro_cents=1999, currency="usd"),
        await ask("POST", "/payments", customer_id=1, euro_cents=500),
        await ask("POST", "/payments", customer_id=1, euro_cents=200_000),
        await ask("POST", "/payments", customer_id=9, euro_cents=500),
        await ask("POST", "/payments", customer_id=1, euro_cents=-5),
        await ask("POST", "/payments/1/refund"),
        await ask("POST", "/payments/9/refund"),
        await ask("GET", "/payments/1/receipt"),
        await ask("GET", "/payments/9/receipt"),
        await ask("GET", "/customers/1/payments"),
        await ask("GET", "/customers/9/payments"),
    ]


def tell_story(example: Example) -> list[Answer]:
    async def tell() -> list[Answer]:
        async with example.client() as client:
            return await story(client)

    return asyncio.run(tell())


@BOTH
def test_customer_pays_gets_a_receipt_and_a_refund(
    name: str, load: Load, services: FakeServices
) -> None:
    """The exchange rate is applied, Stripe is asked, a busy refund is tried again."""
    services.busy_refunds = 2
    paid = {"id": 1, "customer_id": 1, "amount": 2499, "currency": "usd", "status": "succeeded"}
    refunded = paid | {"status": "refunded"}
    in_euro = paid | {"id": 2, "amount": 500, "currency": "eur"}

    with load(name) as example:
        answers = tell_story(example)

    invalid = answers.pop(6)
    assert invalid[0] == 422
    assert answers == [
        (200, {"status": "ok"}),
        (201, {"id": 1, "email": "ada@example.com"}),
        (201, paid),
        (201, in_euro),
        (402, {"detail": DECLINED}),
        (404, {"detail": "No such customer"}),
        (200, refunded),
        (404, {"detail": "No such payment"}),
        (
            200,
            "Receipt no. 1\n\nAmount: 24.99 USD\nStatus: refunded\n\n"
            "Thank you for your business.\n",
        ),
        (404, {"detail": "No such payment"}),
        (200, [refunded, in_euro]),
        (404, {"detail": "No such customer"}),
    ]
    assert [path for _, path, _ in services.asked].count("/v1/refunds") == 3


def test_repaired_application_gives_the_same_answers_and_asks_the_services_the_same(
    load: Load, services: FakeServices
) -> None:
    told = []
    for name in ("saas", "saas_fixed"):
        services.asked = []
        services.busy_refunds = 1
        with load(name) as example:
            told.append((tell_story(example), services.asked))

    assert told[0] == told[1]


@pytest.mark.parametrize(("name", "loop_was_free"), [("saas", False), ("saas_fixed", True)])
def test_event_loop_goes_on_during_a_payment_only_in_the_repaired_application(
    name: str, loop_was_free: bool, load: Load, services: FakeServices
) -> None:
    """Stripe's answer is held back until the loop has run a callback, or has had its chance."""

    async def pay(example: Example) -> httpx.Response:
        async with example.client() as client:
            await client.post("/customers", json={"email": "ada@example.com"})
            services.hold = Hold("/v1/payment_intents", asyncio.get_running_loop())
            return await client.post("/payments", json={"customer_id": 1, "euro_cents": 500})

    with load(name) as example:
        response = asyncio.run(pay(example))

    assert response.status_code == 201
    assert services.hold is not None
    assert services.hold.loop_was_free is loop_was_free


@pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="BlockBuster patches CPython's own types"
)
class TestBlockedCalls:
    def test_blocking_application_waits_at_these_calls(
        self, load: Load, services: FakeServices
    ) -> None:
        """Every endpoint but the sync one, which FastAPI runs in a thread."""
        services.busy_refunds = 1
        with load("saas") as example, blocked_calls(example.package) as chains:
            tell_story(example)

        assert chains == {
            "main.lifespan",
            "routes.customers.create_customer > repository.save",
            "routes.customers.create_customer > services.payments.create_customer",
            "routes.customers.list_payments > repository.customer",
            "routes.customers.list_payments > repository.payments_of",
            "routes.payments.create_payment > repository.customer",
            "routes.payments.create_payment > repository.save",
            "routes.payments.create_payment > services.exchange.convert"
            " > services.exchange.latest_rate",
            "routes.payments.create_payment > services.payments.charge"
            " > services.payments.create_intent",
            "routes.payments.get_receipt > repository.payment",
            "routes.payments.get_receipt > services.receipts.render_receipt"
            " > services.receipts.load_template",
            "routes.payments.refund_payment > repository.payment",
            "routes.payments.refund_payment > repository.save",
            "routes.payments.refund_payment > services.payments.refund > services.retry.retry",
            "routes.payments.refund_payment > services.payments.refund > services.retry.retry"
            " > services.payments.<lambda>",
        }

    def test_repaired_application_never_waits_on_the_loop(
        self, load: Load, services: FakeServices
    ) -> None:
        services.busy_refunds = 1
        with load("saas_fixed") as example, blocked_calls(example.package) as chains:
            tell_story(example)

        assert chains == set()


@BOTH
def test_requirements_name_every_package_that_the_application_imports(name: str) -> None:
    folder = EXAMPLES / name
    imported = {"uvicorn"}  # what the README starts the application with
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    imported -= sys.stdlib_module_names | {"saas", "pydantic"}  # FastAPI brings pydantic
    imported |= {"aiosqlite"} if name == "saas_fixed" else set()  # named in the database URL

    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {re.split(r"\W", line)[0] for line in lines} == imported
