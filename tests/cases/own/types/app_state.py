# Probes: objects put on app.state once and used through the request.
import redis
import redis.asyncio
from starlette.applications import Starlette
from starlette.requests import Request

app = Starlette()
app.state.cache = redis.Redis()
app.state.async_cache = redis.asyncio.Redis()
app.state.version = {"get": "1"}


async def show(request: Request):
    return request.app.state.cache.get("page")  # BLOCK: redis.Redis.get


async def show_direct():
    return app.state.cache.get("page")  # BLOCK: redis.Redis.get


async def show_async(request: Request):
    request.app.state.version.get("get")
    return await request.app.state.async_cache.get("page")
