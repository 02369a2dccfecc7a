# Probes: chained calls on a Redis pipeline; nothing is sent before execute.
import redis
import redis.asyncio

cache = redis.Redis()
async_cache = redis.asyncio.Redis()


async def bump(key: str):
    pipe = cache.pipeline()
    pipe.incr(key)
    pipe.expire(key, 60)
    return pipe.execute()  # BLOCK: redis.client.Pipeline.execute


async def bump_in_one(key: str):
    return cache.pipeline().incr(key).expire(key, 60).execute()  # BLOCK: redis.client.Pipeline.execute


async def collect(key: str):
    pipe = cache.pipeline()
    return pipe.incr(key).expire(key, 60)


async def bump_async(key: str):
    pipe = async_cache.pipeline()
    pipe.incr(key)
    return await pipe.execute()
