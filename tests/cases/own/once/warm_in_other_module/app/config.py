# Probes: settings read when another module is imported, and a cache that nobody has warmed.
import json
from functools import cache


@cache
def settings() -> dict:
    with open("settings.json") as file:
        return json.load(file)


@cache
def secrets() -> dict:
    with open("secrets.json") as file:  # SINK
        return json.load(file)
