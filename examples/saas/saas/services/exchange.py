"""Prices are in euro; customers pay in their own currency."""

import requests

from saas import config


def convert(euro_cents: int, currency: str) -> int:
    if currency == "eur":
        return euro_cents
    return round(euro_cents * latest_rate(currency.upper()))


def latest_rate(currency: str) -> float:
    response = requests.get(
        f"{config.EXCHANGE_URL}/latest", params={"base": "EUR", "symbols": currency}, timeout=5
    )
    response.raise_for_status()
    rates: dict[str, float] = response.json()["rates"]
    return rates[currency]
