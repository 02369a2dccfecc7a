# Probes: Falcon's ASGI applications take coroutines only; plain responders belong to WSGI.
import falcon
import falcon.asgi
import requests


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


class Items:
    async def on_get(self, req, resp):
        resp.text = ask()  # BLOCK: requests.get

    async def on_post(self, req, resp: falcon.asgi.Response):
        resp.text = await falcon.sync_to_async(ask)
        resp.schedule_sync(ask)

    async def on_put(self, req, resp):
        patient = falcon.util.wrap_sync_to_async(ask)
        resp.text = await patient()

    async def on_delete(self, req, resp):
        falcon.async_to_sync(self.on_get, req, resp)  # BLOCK: falcon.async_to_sync


class PlainItems:
    def on_get(self, req, resp):
        resp.text = ask()


class Audit:
    async def process_request(self, req, resp):
        ask()  # BLOCK: requests.get


app = falcon.asgi.App(middleware=[Audit()])
app.add_route("/items", Items())
wsgi = falcon.App()
wsgi.add_route("/items", PlainItems())
