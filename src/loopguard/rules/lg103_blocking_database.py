"""LG103: the thread waits for a database."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG103",
    name="blocking-database",
    message="`{callee}` waits for the database and holds up the event loop",
    what=(
        "A call that connects to a database, sends a query or a command, or fetches rows is "
        "reached from code that the event loop runs. Stores such as Redis and MongoDB count too."
    ),
    why=(
        "A query is a round trip to another process, and it can stand behind a lock, a full table "
        "scan or an exhausted pool of connections. All other coroutines wait with it. SQLite "
        "needs no server, but it reads a disk and waits for the locks of other connections."
    ),
    example="""\
import psycopg


async def find_user(dsn, user_id):
    with psycopg.connect(dsn) as conn:
        return conn.execute("select name from users where id = %s", (user_id,)).fetchone()
""",
    instead="""\
import psycopg


async def find_user(dsn, user_id):
    async with await psycopg.AsyncConnection.connect(dsn) as conn:
        cursor = await conn.execute("select name from users where id = %s", (user_id,))
        return await cursor.fetchone()
""",
    fix=(
        "Await the async side of the library where it has one: `psycopg.AsyncConnection`, "
        "`redis.asyncio`, SQLAlchemy's `AsyncSession`, `pymongo.AsyncMongoClient`, `aget` and "
        "its like in Django. Otherwise move the whole unit of work (connect, query, commit, "
        "close) into one function and await it with `asyncio.to_thread`. Moving single calls is "
        "unsafe where a connection or session belongs to one thread, as in sqlite3 and SQLAlchemy."
    ),
)
