"""What a page must hold in a real browser: nothing loaded from elsewhere, no error, no barrier."""

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from playwright.sync_api import Response as BrowserResponse
from werkzeug.wrappers import Response

from tests.support.databases import KINDS
from tests.support.server import served

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but this machine's own leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass(frozen=True)
class Look:
    """A reader's screen: light or dark, and how wide."""

    theme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.theme}-{self.width}"


LIGHT = Look("light", 1280)
LOOKS = [LIGHT, Look("dark", 1280), Look("light", 375), Look("dark", 375)]
# Marks for a test: once for each screen, once for each kind of database.
each_look = pytest.mark.parametrize("look", LOOKS, indirect=True, ids=str)
on_both_databases = pytest.mark.parametrize("database", KINDS, indirect=True)


def chromium() -> str:
    named = os.environ.get("ASSAY_TEST_CHROMIUM") or shutil.which("chromium")
    return named or pytest.fail("no chromium here: bin/browser installs it or says how")


class Elsewhere:
    """Pages of other sites, for what is embedded there."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.origins: set[str] = set()

    def __call__(self, html: str) -> str:
        """Serve the page on an origin of its own and give its address."""
        answer = Response(html, content_type="text/html; charset=utf-8")
        nothing = Response(status=204)
        site = served(
            lambda address: (
                lambda environ, start: (answer if environ["PATH_INFO"] == "/" else nothing)(
                    environ, start
                )
            )
        )
        origin = self.stack.enter_context(site).address.replace("127.0.0.1", "localhost")
        self.origins.add(origin)
        return f"{origin}/"


class Watch:
    """Listens to all pages of a browser context and keeps what must not happen."""

    def __init__(self, context: BrowserContext, *origins: set[str]) -> None:
        self.context = context
        self.origins = origins
        self.faults: list[str] = []
        self.refused: set[str] = set()
        context.on("request", self.on_request)
        context.on("response", self.on_response)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            origin = f"{parts.scheme}://{parts.netloc}"
            if not any(origin in known for known in self.origins):
                self.faults.append(f"a request to another host: {request.url}")

    def on_response(self, response: BrowserResponse) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")
        elif response.status >= 400 and response.request.is_navigation_request():
            self.refused.add(response.url)  # a form with errors: the page says what is wrong

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        where = message.location.get("url", "")
        if message.text.startswith("Failed to load resource") and where in self.refused:
            return
        self.faults.append(f"console {message.type}: {message.text} ({where})")

    def report(self) -> None:
        """Fail with all that was seen."""
        if self.faults:
            pytest.fail("in the browser:\n" + "\n".join(self.faults), pytrace=False)


def check_axe(page: Page) -> None:
    """Fail with every barrier that axe finds on the page as it stands now (WCAG 2.2 AA)."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    told = [
        f"{rule['id']}: {rule['help']}\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n"
            f"      {' / '.join(node['failureSummary'].splitlines())}"
            for node in rule["nodes"]
        )
        for rule in found
    ]
    if told:
        pytest.fail(f"axe on {page.url}\n" + "\n".join(told), pytrace=False)


def check_no_sideways_scroll(page: Page) -> None:
    """Fail if the page is wider than the window (WCAG 1.4.10: reflow)."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        pytest.fail(f"{page.url} is {wide} px wider than the window", pytrace=False)
