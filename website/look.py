"""Looks at every page of the built site in Chromium: `python -m website.look`, or `./dev look`.

Each page is opened on a wide screen, light and dark, and on a phone, as the host of the site would
serve it. Complaints are printed: of the browser (errors, requests that fail or leave the host), of
`look.js` (what the page shows), and about links that lead nowhere. `--pictures DIRECTORY` keeps how
the pages look, for a person to read; further words are the pages to open in place of all.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import Browser, sync_playwright

from loopguard.reporters.links import SITE

FORMS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
"""The ways in which a page is opened, as settings of a browser context."""

LEAST_CONTRAST = 3
"""Of text with what is behind it. The WCAG ask for 3 in large text; comments in code are dim."""

BASE = f"{urlsplit(SITE).path.rstrip('/')}/"
"""The folder of the host in which the site lies."""


class _Host(SimpleHTTPRequestHandler):
    """The site below `BASE`, and nothing beside it."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(BASE) if path.startswith(BASE) else "nowhere"
        return super().translate_path(f"/{inside}")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the browser tells what fails."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the site on a free port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


def pages_of(site: Path) -> list[str]:
    """The addresses of all pages below that of the site."""
    files = (file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return sorted(file.removesuffix("index.html") for file in files)


class Look:
    """Opens pages of one site, and gathers what is wrong with them."""

    def __init__(self, address: str, site: Path, pictures: Path | None) -> None:
        self.complaints: list[str] = []
        self._address = address
        self._site = site
        self._pictures = pictures
        self._anchors: dict[str, set[str]] = {}
        self._links: dict[str, set[str]] = {}
        script = Path(__file__).with_name("look.js").read_text("utf-8")
        self._script = script.replace("LEAST_CONTRAST", str(LEAST_CONTRAST))

    def at(self, browser: Browser, form: str, pages: list[str]) -> None:
        """Opens pages in one form."""
        context = browser.new_context(**FORMS[form], reduced_motion="reduce")
        opened = context.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(f"says {message.text}"))
        opened.on("pageerror", lambda error: said.append(f"fails: {error}"))

        def failed(request: Any) -> None:
            if request.failure != "net::ERR_ABORTED":  # which is what is left for the next page
                said.append(f"cannot fetch {request.url}")

        def asked(request: Any) -> None:
            if not request.url.startswith((self._address, "data:", "blob:")):
                said.append(f"asks for {request.url}")

        opened.on("requestfailed", failed)
        opened.on("request", asked)
        for page in pages:
            opened.goto(self._address + page, wait_until="load")
            seen = opened.evaluate(self._script)
            self.complaints += [
                f"{form} {page or '/'} {what}" for what in seen["complaints"] + said
            ]
            said.clear()
            self._anchors[page] = set(seen["anchors"])
            self._links[page] = set(seen["links"])
            if self._pictures is not None:
                name = page.strip("/").replace("/", "_") or "index"
                opened.screenshot(path=self._pictures / f"{name}-{form}.png", full_page=True)
        context.close()

    def follow_links(self) -> None:
        """Complains about links within the site that lead to no file, or to no place in a page."""
        for page, links in self._links.items():
            for link in sorted(link for link in links if link.startswith(self._address)):
                target, anchor = urldefrag(link.removeprefix(self._address))
                file = self._site / unquote(target)
                anchors = self._anchors.get(target, {unquote(anchor)})  # all, of a page not opened
                if not (file / "index.html" if file.is_dir() else file).is_file():
                    self.complaints.append(f"{page or '/'} leads to no file: {target}")
                elif anchor and unquote(anchor) not in anchors:
                    self.complaints.append(f"{page or '/'} leads to no place: {target}#{anchor}")


def main() -> int:
    """Prints the complaints; 1 where there are any, 2 without Chromium or a site."""
    parser = argparse.ArgumentParser(prog="website.look", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("build/website/site"))
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("pages", nargs="*")
    wanted = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is not installed (apt-get install chromium)", file=sys.stderr)
        return 2
    if not wanted.site.is_dir():
        print(f"{wanted.site} is not there: ./dev docs builds it", file=sys.stderr)
        return 2
    if wanted.pictures:
        wanted.pictures.mkdir(parents=True, exist_ok=True)
    pages = wanted.pages or pages_of(wanted.site)
    with served(wanted.site) as address, sync_playwright() as playwright:
        look = Look(address, wanted.site, wanted.pictures)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for form in FORMS:
            look.at(browser, form, pages)
        browser.close()
    look.follow_links()
    print(*look.complaints, sep="\n")
    print(f"{len(pages)} pages, {len(look.complaints)} complaints")
    return 1 if look.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
