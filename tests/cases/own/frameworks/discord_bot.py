# Probes: discord.py runs commands, events, loops and plain checks on the loop, players in a thread.
import asyncio

import discord
import requests
from discord.ext import commands, tasks


def ask() -> str:
    return requests.get("https://api.example", timeout=5).text  # SINK


def prefix(bot, message):
    return ask()  # BLOCK: requests.get


bot = commands.Bot(prefix, intents=discord.Intents.default())


@bot.command()
async def joke(context):
    await context.send(ask())  # BLOCK: requests.get


@bot.command()
async def patient_joke(context):
    await context.send(await asyncio.to_thread(ask))


@bot.event
async def on_message(message):
    ask()  # BLOCK: requests.get


@tasks.loop(minutes=5)
async def refresh():
    ask()  # BLOCK: requests.get


def is_member(context):
    return bool(ask())  # BLOCK: requests.get


@bot.command()
@commands.check(is_member)
async def secret(context):
    await context.send("42")


class Radio(discord.AudioSource):
    def read(self) -> bytes:
        return ask().encode()


def played(error):
    ask()


@bot.command()
async def play(context):
    client: discord.VoiceClient = context.voice_client
    client.play(Radio(), after=played)


class Music(commands.Cog):
    def cog_check(self, context):
        return bool(ask())  # BLOCK: requests.get

    @commands.Cog.listener()
    async def on_ready(self):
        ask()  # BLOCK: requests.get


async def main():
    bot.run("token")  # BLOCK: discord.ext.commands.Bot.run


async def patient_main():
    async with bot:
        await bot.start("token")
