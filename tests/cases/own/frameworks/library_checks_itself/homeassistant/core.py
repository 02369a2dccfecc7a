# The scheduler asks each function where it may run.
import asyncio


def callback(func):
    setattr(func, "_hass_callback", True)
    return func


class HomeAssistant:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop

    def add_job(self, target, *args):
        if getattr(target, "_hass_callback", False):
            self.loop.call_soon_threadsafe(target, *args)
        else:
            self.loop.call_soon_threadsafe(self.async_add_executor_job, target, *args)

    def async_add_executor_job(self, target, *args):
        return self.loop.run_in_executor(None, target, *args)
