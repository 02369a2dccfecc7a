# Probes: names that a package loads when they are first asked for.
import shop
from shop import quick, slow


async def main():
    slow()  # BLOCK: time.sleep
    shop.slow()  # BLOCK: time.sleep


async def quiet():
    return quick(), shop.quick()
