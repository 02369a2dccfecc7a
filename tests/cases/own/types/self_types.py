# Probes: methods that return Self, on classes and on objects.
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from typing import Self


class Context:
    current: Optional[Context] = None

    @classmethod
    def get(cls: type[Self]) -> Optional[Self]:
        return cls.current

    def copy(self: Self) -> Self:
        return vars().get("self")


class Run(Context):
    def __init__(self):
        self.database = sqlite3.connect("runs.db")

    def name(self):
        return "run"


async def by_class():
    Run.get().database.execute("select 1")  # BLOCK: sqlite3.Connection.execute


async def by_object(run: Run):
    run.copy().database.commit()  # BLOCK: sqlite3.Connection.commit


async def quiet(run: Run):
    return Run.get().name(), run.copy().name()
