# Probes: background tasks that are plain functions run in a thread, async ones on the loop.
import smtplib
import time

from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


def send_mail(address: str) -> None:
    with smtplib.SMTP("localhost") as server:  # SINK
        server.sendmail("shop@example.org", address, "thanks")


async def send_mail_on_loop(address: str) -> None:
    time.sleep(0.1)  # BLOCK: time.sleep


@app.post("/orders")
async def order(address: str, tasks: BackgroundTasks):
    tasks.add_task(send_mail, address)
    tasks.add_task(send_mail_on_loop, address)
    return "ok"


@app.post("/orders/now")
async def order_now(address: str, tasks: BackgroundTasks):
    tasks.add_task(send_mail(address))  # BLOCK: smtplib.SMTP
    return "ok"
