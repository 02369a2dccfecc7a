"""The proofs, one module for each family of entries."""

from __future__ import annotations

import importlib
import pkgutil


def load_all() -> None:
    """Imports every module here, so that all proofs are registered."""
    for module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
