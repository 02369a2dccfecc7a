# Probes: a decorated function is a Celery task: its delay publishes, a call runs it in place.
import asyncio

import requests
from celery import Celery, shared_task

app = Celery("shop", broker="amqp://localhost")


@app.task
def send_report(user: int) -> None:
    requests.post("https://mail.example", json={"user": user}, timeout=5)  # SINK


@shared_task(bind=True)
def refresh(self) -> None:
    requests.get("https://api.example", timeout=5)


async def publish(key: int) -> None:
    send_report.delay(key)  # BLOCK: celery.Task.delay
    refresh.apply_async()  # BLOCK: celery.Task.apply_async
    send_report(key)  # BLOCK: requests.post


async def publish_in_thread(key: int) -> None:
    await asyncio.to_thread(send_report.delay, key)
    await asyncio.to_thread(send_report, key)
