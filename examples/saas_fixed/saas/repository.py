"""All queries in one place."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Depends
from sqlalchemy import select

from saas.database import Base, SessionDep
from saas.models import Customer, Payment

Row = TypeVar("Row", bound=Base)


class Repository:
    def __init__(self, db: SessionDep) -> None:
        self.db = db

    async def customer(self, customer_id: int) -> Customer | None:
        return await self.db.get(Customer, customer_id)

    async def payment(self, payment_id: int) -> Payment | None:
        return await self.db.get(Payment, payment_id)

    async def payments_of(self, customer_id: int) -> Sequence[Payment]:
        query = select(Payment).where(Payment.customer_id == customer_id).order_by(Payment.id)
        return (await self.db.scalars(query)).all()

    async def save(self, row: Row) -> Row:
        self.db.add(row)
        await self.db.commit()
        await self.db.refresh(row)
        return row


RepositoryDep = Annotated[Repository, Depends()]
