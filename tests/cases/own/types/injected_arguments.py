# Probes: constructor arguments stored without annotations; the caller gives the type.
import httpx
import requests


class Service:
    def __init__(self, http, base="http://127.0.0.1:1"):
        self.http = http
        self.base = base

    async def status(self):
        return self.http.get(self.base)  # BLOCK: requests.Session.get

    async def describe(self):
        return self.base.upper()


class AsyncService:
    def __init__(self, http):
        self._http = http

    async def status(self):
        return await self._http.get("http://127.0.0.1:1")


service = Service(requests.Session())
async_service = AsyncService(http=httpx.AsyncClient())
