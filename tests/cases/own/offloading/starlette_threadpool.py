# Probes: Starlette's thread pool for calls and iterators, also under FastAPI's name.
import time

from fastapi.concurrency import run_in_threadpool
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import StreamingResponse


def read_rows():
    for number in range(3):
        time.sleep(0.001)  # SINK
        yield f"{number}\n"


def load(name: str) -> str:
    time.sleep(0.001)  # SINK
    return name


async def export(request):
    await run_in_threadpool(load, name="rows")
    return StreamingResponse(iterate_in_threadpool(read_rows()))


async def export_plain(request):
    return StreamingResponse(read_rows())


async def export_slowly(request):
    load("rows")  # BLOCK: time.sleep
    return StreamingResponse(iter(list(read_rows())))  # BLOCK: time.sleep
