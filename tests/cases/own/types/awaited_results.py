# Probes: coroutines that return a blocking client or an async one.
import httpx
import requests


async def make_client():
    return requests.Session()


async def make_async_client() -> httpx.AsyncClient:
    return httpx.AsyncClient()


async def make_both():
    return await make_client(), await make_async_client()


async def fetch(url: str):
    client = await make_client()
    return client.get(url)  # BLOCK: requests.Session.get


async def fetch_async(url: str):
    client = await make_async_client()
    return await client.get(url)


async def fetch_both(url: str):
    slow, quick = await make_both()
    slow.get(url)  # BLOCK: requests.Session.get
    return await quick.get(url)
