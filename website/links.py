"""Links that work both where the repository is hosted and on the site.

Pages of docs/ link to files of the repository relatively (`../blocklist/requests.toml`), and to
pages that only the site has by the site's address. On the site, the former lead to the repository's
host and the latter are relative, so that the build checks them. A link that shows the name of a
file (`[fixes.md](fixes.md)`) shows the title of the page on the site. Dotted names and paths in
tables may be broken there, where columns are narrow.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from loopguard.reporters.links import HOME, SITE
from website.markdown import dotted

_LINK = re.compile(r"\[(?P<text>[^]\n]*)\]\((?P<target>[^)\s]+)\)")
_ROW = re.compile(r"^\|.*", re.MULTILINE)
_LONG_NAME = re.compile(r"`(\w+(?:[./]\w+)+(?::\d+)?)`")
_TITLE = re.compile(r"^# (.*)$", re.MULTILINE)


def for_site(text: str, page: PurePosixPath, repository: Path) -> str:
    """A page's text as the site needs it; `page` is its path below docs/.

    Raises ValueError where a link leads to a file of the repository that is not there.
    """

    def change(found: re.Match[str]) -> str:
        shown, link = found["text"], found["target"]
        path, hash_, anchor = link.partition("#")
        if link.startswith(f"{SITE}/"):
            return f"[{shown}]({_relative(path, page)}{hash_}{anchor})"
        if not path or "://" in link or link.startswith("mailto:"):
            return found[0]
        target = repository / os.path.normpath(PurePosixPath("docs") / page.parent / path)
        if not target.exists():
            raise ValueError(f"docs/{page}: {link} leads nowhere")
        if target.is_relative_to(repository / "docs"):
            if target.suffix == ".md" and shown.rpartition("/")[2] == target.name:
                shown = _TITLE.findall(target.read_text("utf-8"))[0]
            return f"[{shown}]({link})"
        kind = "tree" if target.is_dir() else "blob"
        place = target.relative_to(repository).as_posix()
        return f"[{shown}]({HOME}/{kind}/main/{place}{hash_}{anchor})"

    linked = _LINK.sub(change, text)
    return _ROW.sub(lambda row: _LONG_NAME.sub(lambda name: dotted(name[1]), row[0]), linked)


def _relative(address: str, page: PurePosixPath) -> str:
    """The file of a page on the site, as seen from another page."""
    name = address.removeprefix(f"{SITE}/").rstrip("/")
    is_index = "/" not in name  # `rules/` has pages below it, `rules/LG102/` has none
    return os.path.relpath(f"{name}/index.md" if is_index else f"{name}.md", page.parent)
