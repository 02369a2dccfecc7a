# Probes: `client or boto3.client(...)` and `x if x is not None else …` kept in an attribute.
import boto3
import requests


class Storage:
    def __init__(self, client=None, session=None):
        self.client = client or boto3.client("s3")  # SINK
        self.session = session if session is not None else requests.Session()

    async def put(self, key: str, body: bytes):
        self.client.put_object(Bucket="b", Key=key, Body=body)  # BLOCK: boto3.client.put_object

    async def notify(self, url: str):
        self.session.post(url)  # BLOCK: requests.Session.post

    async def link(self, key: str):
        self.session.headers.update({"X-Key": key})
        return self.client.generate_presigned_url("get_object", Params={"Key": key})


storage = Storage()
