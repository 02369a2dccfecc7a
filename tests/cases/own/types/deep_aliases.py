# Probes: unions of unions of unions.
from __future__ import annotations

from pathlib import Path, PurePath
from typing import Union

Place0 = Path
Pure0 = PurePath
Place1 = Union[Place0, str]
Place2 = Union[Place1, str]
Place3 = Union[Place2, str]
Place4 = Union[Place3, str]
Place5 = Union[Place4, str]
Place6 = Union[Place5, str]
Place7 = Union[Place6, str]
Place8 = Union[Place7, str]
Place9 = Union[Place8, str]
Place10 = Union[Place9, str]
Place11 = Union[Place10, str]
Place12 = Union[Place11, str]
Place13 = Union[Place12, str]


async def deep(place: Place13):
    if isinstance(place, Path):
        return place.read_text()  # BLOCK: pathlib.Path.read_text
    return place.upper()


async def known(place: Place13):
    return place.exists()  # BLOCK: pathlib.Path.exists


async def pure(place: Pure0):
    return place.name
