from homeassistant.helpers.entity import Entity

import requests


class LampEntity(Entity):
    _level = 0

    @property
    def available(self) -> bool:
        return requests.get("http://lamp.local", timeout=5).ok  # BLOCK: requests.get

    @property
    def level(self) -> int:
        return self._level

    @property
    def serial(self) -> str:
        return requests.get("http://lamp.local/serial", timeout=5).text

    def update(self) -> None:
        self._level = requests.get("http://lamp.local/level", timeout=5).json()
