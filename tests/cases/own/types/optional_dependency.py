# Probes: imports that may fail, at the top, in a factory and behind a flag.
import asyncio

try:
    from redis import Redis
except ImportError:
    Redis = None

HAVE_REDIS = Redis is not None


def make_cache():
    try:
        import redis
    except ImportError:
        return None
    return redis.Redis()


def make_fake():
    try:
        import redis  # noqa: F401
    except ImportError:
        return None
    return {"page": "x"}


async def cached(key: str):
    client = make_cache()
    if client is None:
        return None
    return client.get(key)  # BLOCK: redis.Redis.get


async def cached_top(key: str):
    if HAVE_REDIS:
        return Redis().get(key)  # BLOCK: redis.Redis.get
    await asyncio.sleep(0)


async def cached_fake(key: str):
    cache = make_fake()
    return cache.get(key)
