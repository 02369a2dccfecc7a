# Probes: modules loaded on the loop, beside start-up, threads and what is loaded already.
import asyncio
import importlib
import json
import sys


async def describe(values: list):
    import pandas  # IMPORT: import pandas

    return pandas.Series(values).describe()


async def length(values: list):
    from numpy.linalg import norm  # IMPORT: import numpy.linalg

    return norm(values)


def plot(values: list):
    import matplotlib.pyplot as plt

    return plt.plot(values)


async def draw(values: list):
    return plot(values)  # IMPORT: import matplotlib.pyplot


async def load(name: str):
    return importlib.import_module(name)  # IMPORT: importlib.import_module


async def load_with_the_builtin(name: str):
    return __import__(name)  # IMPORT: __import__


async def load_again(name: str):
    return importlib.reload(sys.modules[name])  # IMPORT: importlib.reload


async def in_a_thread(name: str, values: list):
    await asyncio.to_thread(plot, values)
    return await asyncio.to_thread(importlib.import_module, name)


async def loaded_at_the_top(text: str):
    import json as parser

    return parser.loads(text) or json.loads(text)


async def look_up(name: str):
    return sys.modules.get(name)


def load_all(names: list):
    import pandas

    return pandas, [importlib.import_module(name) for name in names]


plugins = load_all(["plugins.mail"])
