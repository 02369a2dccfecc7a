"""Builds the wheel: the blocklist is compiled once, here, and not at each start of the program."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileBlocklist(BuildHookInterface):
    """Adds the compiled blocklist to the wheel, beside the files that it is made of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the files; an editable installation does that by itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from loopguard.blocklist.compiled import COMPILED, write_compiled
        from loopguard.blocklist.load import load_files

        library = load_files(sorted((root / "blocklist").glob("*.toml")))
        self._directory = tempfile.TemporaryDirectory()
        compiled = Path(self._directory.name) / COMPILED
        write_compiled(compiled, library.shelf, "")
        build_data["force_include"][str(compiled)] = f"loopguard/blocklist/shipped/{COMPILED}"
