# Probes: calls of message brokers on the loop, beside local work of the same clients and threads.
import asyncio

import pika
from confluent_kafka import Producer

producer = Producer({"bootstrap.servers": "localhost"})


def publish(body: bytes) -> None:
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))  # SINK
    connection.channel().basic_publish(exchange="", routing_key="jobs", body=body)
    connection.close()


async def connect():
    return pika.BlockingConnection()  # BLOCK: pika.BlockingConnection


async def publish_through_helper(body: bytes):
    publish(body)  # BLOCK: pika.BlockingConnection


async def publish_in_thread(body: bytes):
    await asyncio.to_thread(publish, body)


async def deliver():
    producer.flush()  # BLOCK: confluent_kafka.Producer.flush


async def hand_to_the_background_thread(body: bytes):
    producer.produce("jobs", body)
    producer.poll(0)
