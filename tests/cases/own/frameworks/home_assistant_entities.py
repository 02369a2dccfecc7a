# Probes: Home Assistant reads the properties of entities on its loop; update() runs in the executor.
from datetime import timedelta
from functools import cached_property

import requests
from homeassistant.components.camera import Camera
from homeassistant.components.climate import ClimateEntity
from homeassistant.components.light import LightEntity
from homeassistant.components.media_player import MediaPlayerEntity
from homeassistant.components.sensor import RestoreSensor, SensorEntity
from homeassistant.components.switch import SwitchEntity
from homeassistant.components.update import UpdateEntity
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.update_coordinator import CoordinatorEntity, DataUpdateCoordinator
from somewhere import kept_property

SCAN_INTERVAL = timedelta(seconds=30)


class Device:
    def __init__(self, host: str) -> None:
        self._host = host
        self.latest: dict = {}

    def read(self) -> dict:
        return requests.get(f"http://{self._host}/state", timeout=5).json()  # SINK

    @property
    def is_online(self) -> bool:
        return bool(self.read())

    def refresh(self) -> None:
        self.latest = self.read()


class Coordinator(DataUpdateCoordinator):
    device: Device


class Reading(SensorEntity):
    def __init__(self, device: Device) -> None:
        self._device = device

    @property
    def native_value(self) -> float:
        return self._device.read()["value"]  # BLOCK: requests.get

    @property
    def available(self) -> bool:
        return self._device.is_online  # BLOCK: requests.get

    @property
    def extra_state_attributes(self) -> dict:
        return {"model": self._model(), "host": self.host}  # BLOCK: requests.get

    @property
    def host(self) -> str:
        return self._device.read()["host"]

    def _model(self) -> str:
        return self._device.latest["model"]

    @property
    def serial(self) -> str:
        return self._device.read()["serial"]  # nobody on the loop reads it


class PolledReading(SensorEntity):
    def __init__(self, device: Device) -> None:
        self._device = device

    @property
    def native_value(self) -> float:
        return self._device.latest["value"]

    @property
    def available(self) -> bool:
        return bool(self._device.latest)

    def update(self) -> None:
        self._device.refresh()
        self._check(self._device.is_online)

    def _check(self, online: bool) -> None:
        self._device.read()


class Relay(SwitchEntity):
    _device: Device

    @property
    def is_on(self) -> bool:
        return self._device.read()["on"]  # BLOCK: requests.get

    def turn_on(self, **kwargs) -> None:
        requests.post("http://device.local/on", timeout=5)


class PolledRelay(SwitchEntity):
    _device: Device

    @property
    def is_on(self) -> bool:
        return self._device.latest["on"]

    @is_on.setter
    def is_on(self, value: bool) -> None:
        requests.post("http://device.local/on", timeout=5)

    def turn_off(self, **kwargs) -> None:
        self.is_on = False

    def update(self) -> None:
        self._device.refresh()


class Boiler(CoordinatorEntity[Coordinator], ClimateEntity):
    @property
    def current_temperature(self) -> float:
        return requests.get("http://boiler.local", timeout=5).json()["now"]  # BLOCK: requests.get

    @property
    def target_temperature(self) -> float:
        return self.coordinator.data["target"]

    def set_temperature(self, **kwargs) -> None:
        requests.post("http://boiler.local", timeout=5)


class Lamp(LightEntity):
    @property
    def brightness(self) -> int:
        return requests.get("http://lamp.local", timeout=5).json()["level"]  # BLOCK: requests.get

    @property
    def level(self) -> int:
        return requests.get("http://lamp.local", timeout=5).json()["level"]


class Player(MediaPlayerEntity):
    @property
    def media_title(self) -> str:
        return open("title.txt").read()  # BLOCK: open

    def media_pause(self) -> None:
        requests.post("http://player.local/pause", timeout=5)


class Doorbell(Camera):
    @property
    def is_recording(self) -> bool:
        return requests.get("http://camera.local", timeout=5).ok  # BLOCK: requests.get

    def camera_image(self, width=None, height=None) -> bytes:
        return requests.get("http://camera.local/image", timeout=5).content


class Kept(RestoreSensor):
    @property
    def extra_restore_state_data(self):
        return requests.get("http://device.local/kept", timeout=5).json()  # BLOCK: requests.get


class Firmware(UpdateEntity):
    @property
    def latest_version(self) -> str:
        return requests.get("http://firmware.example", timeout=5).text  # BLOCK: requests.get

    def release_notes(self) -> str:
        return requests.get("http://firmware.example/notes", timeout=5).text


class Base(CoordinatorEntity):
    @property
    def name(self) -> str:
        return requests.get("http://device.local/name", timeout=5).text  # BLOCK: requests.get


class Named(Entity):
    @cached_property
    def device_info(self) -> dict:
        return {"name": self._ask()}  # BLOCK: requests.get

    @kept_property
    def translation_key(self) -> str:  # whatever kind of property it makes, it is read
        return self._ask()  # BLOCK: requests.get

    @property
    def icon(self) -> str:
        return "mdi:eye"

    def _ask(self) -> str:
        return requests.get("http://device.local/name", timeout=5).text  # SINK


class Remembering:
    """A mixin, which is no entity itself."""

    @property
    def available(self) -> bool:
        return requests.get("http://device.local", timeout=5).ok  # BLOCK: requests.get

    @property
    def serial(self) -> str:
        return requests.get("http://device.local/serial", timeout=5).text


class RememberedRelay(Remembering, SwitchEntity):
    @property
    def icon(self) -> str:
        return "mdi:power"


class Plugged(Entity):
    """Says nothing of a state itself, so that only its switch is read."""

    @property
    def is_on(self) -> bool:
        return requests.get("http://device.local/on", timeout=5).ok  # BLOCK: requests.get

    @property
    def is_locked(self) -> bool:
        return requests.get("http://device.local/lock", timeout=5).ok


class PluggedRelay(Plugged, SwitchEntity):
    pass


class Hidden:
    @property
    def available(self) -> bool:
        return requests.get("http://device.local", timeout=5).ok  # replaced in the only entity


class HiddenRelay(Hidden, SwitchEntity):
    @property
    def available(self) -> bool:
        return True


class Alone:
    """No entity, whatever its properties are called."""

    @property
    def native_value(self) -> float:
        return requests.get("http://device.local", timeout=5).json()

    @property
    def is_on(self) -> bool:
        return bool(self.native_value)


class NamedOnLoop(Entity):
    async def async_update(self) -> None:
        await self.hass.async_add_executor_job(self.refresh)
        self.refresh()  # BLOCK: requests.get

    def refresh(self) -> None:
        self._attr_name = requests.get("http://device.local/name", timeout=5).text
