# Functions that the library hands to itself.
import time
from functools import cache
from pathlib import Path

from homeassistant.core import HomeAssistant, callback


def open_page(hass):
    time.sleep(0.001)


@callback
def announce(hass):
    time.sleep(0.001)  # BLOCK: time.sleep


def read_page():
    return "page"


@cache
def is_container():
    return Path("/.container").exists()


@cache
def has_battery():
    return Path("/sys/class/power_supply").exists()


def warm_up():
    is_container()


async def start(hass: HomeAssistant):
    hass.add_job(open_page, hass)
    hass.add_job(announce, hass)
    page = await hass.async_add_executor_job(read_page)
    await hass.async_add_executor_job(warm_up)
    return page.upper(), is_container(), has_battery()  # BLOCK: pathlib.Path.exists
