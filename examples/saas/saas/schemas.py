"""What the API takes and gives. Amounts are in the smallest unit of their currency."""

from pydantic import BaseModel, ConfigDict, Field


class CustomerIn(BaseModel):
    email: str


class CustomerOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str


class PaymentIn(BaseModel):
    customer_id: int
    euro_cents: int = Field(gt=0)
    currency: str = "eur"


class PaymentOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    customer_id: int
    amount: int
    currency: str
    status: str
