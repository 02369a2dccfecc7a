"""Prices are in euro; customers pay in their own currency."""

import httpx

from saas import config

client = httpx.AsyncClient(base_url=config.EXCHANGE_URL, timeout=5)


async def convert(euro_cents: int, currency: str) -> int:
    if currency == "eur":
        return euro_cents
    return round(euro_cents * await latest_rate(currency.upper()))


async def latest_rate(currency: str) -> float:
    response = await client.get("/latest", params={"base": "EUR", "symbols": currency})
    response.raise_for_status()
    rates: dict[str, float] = response.json()["rates"]
    return rates[currency]
