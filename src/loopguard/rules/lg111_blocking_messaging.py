"""LG111: the thread waits for a message broker."""

from loopguard.rules.rule import Rule

RULE = Rule(
    code="LG111",
    name="blocking-messaging",
    message="`{callee}` waits for a message broker and holds up the event loop",
    what=(
        "A call that connects to a message broker (Kafka, AMQP, MQTT and others), waits for a "
        "message or waits until one is delivered is reached from code that the event loop runs."
    ),
    why=(
        "A consumer waits until somebody sends something, a producer until the broker has "
        "confirmed; with a broker that is down, both try again for a long time. All other "
        "coroutines of the process wait with them."
    ),
    example="""\
import pika


async def publish(body: bytes):
    connection = pika.BlockingConnection(pika.ConnectionParameters("localhost"))
    channel = connection.channel()
    channel.basic_publish(exchange="", routing_key="jobs", body=body)
    connection.close()
""",
    instead="""\
import aio_pika


async def publish(body: bytes):
    connection = await aio_pika.connect("amqp://localhost/")
    async with connection:
        channel = await connection.channel()
        message = aio_pika.Message(body)
        await channel.default_exchange.publish(message, routing_key="jobs")
""",
    fix=(
        "Use an async client: aio-pika for AMQP, aiokafka for Kafka, aiomqtt for MQTT. Otherwise "
        "give the consumer a thread of its own, or move one whole exchange into a function and "
        "await it with `asyncio.to_thread`; some connections, pika's for one, must not be shared "
        "between threads. Handing a message to a client that sends it from its own background "
        "thread is fine; waiting for the delivery, as with `flush`, is not."
    ),
)
