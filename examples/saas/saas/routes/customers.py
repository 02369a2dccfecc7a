from collections.abc import Sequence

from fastapi import APIRouter, HTTPException

from saas.models import Customer, Payment
from saas.repository import RepositoryDep
from saas.schemas import CustomerIn, CustomerOut, PaymentOut
from saas.services import payments

router = APIRouter(prefix="/customers")


@router.post("", status_code=201, response_model=CustomerOut)
async def create_customer(new: CustomerIn, repository: RepositoryDep) -> Customer:
    stripe_id = payments.create_customer(new.email)
    return repository.save(Customer(email=new.email, stripe_id=stripe_id))


@router.get("/{customer_id}/payments", response_model=list[PaymentOut])
async def list_payments(customer_id: int, repository: RepositoryDep) -> Sequence[Payment]:
    if repository.customer(customer_id) is None:
        raise HTTPException(404, "No such customer")
    return repository.payments_of(customer_id)
