# Probes: FastAPI's middleware runs on the loop; plain exception handlers run in the thread pool.
from pathlib import Path

import requests
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

app = FastAPI()


class Unpaid(Exception):
    pass


def report(error: Exception) -> None:
    requests.post("https://errors.example", json={"error": str(error)}, timeout=5)  # SINK


@app.middleware("http")
async def add_version(request: Request, call_next):
    response = await call_next(request)
    response.headers["version"] = Path("VERSION").read_text()  # BLOCK: pathlib.Path.read_text
    return response


@app.exception_handler(Unpaid)
def unpaid(request: Request, error: Unpaid):
    report(error)
    return JSONResponse({}, status_code=402)


@app.exception_handler(ValueError)
async def invalid(request: Request, error: ValueError):
    report(error)  # BLOCK: requests.post
    return JSONResponse({}, status_code=422)


def broken(request: Request, error: KeyError):
    report(error)
    return JSONResponse({}, status_code=500)


app.add_exception_handler(KeyError, broken)
