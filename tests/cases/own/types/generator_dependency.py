# Probes: a FastAPI endpoint whose session comes from a generator dependency.
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
engine = create_engine("sqlite://")
SessionLocal = sessionmaker(bind=engine)


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


@app.get("/unannotated")
async def unannotated(db=Depends(get_db)):
    db.add_all([])
    return db.execute(text("select 1")).scalar()  # BLOCK: sqlalchemy.orm.Session.execute


@app.get("/annotated")
async def annotated(db: Annotated[Session, Depends(get_db)]):
    db.commit()  # BLOCK: sqlalchemy.orm.Session.commit


@app.get("/threadpool")
def in_threadpool(db=Depends(get_db)):
    return db.execute(text("select 1")).scalar()
