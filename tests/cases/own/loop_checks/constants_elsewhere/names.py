from typing import Final

TOKEN: Final = "SERVICE_TOKEN"
KEY: str = "SERVICE_KEY"
REMOTE: Final = "remote/token"
CHANGING = "remote/token"


def change():
    global CHANGING
    CHANGING = "SERVICE_TOKEN"
