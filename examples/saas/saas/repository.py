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

    def customer(self, customer_id: int) -> Customer | None:
        return self.db.get(Customer, customer_id)

    def payment(self, payment_id: int) -> Payment | None:
        return self.db.get(Payment, payment_id)

    def payments_of(self, customer_id: int) -> Sequence[Payment]:
        query = select(Payment).where(Payment.customer_id == customer_id).order_by(Payment.id)
        return self.db.scalars(query).all()

    def save(self, row: Row) -> Row:
        self.db.add(row)
        self.db.commit()
        self.db.refresh(row)
        return row


RepositoryDep = Annotated[Repository, Depends()]
