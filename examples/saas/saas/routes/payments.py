from fastapi import APIRouter, HTTPException
from fastapi.responses import PlainTextResponse

from saas.models import Payment
from saas.repository import RepositoryDep
from saas.schemas import PaymentIn, PaymentOut
from saas.services import exchange, payments, receipts

router = APIRouter(prefix="/payments")


@router.post("", status_code=201, response_model=PaymentOut)
async def create_payment(order: PaymentIn, repository: RepositoryDep) -> Payment:
    customer = repository.customer(order.customer_id)
    if customer is None:
        raise HTTPException(404, "No such customer")
    amount = exchange.convert(order.euro_cents, order.currency)
    intent = payments.charge(customer.stripe_id, amount, order.currency)
    payment = Payment(
        customer_id=customer.id,
        stripe_id=intent.id,
        amount=amount,
        currency=order.currency,
        status=intent.status,
    )
    return repository.save(payment)


@router.post("/{payment_id}/refund", response_model=PaymentOut)
async def refund_payment(payment_id: int, repository: RepositoryDep) -> Payment:
    payment = repository.payment(payment_id)
    if payment is None:
        raise HTTPException(404, "No such payment")
    payments.refund(payment.stripe_id)
    payment.status = "refunded"
    return repository.save(payment)


@router.get("/{payment_id}/receipt", response_class=PlainTextResponse)
async def get_receipt(payment_id: int, repository: RepositoryDep) -> str:
    payment = repository.payment(payment_id)
    if payment is None:
        raise HTTPException(404, "No such payment")
    return receipts.render_receipt(payment)
