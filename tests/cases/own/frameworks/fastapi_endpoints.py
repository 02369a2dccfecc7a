# Probes: FastAPI runs plain endpoints in its thread pool and async ones on the loop.
import requests
from fastapi import APIRouter, FastAPI

app = FastAPI()
router = APIRouter(prefix="/rates")


def fetch_rate(currency: str) -> float:
    return requests.get(f"https://rates.example/{currency}", timeout=5).json()["rate"]  # SINK


@app.get("/direct")
async def direct():
    return requests.get("https://rates.example", timeout=5).json()  # BLOCK: requests.get


@router.get("/{currency}")
async def rate(currency: str):
    return {"rate": fetch_rate(currency)}  # BLOCK: requests.get


@router.get("/pool/{currency}")
def rate_in_pool(currency: str):
    return {"rate": fetch_rate(currency)}


def added_later():
    return fetch_rate("eur")


app.include_router(router)
app.add_api_route("/later", added_later)
