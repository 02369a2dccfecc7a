"""Builds the documentation site: `python -m website.build [DIRECTORY]`, or `./dev docs`.

Zensical makes the pages (the successor of mkdocs-material, by the same people). Its source is put
together in DIRECTORY (`build/website` unless given): the pages of docs/ and the generated ones,
none of which is committed. A warning of Zensical's, such as a link to nowhere, is an error.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

from loopguard.rules import RULES
from website.commands import commands_page
from website.facts import all_libraries
from website.libraries import library_pages
from website.links import for_site
from website.rules import rule_pages
from website.settings import settings_page

REPOSITORY = Path(__file__).parents[1]


def generated_pages() -> dict[str, str]:
    """The pages that docs/ does not have, by their path below it."""
    libraries = all_libraries()
    return {
        **dict(rule_pages(libraries)),
        **dict(library_pages(libraries)),
        "reference/settings.md": settings_page(),
        "reference/commands.md": commands_page(),
    }


def write_source(directory: Path) -> None:
    """Writes Zensical's configuration and all pages. Raises ValueError for a link to nowhere."""
    shutil.rmtree(directory, ignore_errors=True)
    pages = directory / "docs"
    shutil.copytree(REPOSITORY / "docs", pages)
    for file in sorted(pages.rglob("*.md")):
        path = PurePosixPath(file.relative_to(pages).as_posix())
        file.write_text(for_site(file.read_text("utf-8"), path, REPOSITORY), encoding="utf-8")
    for name, text in generated_pages().items():
        target = pages / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    shutil.copytree(REPOSITORY / "website" / "assets", pages / "assets")
    shutil.copytree(REPOSITORY / "website" / "theme", directory / "theme")
    settings = (REPOSITORY / "website" / "zensical.toml").read_text("utf-8")
    rules = ", ".join(f'{{ "{rule.code} {rule.name}" = "rules/{rule.code}.md" }}' for rule in RULES)
    (directory / "zensical.toml").write_text(settings.replace('"RULES"', rules), encoding="utf-8")


def build(directory: Path) -> int:
    """Builds the site into `directory/site`; the exit code of Zensical."""
    write_source(directory)
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    return subprocess.run(command, cwd=directory, check=False).returncode


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("The site is built with Python 3.11 or newer, as Zensical needs it.")
    sys.exit(build(Path(sys.argv[1] if sys.argv[1:] else REPOSITORY / "build" / "website")))
