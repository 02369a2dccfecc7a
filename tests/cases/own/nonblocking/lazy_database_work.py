# Probes: engines, statements and pipelines are made without a round trip.
import redis
from sqlalchemy import create_engine, exists, select, text
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
cache = redis.Redis()


async def built():
    statement = select(text("1")).where(exists(select(text("2")))).limit(1)
    lazy = create_engine("postgresql://localhost/app")
    pipeline = cache.pipeline()
    pipeline.set("a", 1)
    pipeline.get("a")
    return statement, lazy.url, pipeline, Session(engine)


async def sent(session: Session):
    session.execute(select(text("1")))  # BLOCK: sqlalchemy.orm.Session.execute
    pipeline = cache.pipeline()
    pipeline.set("a", 1)
    return pipeline.execute()  # BLOCK: redis.client.Pipeline.execute
