import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .impl import quick, slow

__all__ = ["quick", "slow"]


def __getattr__(name: str) -> Any:
    return getattr(importlib.import_module(".impl", __name__), name)
