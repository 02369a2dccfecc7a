# Probes: static and class methods, by class, by object and through cls.
import time


class Tools:
    @staticmethod
    def pause():
        time.sleep(0.001)  # SINK

    @staticmethod
    def add(a, b):
        return a + b

    @classmethod
    def load(cls):
        cls.pause()  # SINK
        return cls()

    @classmethod
    def empty(cls):
        return cls()

    def read(self):
        return self.pause()  # SINK


class QuickTools(Tools):
    @staticmethod
    def pause():
        return None


async def main():
    Tools.pause()  # BLOCK: time.sleep
    Tools().pause()  # BLOCK: time.sleep
    Tools.load()  # BLOCK: time.sleep
    Tools.empty().read()  # BLOCK: time.sleep
    type(Tools()).load()  # BLOCK: time.sleep


async def quiet():
    QuickTools.pause()
    QuickTools.load()
    QuickTools.empty().read()
    return Tools.add(1, 2), Tools().add(1, 2)
