"""Draws docs/pictures/html-*.png: `python -m tests.export.pictures`, with Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import ARGUMENTS, CHROMIUM
from tests.export.build import written
from tests.export.samples import ARABIC, CHINESE, FRENCH, TERMBASE

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def draw() -> None:
    """A wide light page with a term's card open, and a dark one on a phone."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, articles, width, height, scheme, scale in (
            ("html-wide", (ARABIC,), 1200, 790, "light", 1),
            ("html-phone", (ARABIC, FRENCH, CHINESE), 390, 780, "dark", 1.25),
        ):
            file = Path(folder, f"{name}.html")
            text = written("html", *articles, termbases=(TERMBASE,))
            file.write_text(text, "utf-8", newline="")
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                device_scale_factor=scale,
            )
            page.goto(file.as_uri())
            term = page.locator("#t3 .term").nth(1)
            if len(articles) > 1:
                page.locator("h1").first.evaluate("e => scrollTo(0, e.offsetTop - 30)")
                page.wait_for_timeout(200)
            term.hover()
            page.wait_for_timeout(300)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    draw()
