# Probes: connections, queries and commits on the loop, beside their async sides and threads.
import asyncio
import sqlite3

import psycopg
import redis
import redis.asyncio

cache = redis.Redis()
async_cache = redis.asyncio.Redis()


async def find_cached(key: str):
    return cache.get(key)  # BLOCK: redis.Redis.get


async def find_cached_async(key: str):
    return await async_cache.get(key)


async def store_all(items: dict):
    batch = cache.pipeline()
    for key, value in items.items():
        batch.set(key, value)
    batch.execute()  # BLOCK: redis.client.Pipeline.execute


async def count_users(path: str):
    conn = sqlite3.connect(path)  # BLOCK: sqlite3.connect
    cursor = conn.cursor()
    cursor.execute("select count(*) from users")  # BLOCK: sqlite3.Cursor.execute
    conn.close()


async def add_user(conn: psycopg.Connection, name: str):
    conn.execute("insert into users values (%s)", (name,))  # BLOCK: psycopg.Connection.execute


async def add_user_async(conn: psycopg.AsyncConnection, name: str):
    await conn.execute("insert into users values (%s)", (name,))
    await conn.commit()


def count(path: str) -> int:
    conn = sqlite3.connect(path)
    try:
        return conn.execute("select count(*) from users").fetchone()[0]
    finally:
        conn.close()


async def count_in_thread(path: str):
    return await asyncio.to_thread(count, path)


def report(path: str):
    print(count(path))
