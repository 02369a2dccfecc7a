"""Databases: real servers behind a gate, SQLite behind a lock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..conftest import Locked
from ..hold import Gate, Hold
from ..registry import Case, proves
from ..watch import Async, Held


@proves("sqlite3.Connection.execute", "aiosqlite.connect")
def sqlite_execute(locked: Locked) -> Iterator[Case]:
    async def execute(held: Held) -> None:
        import aiosqlite

        async with aiosqlite.connect(locked.path, timeout=3600) as connection:
            await held(connection.execute("select * from names"))

    connection = locked.connect()
    yield Case(
        lambda: connection.execute("select * from names"),
        locked.hold,
        {"aiosqlite.connect": execute},
    )
    connection.close()


@proves("sqlite3.Cursor.execute")
def sqlite_cursor_execute(locked: Locked) -> Iterator[Case]:
    connection = locked.connect()
    cursor = connection.cursor()
    yield Case(lambda: cursor.execute("insert into names values (1, 'a')"), locked.hold)
    connection.close()


@proves("sqlite3.Connection.commit")
def sqlite_commit(locked: Locked) -> Iterator[Case]:
    """Writing has been done; the commit waits until the last reader has gone."""
    connection = locked.connect()
    locked.other.execute("rollback")
    locked.other.execute("insert into names values (1, 'a')")
    connection.execute("insert into names values (2, 'b')")
    locked.other.execute("begin")
    locked.other.execute("select * from names").fetchone()
    yield Case(connection.commit, locked.hold)
    connection.close()


@proves("sqlalchemy.Connection.execute", "sqlalchemy.ext.asyncio.create_async_engine")
def sqlalchemy_execute(postgres_gate: Gate) -> Iterator[Case]:
    import sqlalchemy
    from sqlalchemy.ext.asyncio import create_async_engine

    async def execute(held: Held) -> None:
        engine = create_async_engine(url("postgresql+asyncpg", postgres_gate))
        async with engine.connect() as connection:
            await held(connection.execute(sqlalchemy.text("select 1")))
        await engine.dispose()

    engine = sqlalchemy.create_engine(url("postgresql+psycopg", postgres_gate))
    with engine.connect() as connection:
        yield Case(
            lambda: connection.execute(sqlalchemy.text("select 1")),
            postgres_gate,
            {"sqlalchemy.ext.asyncio.create_async_engine": execute},
        )
    engine.dispose()


@proves("sqlalchemy.Engine.connect", "sqlalchemy.ext.asyncio.create_async_engine")
def sqlalchemy_connect(postgres_gate: Gate) -> Iterator[Case]:
    import sqlalchemy
    from sqlalchemy.ext.asyncio import create_async_engine

    async def connect(held: Held) -> None:
        engine = create_async_engine(url("postgresql+asyncpg", postgres_gate))
        connection = await held(engine.connect().start())
        await connection.close()
        await engine.dispose()

    engine = sqlalchemy.create_engine(url("postgresql+psycopg2", postgres_gate))
    yield Case(
        lambda: engine.connect().close(),
        postgres_gate,
        {"sqlalchemy.ext.asyncio.create_async_engine": connect},
    )
    engine.dispose()


@proves("sqlalchemy.orm.Session.execute", "sqlalchemy.ext.asyncio.AsyncSession.execute")
def sqlalchemy_session_execute(postgres_gate: Gate) -> Iterator[Case]:
    import sqlalchemy
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
    from sqlalchemy.orm import Session

    async def execute(held: Held) -> None:
        engine = create_async_engine(url("postgresql+asyncpg", postgres_gate))
        async with AsyncSession(engine) as session:
            await held(session.execute(sqlalchemy.text("select 1")))
        await engine.dispose()

    engine = sqlalchemy.create_engine(url("postgresql+psycopg", postgres_gate))
    with Session(engine) as session:
        yield Case(
            lambda: session.execute(sqlalchemy.text("select 1")),
            postgres_gate,
            {"sqlalchemy.ext.asyncio.AsyncSession.execute": execute},
        )
    engine.dispose()


@proves("sqlalchemy.orm.Session.commit", "sqlalchemy.ext.asyncio.AsyncSession.commit")
def sqlalchemy_session_commit(postgres_gate: Gate) -> Iterator[Case]:
    import sqlalchemy
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
    from sqlalchemy.orm import Session

    async def commit(held: Held) -> None:
        engine = create_async_engine(url("postgresql+asyncpg", postgres_gate))
        async with AsyncSession(engine) as session:
            await session.execute(sqlalchemy.text("select 1"))
            await held(session.commit())
        await engine.dispose()

    engine = sqlalchemy.create_engine(url("postgresql+psycopg", postgres_gate))
    with Session(engine) as session:
        session.execute(sqlalchemy.text("select 1"))
        yield Case(
            session.commit,
            postgres_gate,
            {"sqlalchemy.ext.asyncio.AsyncSession.commit": commit},
        )
    engine.dispose()


def url(driver: str, gate: Gate) -> str:
    """The address of the PostgreSQL behind a gate."""
    return f"{driver}://postgres@127.0.0.1:{gate.port}/postgres"


def psycopg_async(gate: Gate, statement: str = "") -> Async:
    """What psycopg's and psycopg2's advice says: connecting, or one statement."""

    async def use(held: Held) -> None:
        import psycopg

        if not statement:
            connection: Any = await held(psycopg.AsyncConnection.connect(**postgres_at(gate)))
        else:
            connection = await psycopg.AsyncConnection.connect(**postgres_at(gate))
            await held(connection.execute(statement))
        await connection.close()

    return use


def postgres_at(gate: Gate) -> dict[str, Any]:
    return {"host": gate.host, "port": gate.port, "user": "postgres", "sslmode": "disable"}


@proves("psycopg2.connect", "psycopg.AsyncConnection.connect")
def psycopg2_connect(postgres_gate: Gate) -> Iterator[Case]:
    import psycopg2

    yield Case(
        lambda: psycopg2.connect(**postgres_at(postgres_gate)).close(),
        postgres_gate,
        {"psycopg.AsyncConnection.connect": psycopg_async(postgres_gate)},
    )


@proves("psycopg2.extensions.cursor.execute", "psycopg.AsyncConnection.execute")
def psycopg2_execute(postgres_gate: Gate) -> Iterator[Case]:
    import psycopg2

    connection = psycopg2.connect(**postgres_at(postgres_gate))
    cursor = connection.cursor()
    yield Case(
        lambda: cursor.execute("select 1"),
        postgres_gate,
        {"psycopg.AsyncConnection.execute": psycopg_async(postgres_gate, "select 1")},
    )
    connection.close()


@proves("psycopg2.extensions.connection.commit")
def psycopg2_commit(postgres_gate: Gate) -> Iterator[Case]:
    import psycopg2

    connection = psycopg2.connect(**postgres_at(postgres_gate))
    connection.cursor().execute("select 1")
    yield Case(connection.commit, postgres_gate)
    connection.close()


@proves("psycopg.connect", "psycopg.AsyncConnection.connect")
def psycopg_connect(postgres_gate: Gate) -> Iterator[Case]:
    import psycopg

    yield Case(
        lambda: psycopg.connect(**postgres_at(postgres_gate)).close(),
        postgres_gate,
        {"psycopg.AsyncConnection.connect": psycopg_async(postgres_gate)},
    )


@proves("psycopg.Connection.execute", "psycopg.AsyncConnection.execute")
def psycopg_execute(postgres_gate: Gate) -> Iterator[Case]:
    import psycopg

    with psycopg.connect(**postgres_at(postgres_gate)) as connection:
        yield Case(
            lambda: connection.execute("select 1"),
            postgres_gate,
            {"psycopg.AsyncConnection.execute": psycopg_async(postgres_gate, "select 1")},
        )


@proves("psycopg.Connection.commit")
def psycopg_commit(postgres_gate: Gate) -> Iterator[Case]:
    import psycopg

    with psycopg.connect(**postgres_at(postgres_gate)) as connection:
        connection.execute("select 1")
        yield Case(connection.commit, postgres_gate)


def mariadb_at(gate: Gate) -> dict[str, Any]:
    return {"host": gate.host, "port": gate.port, "user": "proof", "password": "proof"}


@proves("pymysql.connect", "aiomysql.connect")
def pymysql_connect(mariadb_gate: Gate) -> Iterator[Case]:
    import pymysql

    async def connect(held: Held) -> None:
        import aiomysql

        connection: Any = await held(aiomysql.connect(**mariadb_at(mariadb_gate)))
        await connection.ensure_closed()

    yield Case(
        lambda: pymysql.connect(**mariadb_at(mariadb_gate)).close(),
        mariadb_gate,
        {"aiomysql.connect": connect},
    )


@proves("pymysql.cursors.Cursor.execute", "aiomysql.Cursor.execute")
def pymysql_execute(mariadb_gate: Gate) -> Iterator[Case]:
    import pymysql

    async def execute(held: Held) -> None:
        import aiomysql

        connection = await aiomysql.connect(**mariadb_at(mariadb_gate))
        async with connection.cursor() as cursor:
            await held(cursor.execute("select 1"))
        await connection.ensure_closed()

    with pymysql.connect(**mariadb_at(mariadb_gate)) as connection:
        cursor = connection.cursor()
        yield Case(
            lambda: cursor.execute("select 1"),
            mariadb_gate,
            {"aiomysql.Cursor.execute": execute},
        )


@proves("mysql.connector.connect", "mysql.connector.aio.connect")
def mysql_connect(mariadb_gate: Gate) -> Iterator[Case]:
    import mysql.connector
    import mysql.connector.aio

    options = {**mariadb_at(mariadb_gate), "use_pure": True, "ssl_disabled": True}

    async def connect(held: Held) -> None:
        connection: Any = await held(mysql.connector.aio.connect(**options))
        await connection.close()

    yield Case(
        lambda: mysql.connector.connect(**options).close(),
        mariadb_gate,
        {"mysql.connector.aio.connect": connect},
    )


@proves("mysql.connector.cursor.MySQLCursor.execute", "mysql.connector.aio.connect")
def mysql_execute(mariadb_gate: Gate) -> Iterator[Case]:
    import mysql.connector
    import mysql.connector.aio

    options = {**mariadb_at(mariadb_gate), "use_pure": True, "ssl_disabled": True}

    async def execute(held: Held) -> None:
        connection = await mysql.connector.aio.connect(**options)
        cursor = await connection.cursor(buffered=True)
        await held(cursor.execute("select 1"))
        await connection.close()

    with mysql.connector.connect(**options) as connection:
        cursor = connection.cursor(buffered=True)
        yield Case(
            lambda: cursor.execute("select 1"),
            mariadb_gate,
            {"mysql.connector.aio.connect": execute},
        )


@proves("redis.Redis.get", "redis.asyncio.Redis.get")
def redis_get(redis_gate: Gate) -> Iterator[Case]:
    import redis
    import redis.asyncio

    async def get(held: Held) -> None:
        async with redis.asyncio.Redis(port=redis_gate.port) as client:
            await held(client.get("key"))

    with redis.Redis(port=redis_gate.port) as client:
        yield Case(lambda: client.get("key"), redis_gate, {"redis.asyncio.Redis.get": get})


@proves("redis.Redis.blpop", "redis.asyncio.Redis.blpop")
def redis_blpop(redis_port: int) -> Iterator[Case]:
    """Nothing stands between: Redis itself waits for an item."""
    import redis
    import redis.asyncio

    async def blpop(held: Held) -> None:
        async with redis.asyncio.Redis(port=redis_port, socket_timeout=None) as client:
            await held(client.blpop("items"))

    with (
        redis.Redis(port=redis_port, socket_timeout=None) as client,
        redis.Redis(port=redis_port) as other,
    ):
        yield Case(
            lambda: client.blpop("items"),
            Hold(lambda: other.rpush("items", "item")),
            {"redis.asyncio.Redis.blpop": blpop},
        )


@proves("redis.client.Pipeline.execute", "redis.asyncio.Redis.pipeline")
def redis_pipeline(redis_gate: Gate) -> Iterator[Case]:
    import redis
    import redis.asyncio

    async def execute(held: Held) -> None:
        async with redis.asyncio.Redis(port=redis_gate.port) as client:
            await held(client.pipeline().set("key", 1).execute())

    with redis.Redis(port=redis_gate.port) as client:
        pipeline = client.pipeline().set("key", 1)
        yield Case(pipeline.execute, redis_gate, {"redis.asyncio.Redis.pipeline": execute})


@proves("rq.Queue.enqueue")
def rq_enqueue(redis_gate: Gate) -> Iterator[Case]:
    import redis
    import rq

    with redis.Redis(port=redis_gate.port) as client:
        queue = rq.Queue(connection=client)
        yield Case(lambda: queue.enqueue("time.time"), redis_gate)


@proves("huey.Huey.enqueue")
def huey_enqueue(redis_gate: Gate) -> Iterator[Case]:
    import huey

    queue = huey.RedisHuey(port=redis_gate.port)
    task = queue.task()(work)
    yield Case(lambda: queue.enqueue(task.s()), redis_gate)
    queue.storage.conn.close()


@proves("celery.Task.delay")
def celery_delay(redis_gate: Gate) -> Iterator[Case]:
    app = celery_app(redis_gate)
    task = app.task(work, name="work")
    yield Case(task.delay, redis_gate)
    app.close()


@proves("celery.result.AsyncResult.get")
def celery_get(redis_gate: Gate) -> Iterator[Case]:
    app = celery_app(redis_gate)
    result = app.AsyncResult("1")
    app.backend.store_result("1", 5, "SUCCESS")
    yield Case(result.get, redis_gate)
    app.close()


@proves("kombu.Connection.connect")
def kombu_connect(redis_gate: Gate) -> Iterator[Case]:
    import kombu

    with kombu.Connection(f"redis://127.0.0.1:{redis_gate.port}") as connection:
        yield Case(connection.connect, redis_gate)


def celery_app(gate: Gate) -> Any:
    import celery

    where = f"redis://127.0.0.1:{gate.port}"
    return celery.Celery("proof", broker=where, backend=where, set_as_current=False)


def work() -> int:
    return 1


@proves("pymemcache.Client.get", "aiomcache.Client.get")
def pymemcache_get(memcached_gate: Gate) -> Iterator[Case]:
    import pymemcache

    client = pymemcache.Client(memcached_gate.address)
    yield Case(
        lambda: client.get("key"),
        memcached_gate,
        {"aiomcache.Client.get": aiomcache(memcached_gate)},
    )
    client.close()


@proves("memcache.Client.get", "aiomcache.Client.get")
def memcache_get(memcached_gate: Gate) -> Iterator[Case]:
    import memcache

    client = memcache.Client([memcached_gate.address], socket_timeout=3600)
    yield Case(
        lambda: client.get("key"),
        memcached_gate,
        {"aiomcache.Client.get": aiomcache(memcached_gate)},
    )
    client.disconnect_all()


def aiomcache(gate: Gate) -> Async:
    async def get(held: Held) -> None:
        import aiomcache

        client = aiomcache.Client(gate.host, gate.port)
        await held(client.get(b"key"))
        await client.close()

    return get


def mongo_async(gate: Gate) -> Async:
    async def find(held: Held) -> None:
        import pymongo

        async with pymongo.AsyncMongoClient(mongo_url(gate)) as client:
            await client.admin.command("ping")
            await held(client.shop.users.find_one())

    return find


def mongo_url(gate: Gate) -> str:
    return f"mongodb://{gate.address}/?directConnection=true&heartbeatFrequencyMS=3600000"


@proves("pymongo.collection.Collection.find_one", "pymongo.AsyncMongoClient")
def pymongo_find_one(mongo_gate: Gate) -> Iterator[Case]:
    import pymongo

    with pymongo.MongoClient(mongo_url(mongo_gate)) as client:
        client.admin.command("ping")
        yield Case(
            client.shop.users.find_one,
            mongo_gate,
            {"pymongo.AsyncMongoClient": mongo_async(mongo_gate)},
        )


@proves("pymongo.database.Database.command", "pymongo.AsyncMongoClient")
def pymongo_command(mongo_gate: Gate) -> Iterator[Case]:
    import pymongo

    with pymongo.MongoClient(mongo_url(mongo_gate)) as client:
        client.admin.command("ping")
        yield Case(
            lambda: client.shop.command("ping"),
            mongo_gate,
            {"pymongo.AsyncMongoClient": mongo_async(mongo_gate)},
        )


@proves("mongoengine.Document.save", "pymongo.AsyncMongoClient")
def mongoengine_save(mongo_gate: Gate) -> Iterator[Case]:
    import mongoengine

    class User(mongoengine.Document):
        name = mongoengine.StringField()
        meta = {"auto_create_index": False}

    client = mongoengine.connect("shop", host=mongo_url(mongo_gate))
    client.admin.command("ping")
    yield Case(
        User(name="ada").save,
        mongo_gate,
        {"pymongo.AsyncMongoClient": mongo_async(mongo_gate)},
    )
    mongoengine.disconnect()


@proves("peewee.ModelSelect.count")
def peewee_count(postgres_gate: Gate) -> Iterator[Case]:
    database = peewee_database(postgres_gate)
    database.connect()
    yield Case(lambda: model(database).select().count(), postgres_gate)
    database.close()


@proves("peewee.Database.execute_sql")
def peewee_execute_sql(postgres_gate: Gate) -> Iterator[Case]:
    database = peewee_database(postgres_gate)
    database.connect()
    yield Case(lambda: database.execute_sql("select 1"), postgres_gate)
    database.close()


def peewee_database(gate: Gate) -> Any:
    import peewee

    return peewee.PostgresqlDatabase("postgres", thread_safe=False, **postgres_at(gate))


def model(database: Any) -> Any:
    import peewee

    class Setting(peewee.Model):
        name = peewee.TextField(primary_key=True)

        class Meta:
            table_name = "pg_settings"

    Setting._meta.set_database(database)
    return Setting


@proves("ldap3.Connection.bind")
def ldap3_bind(ldap_gate: Gate) -> Iterator[Case]:
    import ldap3

    server = ldap3.Server(ldap_gate.host, ldap_gate.port, get_info=ldap3.NONE)
    yield Case(lambda: ldap3.Connection(server).bind(), ldap_gate)
