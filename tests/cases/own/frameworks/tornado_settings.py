# Probes: what a Tornado application is made with is in the settings of its handlers.
import asyncio
import sqlite3

from tornado import web


class Base(web.RequestHandler):
    @property
    def db(self):
        return self.settings["db"]


class Rows(Base):
    async def get(self):
        self.db.execute("select 1")  # BLOCK: sqlite3.Connection.execute
        self.settings["db"].commit()  # BLOCK: sqlite3.Connection.commit
        self.application.settings["names"].get("x")
        self.settings["elsewhere"].execute("select 1")
        await asyncio.to_thread(self.read)

    def read(self):
        return self.db.execute("select 1")


class Other(Base):
    async def get(self):
        self.settings["log"].execute("select 1")  # BLOCK: sqlite3.Connection.execute


class Application(web.Application):
    def __init__(self):
        settings = dict(log=sqlite3.connect("log.db"), debug=True)
        super().__init__([("/other", Other)], **settings)


def main():
    return web.Application([("/", Rows)], db=sqlite3.connect("a.db"), names={"x": "y"})
