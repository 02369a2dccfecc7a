# Probes: making an object of a validated data class runs its validators.
import os
from pathlib import Path

from pydantic import BaseModel, field_validator, model_validator


class Upload(BaseModel):
    path: str

    @field_validator("path")
    @classmethod
    def must_exist(cls, value: str) -> str:
        if not os.path.exists(value):
            raise ValueError(value)
        return value


class Checked(BaseModel):
    path: str

    @model_validator(mode="after")
    def must_be_readable(self) -> "Checked":
        Path(self.path).read_bytes()
        return self


class Loaded(BaseModel):
    """Does its work only if a key is there, as what runs before the fields are known does."""

    path: str = ""

    @model_validator(mode="before")
    @classmethod
    def load(cls, values):
        if source := values.get("source"):
            return {"path": Path(source).read_text()}
        return values


class Plain(BaseModel):
    path: str

    def must_exist(self) -> bool:
        return os.path.exists(self.path)


async def upload(path: str):
    return Upload(path=path)  # BLOCK: os.path.exists


async def check(path: str):
    return Checked(path=path)  # BLOCK: pathlib.Path.read_bytes


async def plain(path: str):
    return Plain(path=path)


async def load(path: str):
    return Loaded(path=path)
