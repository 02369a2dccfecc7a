# Probes: typing.Protocol annotations; classes match by their methods, without naming it.
import time
from typing import Protocol


class Sender(Protocol):
    def transmit(self, text: str) -> int: ...


class Clock(Protocol):
    def now(self) -> float: ...


class Mailer:
    def transmit(self, text: str) -> int:
        time.sleep(0.001)  # SINK
        return len(text)


class FixedClock:
    def now(self) -> float:
        return 1.0


def deliver(sender: Sender):
    return sender.transmit("hi")  # SINK


class Notifier:
    def __init__(self, sender: Sender, clock: Clock):
        self.sender = sender
        self.clock = clock

    async def notify(self):
        self.clock.now()
        return self.sender.transmit("hi")  # BLOCK: time.sleep


async def notify(sender: Sender):
    return sender.transmit("hi")  # BLOCK: time.sleep


async def through_helper():
    return deliver(Mailer())  # BLOCK: time.sleep


async def tell(clock: Clock):
    return clock.now()
