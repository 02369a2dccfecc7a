# Probes: plain dependencies run in the thread pool, async ones on the loop; what they give is known.
from typing import Annotated

import requests
import sqlalchemy
from fastapi import Depends, FastAPI, Security
from sqlalchemy.orm import Session

app = FastAPI()
engine = sqlalchemy.create_engine("sqlite://")


def get_http():
    with requests.Session() as session:
        yield session


async def get_http_on_loop():
    session = requests.Session()
    session.get("https://tokens.example", timeout=5)  # BLOCK: requests.Session.get
    yield session


def get_session() -> Session:
    return Session(engine)


def load_user():
    return requests.get("https://users.example/me", timeout=5).json()


async def load_user_on_loop():
    return requests.get("https://users.example/me", timeout=5).json()  # BLOCK: requests.get


class Catalogue:
    def __init__(self, http=Depends(get_http)):
        self.http = http

    def prices(self):
        return self.http.get("https://prices.example").json()  # SINK


HttpDependency = Annotated[requests.Session, Depends(get_http)]
UntypedDependency = Annotated[object, Depends(get_http)]


@app.get("/default")
async def default(http=Depends(get_http)):
    return http.get("https://a.example").json()  # BLOCK: requests.Session.get


@app.get("/async-dependency")
async def async_dependency(http=Depends(get_http_on_loop)):
    return http.get("https://a.example").json()  # BLOCK: requests.Session.get


@app.get("/keyword")
async def keyword(session=Depends(dependency=get_session)):
    return session.execute(sqlalchemy.text("select 1")).scalar()  # BLOCK: sqlalchemy.orm.Session.execute


@app.get("/alias")
async def alias(http: HttpDependency):
    return http.get("https://a.example").json()  # BLOCK: requests.Session.get


@app.get("/security")
async def security(user=Security(load_user), http=Security(get_http)):
    return http.get(user["url"]).json()  # BLOCK: requests.Session.get


@app.get("/class")
async def class_dependency(catalogue: Annotated[Catalogue, Depends()]):
    return catalogue.prices()  # BLOCK: requests.Session.get


@app.get("/user")
async def user(user=Depends(load_user), other=Depends(load_user_on_loop)):
    return [user, other]


@app.get("/pool")
def pool(http: HttpDependency, session=Depends(get_session), catalogue: Catalogue = Depends()):
    catalogue.prices()
    session.execute(sqlalchemy.text("select 1"))
    return http.get("https://a.example").json()
