# Probes: an import inside a coroutine runs the module's body, unless it is loaded already.
from shop import warm

WARM = warm.READY


async def predict(text: str):
    from shop import cold  # BLOCK: time.sleep

    return cold.predict(text)


async def ready():
    from shop import warm
    from shop.light import predict

    return predict(str(warm.READY))
