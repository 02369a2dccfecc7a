# Probes: decorators of libraries whose functions sleep between their attempts.
import asyncio

import tenacity
from retrying import retry as again
from tenacity import retry, stop_after_attempt, wait_fixed

patient = retry(stop=stop_after_attempt(2), wait=wait_fixed(0.01))
hasty = retry(stop=stop_after_attempt(2))


class Flaky:
    """Fails at each second call, beginning with the first."""

    def __init__(self):
        self.calls = 0

    def call(self):
        self.calls += 1
        if self.calls % 2:
            raise ValueError
        return self.calls


flaky = Flaky()


@retry(stop=stop_after_attempt(2), wait=wait_fixed(0.01))
def fetch():
    return flaky.call()


@patient
def fetch_patiently():
    return flaky.call()


@hasty
def fetch_hastily():
    return flaky.call()


@tenacity.retry
def fetch_at_once():
    return flaky.call()


@retry(stop=stop_after_attempt(2), wait=wait_fixed(0.01))
async def fetch_async():
    return flaky.call()


@again(stop_max_attempt_number=2, wait_fixed=10)
def fetch_again():
    return flaky.call()


@again(stop_max_attempt_number=2)
def fetch_again_at_once():
    return flaky.call()


class Shop:
    @retry(stop=stop_after_attempt(2), wait=wait_fixed(0.01))
    def price(self):
        return flaky.call()

    @staticmethod
    @patient
    def currency():
        return flaky.call()


def report():
    return fetch()


async def blocking():
    fetch()  # BLOCK: tenacity.retry
    fetch_patiently()  # BLOCK: tenacity.retry
    fetch_again()  # BLOCK: retrying.retry
    Shop().price()  # BLOCK: tenacity.retry
    Shop.currency()  # BLOCK: tenacity.retry
    report()  # BLOCK: tenacity.retry
    patient(flaky.call)()  # BLOCK: tenacity.retry


async def safe():
    fetch_hastily()
    fetch_at_once()
    fetch_again_at_once()
    await fetch_async()
    await asyncio.to_thread(fetch)
    await asyncio.to_thread(report)
