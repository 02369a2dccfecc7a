"""Links that work both where the repository is hosted and on the site.

Pages of docs/ link to files of the repository relatively (`../blocklist/requests.toml`), and to
pages that only the site has by the site's address. On the site, the former lead to the repository's
host and the latter are relative, so that the build checks them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from loopguard.reporters.links import HOME, SITE

_LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))|(?<=<)(" + re.escape(SITE) + r"[^>\s]*)(?=>)")


def for_site(text: str, page: PurePosixPath, repository: Path) -> str:
    """A page's text with its links as the site needs them; `page` is its path below docs/.

    Raises ValueError where a link leads to a file of the repository that is not there.
    """

    def change(found: re.Match[str]) -> str:
        link = found[0]
        if link.startswith(f"{SITE}/"):
            path, _, anchor = link.removeprefix(f"{SITE}/").partition("#")
            source = f"{path.rstrip('/')}.md" if path.count("/") > 1 else f"{path}index.md"
            relative = os.path.relpath(source, page.parent)
            return relative + (f"#{anchor}" if anchor else "")
        if "://" in link or link.startswith(("#", "mailto:")):
            return link
        path, hash_, anchor = link.partition("#")
        target = os.path.normpath(PurePosixPath("docs") / page.parent / path)
        if target.startswith("docs/"):
            return link
        if not (repository / target).exists():
            raise ValueError(f"docs/{page}: {link} leads nowhere")
        kind = "tree" if (repository / target).is_dir() else "blob"
        return f"{HOME}/{kind}/main/{target}{hash_}{anchor}"

    return _LINK.sub(change, text)
