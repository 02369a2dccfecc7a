# Probes: getters, setters, deleters and descriptors that block.
import time


class Slow:
    def __get__(self, instance, owner=None):
        time.sleep(0.001)  # SINK
        return 1

    def __set__(self, instance, value):
        time.sleep(0.001)  # SINK


class Plain:
    def __get__(self, instance, owner=None):
        return 2


class Device:
    power = Slow()
    serial = Plain()

    @property
    def level(self):
        return 1

    @level.setter
    def level(self, value):
        time.sleep(0.001)  # SINK

    @level.deleter
    def level(self):
        time.sleep(0.001)  # SINK

    def _status(self):
        time.sleep(0.001)  # SINK
        return "up"

    status = property(_status)


async def get(device: Device):
    print(device.power)  # BLOCK: time.sleep
    print(device.serial, device.level)
    return device.status  # BLOCK: time.sleep


async def change(device: Device):
    device.level = 3  # BLOCK: time.sleep
    device.power = 4  # BLOCK: time.sleep
    device.color = 5
    del device.color


async def remove(device: Device):
    del device.level  # BLOCK: time.sleep
