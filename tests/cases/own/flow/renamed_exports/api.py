# Probes: names that a package exports under other names, and covers by a later star import.
import shop
import shop.tools
import shop.tools as tools
from shop import heavy_work, work


async def main():
    heavy_work()  # BLOCK: time.sleep
    shop.heavy_work()  # BLOCK: time.sleep
    work()  # BLOCK: time.sleep


async def quiet():
    return tools.run(), shop.tools.run(), shop.impl.quick()
