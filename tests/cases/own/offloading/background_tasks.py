# Probes: background tasks: plain functions run in threads, coroutine functions on the loop.
import time

from fastapi import BackgroundTasks, FastAPI
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse

app = FastAPI()


def send_receipt(address: str) -> None:
    time.sleep(0.001)


async def update_search(key: str) -> None:
    time.sleep(0.001)  # BLOCK: time.sleep


def render(key: str) -> str:
    time.sleep(0.001)  # SINK
    return key


@app.post("/orders")
async def order(tasks: BackgroundTasks):
    tasks.add_task(send_receipt, "a@example.org")
    tasks.add_task(update_search, key="a")
    tasks.add_task(lambda: render("a"))
    return JSONResponse({}, background=BackgroundTask(send_receipt, "b@example.org"))


@app.put("/orders")
async def replace(tasks: BackgroundTasks):
    tasks.add_task(print, render("a"))  # BLOCK: time.sleep
