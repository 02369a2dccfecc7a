"""HTTP clients against a site on this machine."""

from __future__ import annotations

import http.client
import urllib.request
import xmlrpc.client
from collections.abc import Awaitable, Callable, Iterator

from ..registry import Case, proves
from ..site import Site
from ..watch import Async, Held


def httpx_client(site: Site, method: str = "get") -> Async:
    """The advice of most sync HTTP clients."""

    async def use(held: Held) -> None:
        import httpx

        async with httpx.AsyncClient() as client:
            await held(getattr(client, method)(site.url))

    return use


def awaiting(call: Callable[[], Awaitable[object]]) -> Async:
    """An async way that needs nothing but its call."""

    async def use(held: Held) -> None:
        await held(call())

    return use


@proves("requests.get", "httpx.AsyncClient.get")
def requests_get(site: Site) -> Iterator[Case]:
    import requests

    yield Case(
        lambda: requests.get(site.url), site.gate, {"httpx.AsyncClient.get": httpx_client(site)}
    )


@proves("requests.post", "httpx.AsyncClient.post")
def requests_post(site: Site) -> Iterator[Case]:
    import requests

    yield Case(
        lambda: requests.post(site.url, json={}),
        site.gate,
        {"httpx.AsyncClient.post": httpx_client(site, "post")},
    )


@proves("requests.Session.get", "httpx.AsyncClient.get")
def requests_session_get(site: Site) -> Iterator[Case]:
    import requests

    with requests.Session() as session:
        yield Case(
            lambda: session.get(site.url),
            site.gate,
            {"httpx.AsyncClient.get": httpx_client(site)},
        )


@proves("requests.Session.send")
def requests_session_send(site: Site) -> Iterator[Case]:
    import requests

    with requests.Session() as session:
        yield Case(lambda: session.send(requests.Request("GET", site.url).prepare()), site.gate)


@proves("httpx.get", "httpx.AsyncClient.get")
def httpx_get(site: Site) -> Iterator[Case]:
    import httpx

    yield Case(
        lambda: httpx.get(site.url), site.gate, {"httpx.AsyncClient.get": httpx_client(site)}
    )


@proves("httpx.Client.get", "httpx.AsyncClient.get")
def httpx_client_get(site: Site) -> Iterator[Case]:
    import httpx

    with httpx.Client() as client:
        yield Case(
            lambda: client.get(site.url),
            site.gate,
            {"httpx.AsyncClient.get": httpx_client(site)},
        )


@proves("httpx.Client.post", "httpx.AsyncClient.post")
def httpx_client_post(site: Site) -> Iterator[Case]:
    import httpx

    with httpx.Client() as client:
        yield Case(
            lambda: client.post(site.url, json={}),
            site.gate,
            {"httpx.AsyncClient.post": httpx_client(site, "post")},
        )


@proves("urllib3.request")
def urllib3_request(site: Site) -> Iterator[Case]:
    import urllib3

    yield Case(lambda: urllib3.request("GET", site.url), site.gate)


@proves("urllib3.PoolManager.request", "httpx.AsyncClient.get")
def urllib3_pool_request(site: Site) -> Iterator[Case]:
    import urllib3

    with urllib3.PoolManager() as pool:
        yield Case(
            lambda: pool.request("GET", site.url),
            site.gate,
            {"httpx.AsyncClient.get": httpx_client(site)},
        )


@proves("urllib.request.urlopen", "httpx.AsyncClient.get")
def urllib_urlopen(site: Site) -> Iterator[Case]:
    yield Case(
        lambda: urllib.request.urlopen(site.url).close(),
        site.gate,
        {"httpx.AsyncClient.get": httpx_client(site)},
    )


@proves("urllib.request.urlretrieve")
def urllib_urlretrieve(site: Site) -> Iterator[Case]:
    yield Case(lambda: urllib.request.urlretrieve(site.url), site.gate)
    urllib.request.urlcleanup()


@proves("http.client.HTTPConnection.getresponse")
def http_client_getresponse(site: Site) -> Iterator[Case]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port)

    def ask() -> None:
        connection.request("GET", "/")
        connection.getresponse()

    yield Case(ask, site.gate)
    connection.close()


@proves("xmlrpc.client._Method.__call__")
def xmlrpc_call(site: Site) -> Iterator[Case]:
    site.says("/rpc", xmlrpc.client.dumps((1,), methodresponse=True).encode())
    with xmlrpc.client.ServerProxy(f"{site.url}/rpc") as proxy:
        yield Case(lambda: proxy.add(1, 2), site.gate)


@proves("httplib2.Http.request", "httpx.AsyncClient.get")
def httplib2_request(site: Site) -> Iterator[Case]:
    import httplib2

    client = httplib2.Http()
    yield Case(
        lambda: client.request(site.url),
        site.gate,
        {"httpx.AsyncClient.get": httpx_client(site)},
    )
    client.close()


@proves("pycurl.Curl.perform")
def pycurl_perform(site: Site) -> Iterator[Case]:
    import pycurl

    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, site.url)
    curl.setopt(pycurl.WRITEFUNCTION, lambda data: None)
    yield Case(curl.perform, site.gate)
    curl.close()


@proves("curl_cffi.get", "curl_cffi.AsyncSession.get")
def curl_cffi_get(site: Site) -> Iterator[Case]:
    import curl_cffi

    async def get(held: Held) -> None:
        async with curl_cffi.AsyncSession() as session:
            await held(session.get(site.url))

    yield Case(lambda: curl_cffi.get(site.url), site.gate, {"curl_cffi.AsyncSession.get": get})


@proves("curl_cffi.Session.get", "curl_cffi.AsyncSession.get")
def curl_cffi_session_get(site: Site) -> Iterator[Case]:
    import curl_cffi

    async def get(held: Held) -> None:
        async with curl_cffi.AsyncSession() as session:
            await held(session.get(site.url))

    with curl_cffi.Session() as session:
        yield Case(lambda: session.get(site.url), site.gate, {"curl_cffi.AsyncSession.get": get})


@proves("mechanize.urlopen")
def mechanize_urlopen(site: Site) -> Iterator[Case]:
    import mechanize

    yield Case(lambda: mechanize.urlopen(site.url), site.gate)


@proves("requests_oauthlib.OAuth1Session.get")
def oauth1_get(site: Site) -> Iterator[Case]:
    import requests_oauthlib

    with requests_oauthlib.OAuth1Session("key", "secret") as session:
        yield Case(lambda: session.get(site.url), site.gate)


@proves("feedparser.parse")
def feedparser_parse(site: Site) -> Iterator[Case]:
    import feedparser

    yield Case(lambda: feedparser.parse(site.url), site.gate)


WSDL = b"""<?xml version="1.0"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:t" name="t"/>
"""


@proves("zeep.Client")
def zeep_client(site: Site) -> Iterator[Case]:
    import zeep

    site.says("/service", WSDL)
    yield Case(lambda: zeep.Client(f"{site.url}/service"), site.gate)


@proves("zeep.Transport.get")
def zeep_transport_get(site: Site) -> Iterator[Case]:
    import zeep

    transport = zeep.Transport()
    yield Case(lambda: transport.get(site.url, {}, {}), site.gate)
    transport.session.close()


@proves("suds.client.Client")
def suds_client(site: Site) -> Iterator[Case]:
    import suds.client

    site.says("/service", WSDL)
    yield Case(lambda: suds.client.Client(f"{site.url}/service", cache=None), site.gate)


@proves("gql.Client.execute", "gql.transport.aiohttp.AIOHTTPTransport")
def gql_execute(site: Site) -> Iterator[Case]:
    import gql
    from gql.transport.aiohttp import AIOHTTPTransport
    from gql.transport.requests import RequestsHTTPTransport

    site.says("/graphql", {"data": {"a": 1}})
    url = f"{site.url}/graphql"
    question = gql.gql("{ a }")

    async def execute(held: Held) -> None:
        async with gql.Client(transport=AIOHTTPTransport(url)) as session:
            await held(session.execute(question))

    yield Case(
        lambda: gql.Client(transport=RequestsHTTPTransport(url)).execute(question),
        site.gate,
        {"gql.transport.aiohttp.AIOHTTPTransport": execute},
    )
