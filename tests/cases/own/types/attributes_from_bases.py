# Probes: attributes that a base class sets; a subclass that puts an async client there instead.
import httpx


class ApiBase:
    retries = 3

    def __init__(self, base: str):
        self.base = base
        self.client = httpx.Client(base_url=base)


class Users(ApiBase):
    async def all(self):
        return self.client.get("/users")  # BLOCK: httpx.Client.get


class Orders(Users):
    def __init__(self, base: str):
        super().__init__(base)
        self.page = 1

    async def open(self):
        return self.client.get(f"/orders?page={self.page}")  # BLOCK: httpx.Client.get


class AsyncApi(ApiBase):
    def __init__(self, base: str):
        self.base = base
        self.client = httpx.AsyncClient(base_url=base)

    async def all(self):
        return await self.client.get("/users")
