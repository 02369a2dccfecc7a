"""The tables."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from saas.database import Base


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    stripe_id: Mapped[str]


class Payment(Base):
    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    stripe_id: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str]
