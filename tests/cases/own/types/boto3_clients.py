# Probes: boto3 clients and resources made at import time and per call.
import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table("orders")


async def upload(name: str):
    s3.upload_file(name, "bucket", name)  # BLOCK: boto3.client.upload_file


async def save(order: dict):
    table.put_item(Item=order)  # BLOCK: boto3.resource.Table.put_item


async def build():
    return boto3.client("sqs")  # BLOCK: boto3.client


async def link(name: str):
    return s3.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": name})
