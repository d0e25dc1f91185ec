"""Makes the reader's pictures: Textual's own screenshots of the samples, drawn by Chromium.

    python docs/pictures/reader-pictures.py [NAME…]

Needs Debian's chromium, fonts-dejavu, fonts-noto-core and fonts-noto-cjk.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.cells import cell_len

from reader.locations import samples_directory
from reader.memory.store import Memory
from reader.translator.translator import Translator
from reader.tui.app import ReaderApp
from reader.tui.config import Config
from reader.tui.state import State

os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}

HERE = Path(__file__).parent
SAMPLES = samples_directory()
AR, FR, ZH = "01-ar-ports-seminar.txt", "03-fr-lyon-conference.txt", "04-zh-digest.txt"

PICTURES: dict[str, tuple[str, tuple[int, int], dict[str, str], list[str]]] = {
    "reader-arabic": (AR, (120, 34), {}, ["j", "j"]),
    "reader-french": (FR, (120, 34), {}, ["j", "j"]),
    "reader-chinese": (ZH, (120, 34), {}, ["j", "j"]),
    "reader-narrow": (AR, (80, 24), {}, ["j", "j"]),
    "reader-paper": (FR, (120, 34), {"theme": "dragoman-paper"}, ["j", "j"]),
    "reader-words": (FR, (120, 34), {}, ["j", "j", "j", "left", "shift+left"]),
    "reader-term": (AR, (120, 34), {}, ["j", "j", "enter"]),
    "reader-add-term": (AR, (120, 34), {}, ["j", "j", *["left"] * 12, "shift+left", "g"]),
    "reader-glossary": (AR, (140, 34), {}, ["G"]),
    "reader-compare": (FR, (120, 34), {}, ["j", "j", "j", "A"]),
    "reader-correction": (AR, (120, 34), {}, ["j", "j", "e"]),
}
"""File, size, settings and keys of each picture."""


async def screenshot(name: str, folder: Path) -> str:
    file, size, settings, keys = PICTURES[name]
    memory = State(last=[str(SAMPLES / file), 0], hints=["starter"])
    translator = Translator(memory=Memory(folder / "cache", folder / "data"))
    app = ReaderApp(
        [SAMPLES],
        translator=lambda: translator,
        memory=memory,
        config=Config(**{"theme": "dragoman", **settings}),  # type: ignore[arg-type]
        patience=0.1,
    )
    async with app.run_test(size=size) as pilot:
        while True:
            await pilot.pause(0.2)
            document = app.reading.document
            if document and document.translated == len(document.in_sight):
                break
        await pilot.pause(2)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(1.5)
        while app.reading.counterparts.working:
            await pilot.pause(0.2)
        return app.export_screenshot(title="reader")


def drawable(svg: str) -> str:
    """The picture as a browser must have it.

    The letters are in visual order already, and a browser would order them once more; Rich
    gives a text's length in characters where it has to be in cells.
    """
    svg = svg.replace("<style>", "<style>text{unicode-bidi:bidi-override;direction:ltr}", 1)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")

    def length(match: re.Match[str]) -> str:
        cells = cell_len(html.unescape(match[3]))
        return f'{match[1]}textLength="{cells * 12.2:g}"{match[2]}>{match[3]}</text>'

    return re.sub(r'(<text [^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>', length, svg)


def draw(svg: str, picture: Path, folder: Path) -> None:
    page = folder / "page.html"
    page.write_text(f"<body style='margin:0;background:#fff'>{drawable(svg)}</body>", "utf-8")
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found is not None
    width, height = (int(float(side)) + 1 for side in found.groups())
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    options += [f"--window-size={width},{height}", f"--screenshot={picture}"]
    subprocess.run(["chromium", *options, page.as_uri()], check=True, capture_output=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture in sys.argv[1:] or PICTURES:
            draw(asyncio.run(screenshot(picture, folder)), HERE / f"{picture}.png", folder)
            print(picture)


if __name__ == "__main__":
    main()
