"""LG107: the thread waits for a service behind a client library."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG107",
    name="blocking-sdk",
    message="`{callee}` waits for a remote service and holds up the event loop",
    what=(
        "A call of a client library (payment, cloud, AI and other services) that sends requests "
        "to its service is reached from code that the event loop runs. What such a library does "
        "locally, like signing a URL, is not reported."
    ),
    why=(
        "It looks like a call on a local object, but there is an HTTP request in it, often with "
        "retries, pauses between them and a time limit of a minute or more. One endpoint that "
        "waits for a payment this way makes all users of the process wait."
    ),
    example="""\
import stripe
from fastapi import FastAPI

app = FastAPI()


@app.post("/charges")
async def create_charge(amount: int):
    charge = stripe.Charge.create(amount=amount, currency="eur", source="tok_visa")
    return {"id": charge.id}
""",
    instead="""\
import stripe
from fastapi import FastAPI

app = FastAPI()


@app.post("/charges")
async def create_charge(amount: int):
    charge = await stripe.Charge.create_async(amount=amount, currency="eur", source="tok_visa")
    return {"id": charge.id}
""",
    fix=(
        "Await the async twin where the library has one: the `..._async` methods of Stripe "
        "(they need httpx or aiohttp installed), `AsyncOpenAI`, `AsyncAnthropic`, slack_sdk's "
        "`AsyncWebClient`. Without one, `await asyncio.to_thread(...)`; first make sure that the "
        "client may be used from several threads: boto3's clients may, its resources may not. "
        "In FastAPI an endpoint written as plain `def` runs in a thread already."
    ),
)
