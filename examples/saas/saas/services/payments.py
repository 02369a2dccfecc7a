"""What the application asks of Stripe."""

import stripe

from saas import config
from saas.services.retry import retry

stripe.api_key = config.STRIPE_API_KEY


def create_customer(email: str) -> str:
    return stripe.Customer.create(email=email).id


def charge(customer: str, amount: int, currency: str) -> stripe.PaymentIntent:
    return create_intent(customer, amount, currency, confirm=True)


def create_intent(
    customer: str, amount: int, currency: str, *, confirm: bool
) -> stripe.PaymentIntent:
    return stripe.PaymentIntent.create(
        customer=customer, amount=amount, currency=currency, confirm=confirm
    )


def refund(intent: str) -> None:
    retry(lambda: stripe.Refund.create(payment_intent=intent), on=stripe.RateLimitError)
