import httpx
import requests

http = requests.Session()
async_http = httpx.AsyncClient()


class Clients:
    def __init__(self):
        self.billing = requests.Session()
        self.stock = httpx.AsyncClient()


clients = Clients()
