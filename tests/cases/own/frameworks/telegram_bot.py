# Probes: python-telegram-bot runs handlers, jobs and plain filters on the loop.
import asyncio

import requests
from telegram.ext import Application, CommandHandler
from telegram.ext.filters import MessageFilter


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


async def joke(update, context):
    await update.message.reply_text(ask())  # BLOCK: requests.get


async def patient_joke(update, context):
    await update.message.reply_text(await asyncio.to_thread(ask))


async def refresh(context):
    ask()  # BLOCK: requests.get


class Paid(MessageFilter):
    def filter(self, message):
        return bool(ask())  # BLOCK: requests.get

    def helper(self):
        return ask()


def main(application: Application):
    application.add_handler(CommandHandler("joke", joke, filters=Paid()))
    application.add_handler(CommandHandler("patient", patient_joke))
    application.job_queue.run_repeating(refresh, interval=60)
    application.run_polling()


async def async_main(application: Application):
    application.run_polling()  # BLOCK: telegram.ext.Application.run_polling
