# Probes: Quart runs plain handlers of every kind in a thread, async ones on the loop.
import requests
from quart import Blueprint, Quart
from quart.views import MethodView

app = Quart(__name__)
shop = Blueprint("shop", __name__)


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@app.get("/plain")
def plain():
    return ask()


@app.get("/loop")
async def on_loop():
    return ask()  # BLOCK: requests.get


@shop.before_request
def before():
    ask()


@shop.before_request
async def before_on_loop():
    ask()  # BLOCK: requests.get


@app.errorhandler(404)
def missing(error):
    return ask(), 404


@app.before_serving
async def start():
    ask()  # BLOCK: requests.get


class Items(MethodView):
    def get(self):
        return ask()

    async def post(self):
        return ask()  # BLOCK: requests.get


app.register_blueprint(shop)
