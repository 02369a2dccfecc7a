# Probes: calls of service clients on the loop, beside their async twins, threads and sync code.
import asyncio

import stripe
from openai import AsyncOpenAI, OpenAI

stripe.api_key = "sk_test_x"
client = OpenAI()
async_client = AsyncOpenAI()


async def charge(amount: int):
    return stripe.Charge.create(amount=amount, currency="eur")  # BLOCK: stripe.Charge.create


async def charge_async(amount: int):
    return await stripe.Charge.create_async(amount=amount, currency="eur")


def refund(charge_id: str) -> str:
    return stripe.Refund.create(charge=charge_id).id


async def refund_through_helper(charge_id: str):
    return refund(charge_id)  # BLOCK: stripe.Refund.create


async def refund_in_thread(charge_id: str):
    first = await asyncio.to_thread(refund, charge_id)
    second = await asyncio.to_thread(stripe.Refund.create, charge=charge_id)
    return first, second.id


async def answer(question: dict):
    return client.chat.completions.create(  # BLOCK: openai.OpenAI.chat.completions.create
        model="gpt-4o-mini", messages=[question]
    )


async def answer_async(question: dict):
    return await async_client.chat.completions.create(model="gpt-4o-mini", messages=[question])


def refund_from_cli(charge_id: str):
    print(refund(charge_id))
