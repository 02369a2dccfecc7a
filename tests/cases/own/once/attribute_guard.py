# Probes: an attribute filled under `if not self._x`, in a helper and in a coroutine itself.
import json
import subprocess


class Catalog:
    def __init__(self):
        self._items = {}
        self._version = None

    def items(self) -> dict:
        if not self._items:
            with open("catalog.json") as file:  # SINK
                self._items = json.load(file)
        return self._items

    def reload(self) -> dict:
        with open("catalog.json") as file:  # SINK
            self._items = json.load(file)
        return self._items

    async def names(self) -> list:
        return sorted(self.items())  # BLOCK: open

    async def count(self) -> int:
        return len(self.items())

    async def refresh(self) -> int:
        return len(self.reload())  # BLOCK: open

    async def refresh_twice(self) -> int:
        return len(self.reload())  # BLOCK: open

    async def version(self) -> bytes:
        if self._version is None:
            self._version = subprocess.check_output(["git", "rev-parse", "HEAD"])  # BLOCK: subprocess.check_output
        return self._version
