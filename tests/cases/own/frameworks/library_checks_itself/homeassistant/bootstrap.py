# Functions that the library hands to itself.
import time

from homeassistant.core import HomeAssistant, callback


def open_page(hass):
    time.sleep(0.001)


@callback
def announce(hass):
    time.sleep(0.001)  # BLOCK: time.sleep


def read_page():
    return "page"


async def start(hass: HomeAssistant):
    hass.add_job(open_page, hass)
    hass.add_job(announce, hass)
    page = await hass.async_add_executor_job(read_page)
    return page.upper()
