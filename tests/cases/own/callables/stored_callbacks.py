# Probes: callbacks kept in attributes, one object with a blocking one and one without.
import time


def save():
    time.sleep(0.001)  # SINK


def ignore():
    return None


class Button:
    def __init__(self, on_click):
        self.on_click = on_click

    def click(self):
        return self.on_click()  # SINK


class Timer:
    handler = None

    def fire(self):
        if self.handler is not None:
            self.handler()  # SINK


class IdleTimer:
    handler = None

    def fire(self):
        if self.handler is not None:
            self.handler()


timer = Timer()
timer.handler = save
idle = IdleTimer()
idle.handler = ignore


async def main():
    Button(save).click()  # BLOCK: time.sleep
    Button(on_click=save).on_click()  # BLOCK: time.sleep
    timer.fire()  # BLOCK: time.sleep


async def quiet():
    Button(ignore).click()
    idle.fire()
    return Button(save)
