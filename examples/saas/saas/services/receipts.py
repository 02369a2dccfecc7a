"""Receipts, filled in from a text template."""

from pathlib import Path
from string import Template

from saas.models import Payment

TEMPLATE = Path(__file__).parent.parent / "templates" / "receipt.txt"


def render_receipt(payment: Payment) -> str:
    return load_template().substitute(
        number=payment.id,
        amount=f"{payment.amount / 100:.2f} {payment.currency.upper()}",
        status=payment.status,
    )


def load_template() -> Template:
    with open(TEMPLATE, encoding="utf-8") as file:
        return Template(file.read())
