# Probes: an await of one of two calls: both are awaited, and neither blocks.
import os
import time


class Client:
    def post(self, body=None):
        time.sleep(0.001)  # SINK
        return body


class AsyncClient:
    async def post(self, body=None):
        return body


def connect():
    return Client() if "CLIENT_IS_SYNC" in os.environ else AsyncClient()


async def either(body: str):
    client = connect()
    return await (client.post(body) if body else client.post())


async def not_awaited(body: str):
    client = Client()
    return client.post(body) if body else body  # BLOCK: time.sleep


async def inside(body: str):
    client = Client()
    return await AsyncClient().post(client.post(body))  # BLOCK: time.sleep
