# Probes: Celery's tasks run in a worker; publishing one and waiting for it blocks the loop.
import asyncio

import requests
from celery import Celery, Task, group, shared_task
from celery.result import AsyncResult

app = Celery("shop", broker="amqp://localhost")


@app.task
def send_report(user: int) -> None:
    requests.post("https://mail.example", json={"user": user}, timeout=5)


@shared_task(bind=True)
def refresh(self) -> None:
    requests.get("https://api.example", timeout=5)


class Export(Task):
    name = "export"

    def run(self, key: int) -> None:
        requests.get("https://api.example", timeout=5)


async def publish(key: int) -> None:
    app.send_task("export", [key])  # BLOCK: celery.Celery.send_task
    Export().delay(key)  # BLOCK: celery.Task.delay


async def publish_in_thread(key: int) -> None:
    await asyncio.to_thread(app.send_task, "export", [key])
    await asyncio.to_thread(Export().delay, key)


async def wait(key: str) -> object:
    result = AsyncResult(key)
    if result.ready():  # BLOCK: celery.result.AsyncResult.ready
        return result.get(timeout=10)  # BLOCK: celery.result.AsyncResult.get
    return await asyncio.to_thread(result.get)


async def publish_group() -> None:
    group(()).apply_async()  # BLOCK: celery.group.apply_async
