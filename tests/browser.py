"""A real Chromium for the tests of the page, with a witness of everything that it must not do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from .conftest import ROOT

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Where it is set, a missing program is a failure, not a reason to leave a test out.
REQUIRED = bool(os.environ.get("CI"))
_AXE = ROOT / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"

# Told by the page itself, whatever a listener from outside may miss.
_WITNESS = """
window.seen = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.seen.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
for (const name of ["alert", "confirm", "prompt", "open", "print"])
  window[name] = () => window.seen.push(name);
"""


def missing(what: str) -> None:
    """Leaves a test out, loudly; fails it where the program is required."""
    if REQUIRED:
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing: the page is not tested in a browser")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless, with a profile that is thrown away."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        missing("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, headless=True, args=list(FLAGS)
        )
        try:
            yield browser
        finally:
            browser.close()


def axe() -> str:
    """The source of axe-core."""
    path = Path(os.environ.get("NEWSDIGEST_AXE", _AXE))
    if not path.is_file():
        missing("axe-core (`make axe`)")
    return path.read_text("utf-8")


@dataclass
class Opened:
    """A page in the browser and what it did: requests, dialogs, console messages, errors."""

    page: Page
    address: str
    happened: list[str] = field(default_factory=list)

    def misdeeds(self) -> list[str]:
        """Everything that a page must not do."""
        told: list[str] = self.page.evaluate("window.seen || []")
        return [*self.happened, *told]


@contextmanager
def opened(
    browser: Browser, path: Path, *, scripts: bool = True, **options: Any
) -> Iterator[Opened]:
    """Opens a file in a context of its own."""
    context = browser.new_context(java_script_enabled=scripts, **options)
    context.set_default_timeout(20_000)
    page = context.new_page()
    address = path.resolve().as_uri()
    found = Opened(page, address)
    note = found.happened.append

    def dismiss(dialog: Dialog) -> None:
        note(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.add_init_script(_WITNESS)
    page.on("console", lambda message: note(f"console: {message.text}"))
    page.on("pageerror", lambda error: note(f"error: {error}"))
    page.on("dialog", dismiss)
    page.on("popup", lambda popup: note(f"popup: {popup.url}"))
    page.on("download", lambda download: note(f"download: {download.url}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.split("#")[0] == address or request.url.startswith("data:image/svg+xml,")
            else note(f"request: {request.url}")
        ),
    )
    page.goto(address)
    try:
        yield found
    finally:
        context.close()
