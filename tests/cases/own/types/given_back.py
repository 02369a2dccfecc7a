# Probes: methods of a library that give back the object of the project that they are called on.
from pathlib import Path

import requests
from pydantic import BaseModel


class Note(BaseModel):
    path: Path

    def text(self):
        return self.path.read_text()  # SINK

    def label(self):
        return self.path.name


class Client(requests.Session):
    def page(self):
        return self.get("http://shop.local")  # SINK

    def label(self):
        return "client"


async def copies(note: Note):
    note.model_copy().text()  # BLOCK: pathlib.Path.read_text
    note.copy(update={"path": "y"}).text()  # BLOCK: pathlib.Path.read_text


async def validated(data: dict):
    Note.model_validate(data).text()  # BLOCK: pathlib.Path.read_text
    Note.model_validate_json("{}").text()  # BLOCK: pathlib.Path.read_text
    Note.parse_obj(data).path.unlink()  # BLOCK: pathlib.Path.unlink


async def entered():
    with Client() as client:
        client.page()  # BLOCK: requests.Session.get


async def quiet(note: Note, data: dict):
    with Client() as client:
        client.label()
    return note.model_copy().label(), Note.model_validate(data).label()
