"""The application: `uvicorn saas.main:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import stripe
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from saas.database import Base, SessionDep, engine
from saas.routes import customers, payments
from saas.services import exchange
from saas.services.payments import http_client


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await exchange.client.aclose()
    await http_client.close_async()
    await engine.dispose()


app = FastAPI(title="SaaS", lifespan=lifespan)
app.include_router(customers.router)
app.include_router(payments.router)


@app.exception_handler(stripe.CardError)
async def card_declined(request: Request, error: stripe.CardError) -> JSONResponse:
    return JSONResponse({"detail": error.user_message}, status_code=402)


@app.get("/health")
async def health(db: SessionDep) -> dict[str, str]:
    await db.execute(text("SELECT 1"))
    return {"status": "ok"}
