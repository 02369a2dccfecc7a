# Probes: aiogram runs plain handlers and filters in a thread, async ones on the loop.
import requests
from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.filters import Filter

router = Router()
dispatcher = Dispatcher()


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


@router.message()
def plain(message):
    return ask()


@router.message()
async def on_loop(message):
    await message.answer(ask())  # BLOCK: requests.get


@dispatcher.startup()
def start():
    ask()


class Paid(Filter):
    async def __call__(self, message) -> bool:
        return bool(ask())  # BLOCK: requests.get


class Audit(BaseMiddleware):
    async def __call__(self, handler, event, data):
        ask()  # BLOCK: requests.get
        return await handler(event, data)


def registered(message):
    return ask()


async def main(bot):
    router.message.register(registered)
    dispatcher.include_router(router)
    dispatcher.run_polling(bot)  # BLOCK: aiogram.Dispatcher.run_polling


async def patient_main(bot):
    await dispatcher.start_polling(bot)
