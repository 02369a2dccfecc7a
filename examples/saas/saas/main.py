"""The application: `uvicorn saas.main:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import stripe
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from saas.database import Base, SessionDep, engine
from saas.routes import customers, payments


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    Base.metadata.create_all(engine)
    yield


app = FastAPI(title="SaaS", lifespan=lifespan)
app.include_router(customers.router)
app.include_router(payments.router)


@app.exception_handler(stripe.CardError)
async def card_declined(request: Request, error: stripe.CardError) -> JSONResponse:
    return JSONResponse({"detail": error.user_message}, status_code=402)


@app.get("/health")
def health(db: SessionDep) -> dict[str, str]:
    """Not `async`, so FastAPI runs it in a thread: this query blocks nobody."""
    db.execute(text("SELECT 1"))
    return {"status": "ok"}
