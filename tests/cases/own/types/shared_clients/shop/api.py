# Probes: clients that live in another module, used through the module and by name.
from . import clients
from .clients import async_http, http
from .clients import clients as registry


async def by_module(url: str):
    return clients.http.get(url)  # BLOCK: requests.Session.get


async def by_name(url: str):
    return http.post(url)  # BLOCK: requests.Session.post


async def by_registry(url: str):
    registry.billing.put(url)  # BLOCK: requests.Session.put
    return await registry.stock.get(url)


async def by_name_async(url: str):
    await clients.async_http.get(url)
    return await async_http.post(url)
