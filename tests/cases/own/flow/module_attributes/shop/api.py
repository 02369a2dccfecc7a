# Probes: a module attribute that another module assigns.
from shop import hooks

hooks.on_save = hooks.slow


async def main():
    hooks.save()  # BLOCK: time.sleep
    return hooks.on_save()  # BLOCK: time.sleep


async def quiet():
    hooks.on_load()
    return hooks.load()
