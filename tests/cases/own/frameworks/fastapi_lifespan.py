# Probes: what FastAPI runs at start and stop is on the loop, plain functions too.
import time
from contextlib import asynccontextmanager

import psycopg2
from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool


def connect():
    return psycopg2.connect("dbname=shop")  # SINK


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.database = connect()  # BLOCK: psycopg2.connect
    yield
    time.sleep(1)  # BLOCK: time.sleep


@asynccontextmanager
async def patient_lifespan(app: FastAPI):
    app.state.database = await run_in_threadpool(connect)
    yield


app = FastAPI(lifespan=lifespan)
patient = FastAPI(lifespan=patient_lifespan)
router = APIRouter()


@router.on_event("startup")
def warm_up():
    time.sleep(1)  # BLOCK: time.sleep
