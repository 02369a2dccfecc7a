"""What the application asks of Stripe."""

import stripe

from saas import config
from saas.services.retry import retry

stripe.api_key = config.STRIPE_API_KEY
stripe.default_http_client = http_client = stripe.HTTPXClient()


async def create_customer(email: str) -> str:
    return (await stripe.Customer.create_async(email=email)).id


async def charge(customer: str, amount: int, currency: str) -> stripe.PaymentIntent:
    return await create_intent(customer, amount, currency, confirm=True)


async def create_intent(
    customer: str, amount: int, currency: str, *, confirm: bool
) -> stripe.PaymentIntent:
    return await stripe.PaymentIntent.create_async(
        customer=customer, amount=amount, currency=currency, confirm=confirm
    )


async def refund(intent: str) -> None:
    await retry(lambda: stripe.Refund.create_async(payment_intent=intent), on=stripe.RateLimitError)
