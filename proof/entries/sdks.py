"""Clients of services over HTTP, pointed at a site on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ..registry import Case, proves
from ..site import Site
from ..watch import Held
from .http import awaiting, httpx_client


def stripe_at(site: Site, patch: pytest.MonkeyPatch) -> Any:
    """Stripe's SDK with its module-wide client pointed at the site."""
    import stripe

    patch.setattr(stripe, "api_base", site.url)
    patch.setattr(stripe, "api_key", "sk_test")
    patch.setattr(stripe, "default_http_client", None)
    return stripe


@proves("stripe.Customer.create", "stripe.Customer.create_async")
def stripe_customer_create(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    stripe = stripe_at(site, monkeypatch)
    yield Case(
        lambda: stripe.Customer.create(email="ada@example.com"),
        site.gate,
        {
            "stripe.Customer.create_async": awaiting(
                lambda: stripe.Customer.create_async(email="ada@example.com")
            )
        },
    )


@proves("stripe.Customer.retrieve", "stripe.Customer.retrieve_async")
def stripe_customer_retrieve(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    stripe = stripe_at(site, monkeypatch)
    yield Case(
        lambda: stripe.Customer.retrieve("cus_1"),
        site.gate,
        {
            "stripe.Customer.retrieve_async": awaiting(
                lambda: stripe.Customer.retrieve_async("cus_1")
            )
        },
    )


@proves("stripe.Customer.list", "stripe.Customer.list_async")
def stripe_customer_list(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    stripe = stripe_at(site, monkeypatch)
    site.says("/v1/customers", {"object": "list", "data": [], "url": "/v1/customers"})
    yield Case(
        stripe.Customer.list,
        site.gate,
        {"stripe.Customer.list_async": awaiting(lambda: stripe.Customer.list_async())},
    )


@proves("stripe.PaymentIntent.create", "stripe.PaymentIntent.create_async")
def stripe_payment_intent_create(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    stripe = stripe_at(site, monkeypatch)
    yield Case(
        lambda: stripe.PaymentIntent.create(amount=1, currency="eur"),
        site.gate,
        {
            "stripe.PaymentIntent.create_async": awaiting(
                lambda: stripe.PaymentIntent.create_async(amount=1, currency="eur")
            )
        },
    )


@proves("stripe.Refund.create", "stripe.Refund.create_async")
def stripe_refund_create(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    stripe = stripe_at(site, monkeypatch)
    yield Case(
        lambda: stripe.Refund.create(charge="ch_1"),
        site.gate,
        {"stripe.Refund.create_async": awaiting(lambda: stripe.Refund.create_async(charge="ch_1"))},
    )


@proves("stripe.V1Services.customers.create", "stripe.V1Services.customers.create_async")
def stripe_client_customers_create(site: Site) -> Iterator[Case]:
    import stripe

    client = stripe.StripeClient("sk_test", base_addresses={"api": site.url})
    yield Case(
        lambda: client.v1.customers.create({"email": "ada@example.com"}),
        site.gate,
        {
            "stripe.V1Services.customers.create_async": awaiting(
                lambda: client.v1.customers.create_async({"email": "ada@example.com"})
            )
        },
    )


CHAT = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": "hello"},
        }
    ],
}
QUESTION: list[Any] = [{"role": "user", "content": "hello"}]


@proves("openai.OpenAI.chat.completions.create", "openai.AsyncOpenAI.chat.completions.create")
def openai_chat(site: Site) -> Iterator[Case]:
    import openai

    site.says("/chat/completions", CHAT)
    options: dict[str, Any] = {"api_key": "k", "base_url": site.url, "max_retries": 0}

    async def create(held: Held) -> None:
        async with openai.AsyncOpenAI(**options) as client:
            await held(client.chat.completions.create(model="m", messages=QUESTION))

    with openai.OpenAI(**options) as client:
        yield Case(
            lambda: client.chat.completions.create(model="m", messages=QUESTION),
            site.gate,
            {"openai.AsyncOpenAI.chat.completions.create": create},
        )


@proves("openai.OpenAI.models.list", "openai.AsyncOpenAI.models.list")
def openai_models(site: Site) -> Iterator[Case]:
    import openai

    site.says("/models", {"object": "list", "data": []})
    options: dict[str, Any] = {"api_key": "k", "base_url": site.url, "max_retries": 0}

    async def list_models(held: Held) -> None:
        async with openai.AsyncOpenAI(**options) as client:
            await held(client.models.list())

    with openai.OpenAI(**options) as client:
        yield Case(
            lambda: client.models.list(),
            site.gate,
            {"openai.AsyncOpenAI.models.list": list_models},
        )


@proves("anthropic.Anthropic.messages.create", "anthropic.AsyncAnthropic.messages.create")
def anthropic_messages(site: Site) -> Iterator[Case]:
    import anthropic

    site.says(
        "/v1/messages",
        {
            "id": "1",
            "type": "message",
            "role": "assistant",
            "model": "m",
            "content": [{"type": "text", "text": "hello"}],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 1, "output_tokens": 1},
        },
    )
    options: dict[str, Any] = {"api_key": "k", "base_url": site.url, "max_retries": 0}
    message: dict[str, Any] = {"model": "m", "max_tokens": 9, "messages": QUESTION}

    async def create(held: Held) -> None:
        async with anthropic.AsyncAnthropic(**options) as client:
            await held(client.messages.create(**message))

    with anthropic.Anthropic(**options) as client:
        yield Case(
            lambda: client.messages.create(**message),
            site.gate,
            {"anthropic.AsyncAnthropic.messages.create": create},
        )


@proves("groq.Groq.chat.completions.create", "groq.AsyncGroq.chat.completions.create")
def groq_chat(site: Site) -> Iterator[Case]:
    import groq

    site.says("/openai/v1/chat/completions", CHAT)
    options: dict[str, Any] = {"api_key": "k", "base_url": site.url, "max_retries": 0}

    async def create(held: Held) -> None:
        async with groq.AsyncGroq(**options) as client:
            await held(client.chat.completions.create(model="m", messages=QUESTION))

    with groq.Groq(**options) as client:
        yield Case(
            lambda: client.chat.completions.create(model="m", messages=QUESTION),
            site.gate,
            {"groq.AsyncGroq.chat.completions.create": create},
        )


@proves("mistralai.client.Mistral.chat.complete", "mistralai.client.Mistral.chat.complete_async")
def mistral_chat(site: Site) -> Iterator[Case]:
    from mistralai.client import Mistral

    site.says("/v1/chat/completions", CHAT)
    client = Mistral(api_key="k", server_url=site.url)
    yield Case(
        lambda: client.chat.complete(model="m", messages=QUESTION),
        site.gate,
        {
            "mistralai.client.Mistral.chat.complete_async": awaiting(
                lambda: client.chat.complete_async(model="m", messages=QUESTION)
            )
        },
    )


OLLAMA_CHAT = {"model": "m", "message": {"role": "assistant", "content": "hello"}, "done": True}


@proves("ollama.Client.chat", "ollama.AsyncClient.chat")
def ollama_chat(site: Site) -> Iterator[Case]:
    import ollama

    site.says("/api/chat", OLLAMA_CHAT)
    client = ollama.Client(site.url)
    yield Case(
        lambda: client.chat("m", QUESTION),
        site.gate,
        {
            "ollama.AsyncClient.chat": awaiting(
                lambda: ollama.AsyncClient(site.url).chat("m", QUESTION)
            )
        },
    )


@proves(
    "google.genai.Client.models.generate_content",
    "google.genai.Client.aio.models.generate_content",
    module="google.genai",
)
def genai_generate(site: Site) -> Iterator[Case]:
    from google import genai

    client = genai.Client(api_key="k", http_options={"base_url": site.url})
    yield Case(
        lambda: client.models.generate_content(model="m", contents="hello"),
        site.gate,
        {
            "google.genai.Client.aio.models.generate_content": awaiting(
                lambda: client.aio.models.generate_content(model="m", contents="hello")
            )
        },
    )


@proves("huggingface_hub.HfApi.model_info")
def hf_model_info(site: Site) -> Iterator[Case]:
    import huggingface_hub

    site.says("/api/models/m", {"id": "m"})
    api = huggingface_hub.HfApi(site.url, token=False)
    yield Case(lambda: api.model_info("m"), site.gate)


@proves(
    "huggingface_hub.InferenceClient.chat_completion",
    "huggingface_hub.AsyncInferenceClient.chat_completion",
)
def hf_chat(site: Site) -> Iterator[Case]:
    import huggingface_hub

    site.says("/v1/chat/completions", CHAT)
    client = huggingface_hub.InferenceClient(base_url=site.url, api_key="k")
    other = huggingface_hub.AsyncInferenceClient(base_url=site.url, api_key="k")
    yield Case(
        lambda: client.chat_completion(QUESTION),
        site.gate,
        {
            "huggingface_hub.AsyncInferenceClient.chat_completion": awaiting(
                lambda: other.chat_completion(QUESTION)
            )
        },
    )


@proves("slack_sdk.WebClient.chat_postMessage", "slack_sdk.web.async_client.AsyncWebClient")
def slack_post(site: Site) -> Iterator[Case]:
    import slack_sdk
    from slack_sdk.web.async_client import AsyncWebClient

    site.says("/api/chat.postMessage", {"ok": True})
    options = {"token": "xoxb", "base_url": f"{site.url}/api/"}
    client = slack_sdk.WebClient(**options)
    yield Case(
        lambda: client.chat_postMessage(channel="c", text="hello"),
        site.gate,
        {
            "slack_sdk.web.async_client.AsyncWebClient": awaiting(
                lambda: AsyncWebClient(**options).chat_postMessage(channel="c", text="hello")
            )
        },
    )


@proves("slack_sdk.WebhookClient.send", "slack_sdk.webhook.async_client.AsyncWebhookClient.send")
def slack_webhook(site: Site) -> Iterator[Case]:
    import slack_sdk
    from slack_sdk.webhook.async_client import AsyncWebhookClient

    yield Case(
        lambda: slack_sdk.WebhookClient(site.url).send(text="hello"),
        site.gate,
        {
            "slack_sdk.webhook.async_client.AsyncWebhookClient.send": awaiting(
                lambda: AsyncWebhookClient(site.url).send(text="hello")
            )
        },
    )


@proves("twilio.rest.Client.messages.create", "twilio.http.async_http_client.AsyncTwilioHttpClient")
def twilio_message(site: Site) -> Iterator[Case]:
    from twilio.http.async_http_client import AsyncTwilioHttpClient
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    class Here(TwilioHttpClient):
        def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            return super().request(method, moved(url), *args, **kwargs)

    class AsyncHere(AsyncTwilioHttpClient):
        async def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
            return await super().request(method, moved(url), *args, **kwargs)

    def moved(url: str) -> str:
        return url.replace("https://api.twilio.com", site.url)

    message = {"to": "+1", "from_": "+2", "body": "hello"}

    async def create(held: Held) -> None:
        async with AsyncHere() as http:
            await held(Client("a", "t", http_client=http).messages.create_async(**message))

    client = Client("a", "t", http_client=Here())
    yield Case(
        lambda: client.messages.create(**message),
        site.gate,
        {"twilio.http.async_http_client.AsyncTwilioHttpClient": create},
    )


@proves("sendgrid.SendGridAPIClient.send", "httpx.AsyncClient.post")
def sendgrid_send(site: Site) -> Iterator[Case]:
    import sendgrid

    client = sendgrid.SendGridAPIClient("k", host=site.url)
    yield Case(
        lambda: client.send({}), site.gate, {"httpx.AsyncClient.post": httpx_client(site, "post")}
    )


@proves("resend.Emails.send", "resend.Emails.send_async")
def resend_send(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    import resend

    monkeypatch.setattr(resend, "api_url", site.url)
    monkeypatch.setattr(resend, "api_key", "k")
    site.says("/emails", {"id": "1"})
    email: Any = {"from": "a@b.c", "to": "d@e.f", "subject": "s", "html": "h"}
    yield Case(
        lambda: resend.Emails.send(email),
        site.gate,
        {"resend.Emails.send_async": awaiting(lambda: resend.Emails.send_async(email))},
    )


@proves("boto3.client.list_buckets")
def boto3_list_buckets(site: Site) -> Iterator[Case]:
    client = boto3_client("s3", site)
    site.says("/", b"<ListAllMyBucketsResult/>")
    yield Case(client.list_buckets, site.gate)


@proves("boto3.client.get_object")
def boto3_get_object(site: Site) -> Iterator[Case]:
    client = boto3_client("s3", site)
    yield Case(lambda: client.get_object(Bucket="b", Key="k"), site.gate)


@proves("boto3.client.send_message")
def boto3_send_message(site: Site) -> Iterator[Case]:
    client = boto3_client("sqs", site)
    yield Case(
        lambda: client.send_message(QueueUrl=f"{site.url}/q", MessageBody="hello"), site.gate
    )


def boto3_client(service: str, site: Site) -> Any:
    """A client of AWS that needs no account."""
    import boto3

    return boto3.client(
        service,
        endpoint_url=site.url,
        region_name="eu-west-1",
        aws_access_key_id="a",
        aws_secret_access_key="s",
    )


def gcs(site: Site) -> Any:
    """A client of Google Cloud Storage that needs no account."""
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import storage

    return storage.Client(
        project="p",
        credentials=AnonymousCredentials(),
        client_options={"api_endpoint": site.url},
    )


@proves("google.cloud.storage.Client.get_bucket", module="google.cloud.storage")
def gcs_get_bucket(site: Site) -> Iterator[Case]:
    site.says("/storage/v1/b/b", {"name": "b"})
    client = gcs(site)
    yield Case(lambda: client.get_bucket("b"), site.gate)


@proves("google.cloud.storage.Blob.download_as_bytes", module="google.cloud.storage")
def gcs_download(site: Site) -> Iterator[Case]:
    blob = gcs(site).bucket("b").blob("k")
    yield Case(blob.download_as_bytes, site.gate)


@proves("googleapiclient.http.HttpRequest.execute")
def googleapi_execute(site: Site) -> Iterator[Case]:
    import httplib2
    from googleapiclient.http import HttpRequest, JsonModel

    request = HttpRequest(httplib2.Http(), JsonModel().response, site.url)
    yield Case(request.execute, site.gate)


@proves(
    "azure.storage.blob.BlobClient.download_blob",
    "azure.storage.blob.aio.BlobClient.download_blob",
    module="azure.storage.blob",
)
def azure_download(site: Site) -> Iterator[Case]:
    from azure.storage import blob
    from azure.storage.blob import aio

    site.headers["x-ms-blob-type"] = "BlockBlob"
    site.headers["Content-Range"] = "bytes 0-6/7"
    site.says("/a/c/b", b"content")
    options: dict[str, Any] = {"container_name": "c", "blob_name": "b", "retry_total": 0}

    async def download(held: Held) -> None:
        async with aio.BlobClient(f"{site.url}/a", **options) as client:
            await held(client.download_blob())

    with blob.BlobClient(f"{site.url}/a", **options) as client:
        yield Case(
            client.download_blob,
            site.gate,
            {"azure.storage.blob.aio.BlobClient.download_blob": download},
        )


@proves("elasticsearch.Elasticsearch.search", "elasticsearch.AsyncElasticsearch.search")
def elasticsearch_search(site: Site) -> Iterator[Case]:
    import elasticsearch

    site.headers["X-Elastic-Product"] = "Elasticsearch"

    async def search(held: Held) -> None:
        async with elasticsearch.AsyncElasticsearch(site.url) as client:
            await held(client.search(index="books"))

    with elasticsearch.Elasticsearch(site.url) as client:
        yield Case(
            lambda: client.search(index="books"),
            site.gate,
            {"elasticsearch.AsyncElasticsearch.search": search},
        )


@proves("opensearchpy.OpenSearch.search", "opensearchpy.AsyncOpenSearch.search")
def opensearch_search(site: Site) -> Iterator[Case]:
    import opensearchpy

    async def search(held: Held) -> None:
        async with opensearchpy.AsyncOpenSearch(site.url) as client:
            await held(client.search(index="books"))

    client = opensearchpy.OpenSearch(site.url)
    yield Case(
        lambda: client.search(index="books"),
        site.gate,
        {"opensearchpy.AsyncOpenSearch.search": search},
    )
    client.close()


@proves(
    "qdrant_client.QdrantClient.get_collections", "qdrant_client.AsyncQdrantClient.get_collections"
)
def qdrant_collections(site: Site) -> Iterator[Case]:
    import qdrant_client

    site.says("/collections", {"result": {"collections": []}, "status": "ok", "time": 0})
    options: dict[str, Any] = {"url": site.url, "check_compatibility": False}

    async def get(held: Held) -> None:
        client = qdrant_client.AsyncQdrantClient(**options)
        await held(client.get_collections())
        await client.close()

    client = qdrant_client.QdrantClient(**options)
    yield Case(
        client.get_collections,
        site.gate,
        {"qdrant_client.AsyncQdrantClient.get_collections": get},
    )
    client.close()


@proves("influxdb_client.QueryApi.query", "influxdb_client.InfluxDBClientAsync.query_api")
def influx_query(site: Site) -> Iterator[Case]:
    import influxdb_client
    from influxdb_client.client.influxdb_client_async import InfluxDBClientAsync

    site.says("/api/v2/query", b"")
    options = {"url": site.url, "token": "t", "org": "o"}

    async def query(held: Held) -> None:
        async with InfluxDBClientAsync(**options) as client:
            await held(client.query_api().query("buckets()"))

    with influxdb_client.InfluxDBClient(**options) as client:
        yield Case(
            lambda: client.query_api().query("buckets()"),
            site.gate,
            {"influxdb_client.InfluxDBClientAsync.query_api": query},
        )


@proves("influxdb.InfluxDBClient.query")
def influxdb_query(site: Site) -> Iterator[Case]:
    import influxdb

    site.says("/query", {"results": []})
    with influxdb.InfluxDBClient("127.0.0.1", site.port) as client:
        yield Case(lambda: client.query("select 1"), site.gate)


@proves("meilisearch.Client.health")
def meilisearch_health(site: Site) -> Iterator[Case]:
    import meilisearch

    client = meilisearch.Client(site.url)
    yield Case(client.health, site.gate)


@proves("postgrest.SyncSelectRequestBuilder.execute", "supabase.acreate_client")
def supabase_select(site: Site) -> Iterator[Case]:
    import supabase

    site.says("/rest/v1/books", [])

    async def select(held: Held) -> None:
        client = await supabase.acreate_client(site.url, "k")
        await held(client.table("books").select("*").execute())

    client = supabase.create_client(site.url, "k")
    yield Case(
        client.table("books").select("*").execute,
        site.gate,
        {"supabase.acreate_client": select},
    )


@proves("hvac.Client.read")
def hvac_read(site: Site) -> Iterator[Case]:
    import hvac

    client = hvac.Client(site.url, token="t")
    yield Case(lambda: client.read("secret/x"), site.gate)


@proves("github.Github.get_user")
def github_get_user(site: Site) -> Iterator[Case]:
    import github

    site.says("/user/ada", {"login": "ada"})
    site.says("/users/ada", {"login": "ada"})
    client = github.Github(base_url=site.url)
    yield Case(lambda: client.get_user("ada"), site.gate)
    client.close()


@proves("gitlab.Gitlab.http_get")
def gitlab_get(site: Site) -> Iterator[Case]:
    import gitlab

    with gitlab.Gitlab(site.url) as client:
        yield Case(lambda: client.http_get("/projects"), site.gate)


@proves("jira.JIRA")
def jira_connect(site: Site) -> Iterator[Case]:
    import jira

    site.says("/rest/api/2/serverInfo", {"versionNumbers": [9, 0, 0], "version": "9.0.0"})
    yield Case(lambda: jira.JIRA(site.url, get_server_info=True), site.gate)


@proves("docker.DockerClient.ping")
def docker_ping(site: Site) -> Iterator[Case]:
    import docker

    client = docker.DockerClient(f"tcp://127.0.0.1:{site.port}", version="1.44")
    yield Case(client.ping, site.gate)
    client.close()


@proves("docker.models.containers.ContainerCollection.list", "aiodocker.Docker.containers.list")
def docker_list(site: Site) -> Iterator[Case]:
    import aiodocker
    import docker

    site.says("/v1.44/containers/json", [])

    async def list_containers(held: Held) -> None:
        async with aiodocker.Docker(site.url, api_version="v1.44") as client:
            await held(client.containers.list())

    client = docker.DockerClient(f"tcp://127.0.0.1:{site.port}", version="1.44")
    yield Case(
        client.containers.list, site.gate, {"aiodocker.Docker.containers.list": list_containers}
    )
    client.close()


@proves("notion_client.Client.search", "notion_client.AsyncClient.search")
def notion_search(site: Site) -> Iterator[Case]:
    import notion_client

    async def search(held: Held) -> None:
        async with notion_client.AsyncClient(auth="t", base_url=site.url) as client:
            await held(client.search())

    with notion_client.Client(auth="t", base_url=site.url) as client:
        yield Case(client.search, site.gate, {"notion_client.AsyncClient.search": search})


@proves("jwt.PyJWKClient.get_signing_key")
def jwks(site: Site) -> Iterator[Case]:
    import jwt

    key = {"kid": "1", "kty": "oct", "k": "c2VjcmV0", "alg": "HS256", "use": "sig"}
    site.says("/jwks", {"keys": [key]})
    client = jwt.PyJWKClient(f"{site.url}/jwks")
    yield Case(lambda: client.get_signing_key("1"), site.gate)


@proves("geopy.geocoders.Nominatim.geocode", "geopy.adapters.AioHTTPAdapter")
def geopy_geocode(site: Site) -> Iterator[Case]:
    from geopy.adapters import AioHTTPAdapter
    from geopy.geocoders import Nominatim

    site.says("/search", [])
    options: dict[str, Any] = {
        "user_agent": "proof",
        "scheme": "http",
        "domain": f"127.0.0.1:{site.port}",
        "timeout": None,
    }

    async def geocode(held: Held) -> None:
        async with Nominatim(adapter_factory=AioHTTPAdapter, **options) as geocoder:
            await held(geocoder.geocode("London"))

    geocoder = Nominatim(**options)
    yield Case(
        lambda: geocoder.geocode("London"), site.gate, {"geopy.adapters.AioHTTPAdapter": geocode}
    )


@proves("atlassian.rest_client.AtlassianRestAPI.get")
def atlassian_get(site: Site) -> Iterator[Case]:
    from atlassian.rest_client import AtlassianRestAPI

    client = AtlassianRestAPI(site.url)
    yield Case(lambda: client.get("rest"), site.gate)
