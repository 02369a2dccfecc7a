# Probes: sync clients of brokers wait; handing to their own threads and async clients do not.
import asyncio
import json

import aio_pika
import confluent_kafka
import kafka
import kombu
import nats
import paho.mqtt.client as mqtt
import pika
import stomp
import zmq
import zmq.asyncio
from azure.servicebus import ServiceBusClient, ServiceBusMessage
from google.cloud import pubsub_v1
from paho.mqtt import publish


async def rabbit(body: bytes):
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))  # BLOCK: pika.BlockingConnection
    channel = connection.channel()  # BLOCK: pika.BlockingConnection.channel
    channel.basic_publish("", "jobs", body)  # BLOCK: pika.adapters.blocking_connection.BlockingChannel.basic_publish
    for message in channel.consume("jobs"):  # BLOCK: pika.adapters.blocking_connection.BlockingChannel.consume
        print(message)


async def patient_rabbit(body: bytes):
    connection = await aio_pika.connect("amqp://localhost/")
    async with connection:
        channel = await connection.channel()
        await channel.default_exchange.publish(aio_pika.Message(body), routing_key="jobs")
    server = await nats.connect("nats://localhost")
    await server.publish("jobs", body)


async def kafka_python(producer: kafka.KafkaProducer, consumer: kafka.KafkaConsumer):
    future = producer.send("jobs", b"1")
    future.get(timeout=5)  # BLOCK: kafka.producer.future.FutureRecordMetadata.get
    producer.flush()  # BLOCK: kafka.KafkaProducer.flush
    consumer.poll(timeout_ms=1000)  # BLOCK: kafka.KafkaConsumer.poll
    for record in consumer:  # BLOCK: kafka.KafkaConsumer.__next__
        print(record)
    await asyncio.to_thread(consumer.poll, timeout_ms=1000)


async def confluent(settings: dict):
    producer = confluent_kafka.Producer(settings)
    producer.produce("jobs", json.dumps({}))
    producer.poll(0)
    producer.flush()  # BLOCK: confluent_kafka.Producer.flush
    consumer = confluent_kafka.Consumer(settings)
    consumer.subscribe(["jobs"])
    consumer.poll(1.0)  # BLOCK: confluent_kafka.Consumer.poll
    consumer.commit()
    consumer.commit(asynchronous=False)  # BLOCK: confluent_kafka.Consumer.commit
    await asyncio.to_thread(consumer.poll, 1.0)


async def mosquitto():
    client = mqtt.Client()
    client.connect("localhost")  # BLOCK: paho.mqtt.client.Client.connect
    client.loop_start()
    client.publish("jobs", "1").wait_for_publish()  # BLOCK: paho.mqtt.client.MQTTMessageInfo.wait_for_publish
    publish.single("jobs", "1", hostname="localhost")  # BLOCK: paho.mqtt.publish.single
    await asyncio.to_thread(publish.single, "jobs", "1", hostname="localhost")


async def with_kombu():
    with kombu.Connection("amqp://localhost") as connection:  # BLOCK: kombu.Connection.__exit__
        queue = connection.SimpleQueue("jobs")  # BLOCK: kombu.Connection.SimpleQueue
        queue.put("1")  # BLOCK: kombu.simple.SimpleQueue.put
        queue.get(timeout=1)  # BLOCK: kombu.simple.SimpleQueue.get
        connection.drain_events(timeout=1)  # BLOCK: kombu.Connection.drain_events


async def with_stomp():
    connection = stomp.Connection([("localhost", 61613)])
    connection.connect("user", "password", wait=True)  # BLOCK: stomp.connect.StompConnection11.connect
    connection.send("/queue/jobs", "1")
    await asyncio.to_thread(connection.connect, "user", "password", wait=True)


async def zero():
    socket = zmq.Context.instance().socket(zmq.REP)
    socket.bind("tcp://*:5555")
    socket.recv_json()  # BLOCK: zmq.Socket.recv_json
    socket.recv(flags=zmq.NOBLOCK)
    socket.send_json({})  # BLOCK: zmq.Socket.send_json


async def patient_zero():
    socket = zmq.asyncio.Context.instance().socket(zmq.REP)
    await socket.recv_json()
    await socket.send_json({})


async def service_bus(address: str):
    with ServiceBusClient.from_connection_string(address) as client:  # BLOCK: azure.servicebus.ServiceBusClient.__exit__
        with client.get_queue_sender("jobs") as sender:  # BLOCK: azure.servicebus.ServiceBusSender.__enter__
            sender.send_messages(ServiceBusMessage("1"))  # BLOCK: azure.servicebus.ServiceBusSender.send_messages


async def pub_sub(topic: str, subscription: str, handle):
    publisher = pubsub_v1.PublisherClient()
    future = publisher.publish(topic, b"1")
    future.result()  # BLOCK: google.cloud.pubsub_v1.publisher.futures.Future.result
    await asyncio.wrap_future(future)
    subscriber = pubsub_v1.SubscriberClient()
    subscriber.pull(subscription=subscription)  # BLOCK: google.cloud.pubsub_v1.SubscriberClient.pull
    stream = subscriber.subscribe(subscription, callback=handle)
    stream.result()  # BLOCK: google.cloud.pubsub_v1.subscriber.futures.StreamingPullFuture.result
