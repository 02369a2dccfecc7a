# Probes: attributes of the project's own bot, reached through names that the library gives it.
import asyncio
import sqlite3

from discord.ext import commands


class Bot(commands.Bot):
    def __init__(self):
        super().__init__("!")
        self.db = sqlite3.connect("bot.db")
        self.labels = {"x": "y"}

    def remember(self, what):
        self.db.execute("insert into log values (?)", (what,))  # SINK

    def forget(self):
        self.labels.clear()


class Typed(commands.Cog):
    def __init__(self, bot: commands.Bot):
        self.bot = bot

    @commands.command()
    async def show(self, ctx):
        self.bot.db.execute("select 1")  # BLOCK: sqlite3.Connection.execute
        await asyncio.to_thread(self.bot.db.execute, "select 1")


class Untyped(commands.Cog):
    def __init__(self, bot):
        self.bot = bot

    @commands.command()
    async def show(self, ctx):
        ctx.bot.remember("shown")  # BLOCK: sqlite3.Connection.execute
        self.bot.forget()
        self.bot.labels.get("x")


class Other:
    def __init__(self, robot):
        self.robot = robot

    async def show(self):
        self.robot.db.execute("select 1")


async def setup(bot):
    await bot.add_cog(Typed(bot))
    await bot.add_cog(Untyped(bot))
