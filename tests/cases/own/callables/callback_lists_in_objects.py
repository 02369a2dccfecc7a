# Probes: an event emitter that keeps callbacks in a list of its own and calls them later.
import time


class Signal:
    def __init__(self):
        self.receivers = []

    def connect(self, receiver):
        self.receivers.append(receiver)

    def send(self, value):
        for receiver in self.receivers:
            receiver(value)  # SINK

    def count(self):
        return len(self.receivers)


class QuietSignal:
    def __init__(self):
        self.receivers = []

    def connect(self, receiver):
        self.receivers.append(receiver)

    def send(self, value):
        return [receiver(value) for receiver in self.receivers]


def save(value):
    time.sleep(0.001)  # SINK


def note(value):
    return value


saved = Signal()
saved.connect(save)
noted = QuietSignal()
noted.connect(note)


async def main():
    saved.send(1)  # BLOCK: time.sleep


async def quiet():
    return noted.send(1), saved.count()
