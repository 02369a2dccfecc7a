# Probes: a module's dict that another module fills, read in a third.
import sqlite3
from pathlib import Path

CONNECTIONS = {}
LABELS = {}
EMPTY = {}
PLACES: list[Path] = []
BY_NAME: dict[str, sqlite3.Connection] = {}
NAMES: list[str] = []
