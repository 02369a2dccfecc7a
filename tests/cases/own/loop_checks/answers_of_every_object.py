# A method that gives the same answer for each object that is meant decides, however many there are.
import time


class Cache:
    def __init__(self, store):
        self.store = store

    def is_async(self):
        return True

    def get(self):
        time.sleep(0.001)  # SINK

    async def get_async(self):
        return self.store


class OldCache(Cache):
    def is_async(self):
        return False


class Settings:
    cache = None
    any_cache = None


settings = Settings()


def set_up(rows, objects):
    settings.cache = Cache(rows)
    settings.any_cache = Cache(rows)
    if objects:
        settings.cache = Cache(objects)
        settings.any_cache = OldCache(rows)


set_up([1], {"a": 1})


async def asked_what_all_answer_alike():
    if settings.cache.is_async() is True:
        return await settings.cache.get_async()
    return settings.cache.get()


async def asked_what_one_answers_otherwise():
    if settings.any_cache.is_async() is True:
        return await settings.any_cache.get_async()
    return settings.any_cache.get()  # BLOCK: time.sleep
