"""Blocklist files of other distributions, found through their entry points."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from loopguard.blocklist import load_library
from loopguard.blocklist.plugins import plugin_files
from loopguard.domain.errors import BlocklistError

ENTRIES = """
schema = 1

[library]
name = "acme-sdk"
modules = ["acme"]
rule = "LG107"

[[function]]
names = ["acme.fetch"]
blocks = true
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Installs a distribution with an entry point and the given files, by their paths."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install_files(distribution: str, value: str, files: Mapping[str, str]) -> Path:
        info = f"{distribution.replace('-', '_')}-1.0.dist-info"
        metadata = {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\n",
            f"{info}/entry_points.txt": f"[loopguard.blocklists]\nentries = {value}\n",
        }
        for name, text in {**metadata, **files}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
        return tmp_path

    return install_files


def test_a_package_brings_the_files_in_its_directory_and_is_not_imported(install: Any) -> None:
    root = install(
        "acme-plugin",
        "acme_plugin",
        {
            "acme_plugin/__init__.py": "raise SystemExit\n",
            "acme_plugin/b.toml": ENTRIES.replace("acme.fetch", "acme.other"),
            "acme_plugin/a.toml": ENTRIES,
        },
    )
    directory = root / "acme_plugin"
    assert plugin_files() == [
        ("plugin acme-plugin", directory / "a.toml"),
        ("plugin acme-plugin", directory / "b.toml"),
    ]
    library = load_library()
    assert library.origin("acme.fetch") == f"plugin acme-plugin: {directory / 'a.toml'}"
    assert "acme_plugin" not in sys.modules


def test_a_callable_gives_the_paths(
    install: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"def paths():\n    return [{str(tmp_path / 'entries.toml')!r}]\n"
    files = {"acme_calls.py": code, "entries.toml": ENTRIES}
    root = install("acme-calls", "acme_calls:paths", files)
    assert plugin_files() == [("plugin acme-calls", root / "entries.toml")]
    monkeypatch.delitem(sys.modules, "acme_calls")


def test_plugins_come_in_the_order_of_their_names_and_below_ones_own_files(
    install: Any, tmp_path: Path
) -> None:
    for name in ("zeta", "alpha"):
        files = {f"{name}_plugin/entries.toml": ENTRIES + f'reason = "{name}"\n'}
        install(f"{name}-plugin", f"{name}_plugin", files)
    model = load_library().function("acme.fetch")
    assert model is not None
    assert model.reason == "zeta"
    own = tmp_path / "own.toml"
    own.write_text(ENTRIES + 'reason = "own"\n')
    model = load_library([own]).function("acme.fetch")
    assert model is not None
    assert model.reason == "own"


def test_what_is_wrong_with_a_plugin_is_told_with_its_name(install: Any) -> None:
    install("acme-gone", "no_such_module_at_all", {})
    raising = "def paths():\n    raise ValueError('no paths')\n"
    install("acme-raises", "acme_raises:paths", {"acme_raises.py": raising})
    install("acme-void", "acme_void", {"acme_void/__init__.py": ""})
    with pytest.raises(BlocklistError) as raised:
        load_library()
    assert [str(complaint) for complaint in raised.value.complaints] == [
        "plugin acme-gone: loopguard.blocklists.entries: "
        "ModuleNotFoundError: there is no module no_such_module_at_all",
        "plugin acme-raises: loopguard.blocklists.entries: ValueError: no paths",
        "plugin acme-void: loopguard.blocklists.entries: acme_void brings no *.toml file",
    ]


def test_without_plugins_the_metadata_of_distributions_is_not_loaded() -> None:
    code = (
        "import sys\n"
        "from loopguard.blocklist import load_library\n"
        "load_library()\n"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
