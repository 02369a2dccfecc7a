# Probes: Home Assistant runs @callback functions on the loop, other plain ones in its executor.
from datetime import timedelta

import requests
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator


def ask() -> str:
    return requests.get("http://device.local", timeout=5).text  # SINK


def poll(now) -> None:
    ask()


@callback
def poll_on_loop(now) -> None:
    ask()  # BLOCK: requests.get


async def async_setup_entry(hass: HomeAssistant, entry) -> bool:
    ask()  # BLOCK: requests.get
    await hass.async_add_executor_job(ask)
    hass.async_add_job(ask)
    async_track_time_interval(hass, poll, timedelta(minutes=1))
    async_track_time_interval(hass, poll_on_loop, timedelta(minutes=1))
    async_call_later(hass, 5, poll)
    async_dispatcher_connect(hass, "changed", poll)
    hass.services.async_register("shop", "poll", poll)

    @callback
    def stopped(event) -> None:
        ask()  # BLOCK: requests.get

    hass.bus.async_listen_once("stop", stopped)
    return True


def setup(hass: HomeAssistant, config) -> bool:
    ask()
    return True


class Device(Entity):
    def update(self) -> None:
        ask()

    async def async_added_to_hass(self) -> None:
        ask()  # BLOCK: requests.get


class Poller(Entity):
    async def async_update(self) -> None:
        await self.hass.async_add_executor_job(ask)


class Coordinator(DataUpdateCoordinator):
    async def _async_update_data(self):
        ask()  # BLOCK: requests.get
        return await self.hass.async_add_executor_job(self.read)

    def read(self) -> str:
        return ask()
