# Probes: HTTP requests that the loop waits for, beside async clients and requests in threads.
import asyncio
import urllib.request

import httpx
import requests

session = requests.Session()


async def with_requests(url: str):
    return requests.get(url, timeout=5).json()  # BLOCK: requests.get


async def with_session(url: str):
    response = session.post(url, json={})  # BLOCK: requests.Session.post
    response.raise_for_status()
    return response.json()


async def with_client(url: str):
    with httpx.Client() as client:
        return client.get(url)  # BLOCK: httpx.Client.get


async def with_stdlib(url: str):
    with urllib.request.urlopen(url) as page:  # BLOCK: urllib.request.urlopen
        return page.read()


def download(url: str) -> bytes:
    return requests.get(url, timeout=5).content


async def through_helper(url: str):
    return download(url)  # BLOCK: requests.get


async def with_async_client(url: str):
    request = urllib.request.Request(url)
    async with httpx.AsyncClient() as client:
        response = await client.get(request.full_url)
        return response.json()


async def in_threads(url: str):
    first = await asyncio.to_thread(requests.get, url, timeout=5)
    loop = asyncio.get_running_loop()
    second = await loop.run_in_executor(None, download, url)
    return first.json(), second


async def lookalike(requests: dict, url: str):
    return requests.get(url)
