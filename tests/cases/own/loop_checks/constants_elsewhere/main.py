# Texts that are constants of other modules, annotated or not, under any name that leads there.
import names
from names import CHANGING, KEY, REMOTE, TOKEN
from vault import read

AGAIN = TOKEN


class Client:
    def key(self):
        return read(TOKEN) or ""

    def remote_key(self):
        return read(REMOTE) or ""


async def imported():
    read(TOKEN)
    read(KEY)
    read(AGAIN)
    read(REMOTE)  # BLOCK: time.sleep
    read(CHANGING)  # BLOCK: time.sleep


async def through_the_module():
    read(names.TOKEN)
    read(names.REMOTE)  # BLOCK: time.sleep
    read(names.CHANGING)  # BLOCK: time.sleep


async def below(client: Client):
    client.key()
    client.remote_key()  # BLOCK: time.sleep


async def local():
    name: str = "SERVICE_TOKEN"
    read(name)
    other: str = "remote/token"
    read(other)  # BLOCK: time.sleep
