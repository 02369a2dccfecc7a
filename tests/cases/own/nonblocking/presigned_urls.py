# Probes: signing is local work of the S3 client; the calls beside it go over the network.
import boto3

s3 = boto3.client("s3", region_name="eu-west-1")


async def links(bucket: str, key: str):
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
    form = s3.generate_presigned_post(bucket, key)
    pages = s3.get_paginator("list_objects_v2")
    return url, form, s3.can_paginate("list_objects_v2"), pages


async def contents(bucket: str, key: str):
    s3.head_object(Bucket=bucket, Key=key)  # BLOCK: boto3.client.head_object
    return s3.get_object(Bucket=bucket, Key=key)  # BLOCK: boto3.client.get_object
