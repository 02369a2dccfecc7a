"""LG102: the thread waits for the answer to an HTTP request."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG102",
    name="blocking-http",
    message="`{callee}` waits for a server and holds up the event loop",
    what=(
        "A call that sends an HTTP request and waits for the answer is reached from code that "
        "the event loop runs."
    ),
    why=(
        "How long the answer takes is up to the network and the server, and without a timeout "
        "there is no limit to it. Until it comes, no other coroutine of the process can go on: "
        "one slow server makes every request slow."
    ),
    example="""\
import requests


async def fetch_user(user_id):
    response = requests.get(f"https://api.example.com/users/{user_id}", timeout=10)
    return response.json()
""",
    instead="""\
import httpx


async def fetch_user(client: httpx.AsyncClient, user_id):
    response = await client.get(f"https://api.example.com/users/{user_id}")
    return response.json()
""",
    fix=(
        "Await the same request on an async client such as `httpx.AsyncClient` or "
        "`aiohttp.ClientSession`. Open the client once and share it. Defaults differ: httpx "
        "follows redirects only when it is told to. The smaller change is "
        "`await asyncio.to_thread(requests.get, url)`; a `requests.Session` makes no promise "
        "that several threads may use it at once."
    ),
)
