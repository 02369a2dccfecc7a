# Probes: __int__, __hash__, __index__, __fspath__, __iter__ by dict() and ** of project classes.
import os
import time


class Sensor:
    def __int__(self):
        time.sleep(0.001)  # SINK
        return 1

    def __float__(self):
        return 1.0


class Key:
    def __hash__(self):
        time.sleep(0.001)  # SINK
        return 1


class Location:
    def __fspath__(self):
        time.sleep(0.001)  # SINK
        return "/srv"


class Options:
    def keys(self):
        time.sleep(0.001)  # SINK
        return ["a"]

    def __getitem__(self, key):
        return 1


async def numbers(sensor: Sensor):
    int(sensor)  # BLOCK: time.sleep
    return float(sensor)


async def hashes(key: Key):
    return hash(key)  # BLOCK: time.sleep


async def paths(location: Location):
    return os.fspath(location)  # BLOCK: time.sleep


async def mappings(options: Options):
    return dict(**options)  # BLOCK: time.sleep


async def quiet(sensor: Sensor, key: Key, options: Options):
    return [sensor, key, options], options["a"], key is sensor
