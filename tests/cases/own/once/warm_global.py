# Probes: a lazy global that the module fills itself, by calling the function that holds the check.
import json

_words: list = []
_names: list = []


def words() -> list:
    global _words
    if not _words:
        with open("words.json") as file:
            _words = json.load(file)
    return _words


def names() -> list:
    global _names
    if not _names:
        with open("names.json") as file:  # SINK
            _names = json.load(file)
    return _names


words()


async def spell():
    return words()


async def greet():
    return names()  # BLOCK: open
