# Probes: aiokafka and Faust run consumers, rebalance listeners, serializers and sinks on the loop.
import asyncio

import faust
import requests
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


def decode(value: bytes) -> str:
    return ask()  # BLOCK: requests.get


def encode(value: str) -> bytes:
    return ask().encode()  # BLOCK: requests.get


class Rebalanced(ConsumerRebalanceListener):
    def on_partitions_revoked(self, revoked):
        ask()  # BLOCK: requests.get

    async def on_partitions_assigned(self, assigned):
        await asyncio.to_thread(ask)


async def consume():
    consumer = AIOKafkaConsumer("jobs", value_deserializer=decode)
    producer = AIOKafkaProducer(value_serializer=encode)
    consumer.subscribe(["jobs"], listener=Rebalanced())
    async for message in consumer:
        ask()  # BLOCK: requests.get
        await producer.send_and_wait("done", await asyncio.to_thread(ask))


app = faust.App("shop")
orders = app.topic("orders")


@app.agent(orders)
async def process(stream):
    async for order in stream:
        yield ask()  # BLOCK: requests.get


@app.timer(interval=60)
async def refresh():
    ask()  # BLOCK: requests.get


@app.timer(interval=60)
async def refresh_in_thread():
    await asyncio.to_thread(ask)
