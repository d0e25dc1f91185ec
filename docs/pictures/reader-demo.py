"""Makes the animated picture of the README: two minutes with the reader, from the real one.

    python docs/pictures/reader-demo.py

The reader is run without a terminal on its samples, keys are pressed, and what stands on the
screen after each is a frame. A row that stays the same over frames is written once; style sheets
show it when its time comes, so that the picture moves without a script.
"""

from __future__ import annotations

import asyncio
import html
import os
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.glossary.glossaries import Glossaries
from reader.locations import samples_directory
from reader.memory.store import Memory
from reader.translator.translator import Translator
from reader.tui.app import ReaderApp
from reader.tui.config import Config
from reader.tui.state import State

os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}

PICTURE = Path(__file__).with_name("reader-demo.svg")
SIZE = (104, 30)
CELL = (8.4, 18.0)
"""Width and height of a cell, in pixels."""
PAPER, INK, BAR = "#16191d", "#d8d6cf", "#d9a86c"

STEPS: list[tuple[list[str], float, str]] = [
    ([], 7, "An Arabic article beside its translation, made on this machine, without a network"),
    (["j"], 3, "j: the next sentence, lit in both texts"),
    (["j"], 4, "j: the two texts of a paragraph start in one row, and cannot drift apart"),
    (["enter"], 7, "Enter: what the glossary says of the sentence's terms"),
    (["escape", "w"], 6, "w: how the translation was made, and how sure the model was"),
    (
        ["escape", *["left"] * 12, "shift+left"],
        5,
        "← →: select words; what stands for them is lit in the other text",
    ),
    (["g"], 4, "g: make a term of them; the English is proposed"),
    (["down"], 5, "↓ takes it; below, what that means for the open article"),
    (["escape", "v"], 5, "v: the texts under each other, one alone, or on demand"),
    (["v", "v", "v", "v", "n", "n"], 5, "n: the next article, in French"),
    (
        ["j", "j", "j", "A"],
        8,
        "A: other ways to translate a sentence, with what differs underlined",
    ),
    (["j", "enter"], 6, "Enter keeps one: it is yours, and wins wherever the sentence comes again"),
    (["slash", *"police"], 6, "/: search both texts at once"),
    (["escape", "C", *"maroc"], 8, "C: a word in all that you read or corrected"),
    (["escape", "n"], 5, "Chinese, from a file of several articles"),
    (["j", "j", "u", "enter"], 6, "u, Enter: the next doubtful sentence, and what is doubtful"),
    (["escape", "f", *"lyon"], 4, "f: filter the library as you type; S searches every article"),
    (["escape", "G"], 6, "G: the glossary, over 4,300 concepts, yours on top"),
    (["slash", *"surete"], 6, "/: found in any language, however it is spelt"),
    (["escape", "escape", "x"], 6, "x: export a page, text or Markdown"),
    (["escape", "question_mark"], 7, "?: everything else"),
]
"""The keys of each frame, the seconds it stands, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on the screen for some seconds."""

    rows: tuple[str, ...]
    """Each drawn, as SVG."""
    seconds: float
    caption: str


async def frames(folder: Path) -> list[Frame]:
    """Run the reader, and look at it after each step."""
    samples = samples_directory()
    translator = Translator(
        memory=Memory(folder / "cache", folder / "data"), termbases=Glossaries.active(["shipped"])
    )
    memory = State(last=[str(samples / "01-ar-ports-seminar.txt"), 0], hints=["starter"])
    app = ReaderApp(
        [samples],
        translator=lambda: translator,
        memory=memory,
        config=Config(theme="dragoman"),
        patience=0.1,
    )
    shots = []
    async with app.run_test(size=SIZE) as pilot:
        for keys, seconds, caption in STEPS:
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.2)
                await translated(app, pilot)
            await translated(app, pilot)
            await pilot.pause(1.5)
            app.clear_notifications()
            await pilot.pause(0.2)
            strips = app.screen._compositor.render_strips()
            shots.append(Frame(tuple(drawn(list(strip)) for strip in strips), seconds, caption))
    return shots


async def translated(app: ReaderApp, pilot: Any) -> None:
    while True:
        document = app.reading.document
        done = document is not None and document.translated == len(document.in_sight)
        if done and not app.reading.counterparts.working:
            return
        await pilot.pause(0.2)


def drawn(segments: list[Segment]) -> str:
    """A row of the screen as SVG: backgrounds, then the runs of letters, each on its cells."""
    backs, letters, at = [], [], 0
    for style, run in groupby(segments, key=lambda segment: segment.style or Style()):
        text = "".join(segment.text for segment in run)
        cells = cell_len(text)
        ink, paper = colours(style)
        if paper != PAPER:
            backs.append(
                f'<path d="M{at * CELL[0]:g} 0h{cells * CELL[0]:g}v18H{at * CELL[0]:g}"'
                f' fill="{paper}"/>'
            )
        stripped = text.strip()
        if stripped:
            before = cell_len(text[: len(text) - len(text.lstrip())])
            classes = "".join(
                letter
                for letter, on in zip(
                    "biud", (style.bold, style.italic, style.underline, style.dim), strict=True
                )
                if on
            )
            letters.append(
                f'<text x="{(at + before) * CELL[0]:g}" y="13.5"'
                f' textLength="{cell_len(stripped) * CELL[0]:g}"'
                + (f' fill="{ink}"' if ink != INK else "")
                + (f' class="{" ".join(classes)}"' if classes else "")
                + f">{html.escape(stripped)}</text>"
            )
        at += cells
    return "".join([*backs, *letters])


def colours(style: Style) -> tuple[str, str]:
    """The colours of letters and of what is behind them."""
    ink = style.color.get_truecolor().hex if style.color else INK
    paper = style.bgcolor.get_truecolor().hex if style.bgcolor else PAPER
    return (paper, ink) if style.reverse else (ink, paper)


def picture(shots: list[Frame]) -> str:
    """The frames as one picture that moves."""
    total = sum(frame.seconds for frame in shots)
    starts = [sum(frame.seconds for frame in shots[:n]) for n in range(len(shots) + 1)]
    columns, lines = SIZE
    width, height = columns * CELL[0] + 24, (lines + 2) * CELL[1] + 24
    rules: dict[tuple[int, int], str] = {}
    body = []

    def during(first: int, last: int) -> str:
        """The class of what is shown from a frame until before another."""
        if (first, last) == (0, len(shots)):
            return ""
        if (first, last) not in rules:
            name = f"k{len(rules)}"
            on, off = (round(100 * starts[n] / total, 3) for n in (first, last))
            steps = f"0%{{visibility:hidden}}{on}%{{visibility:visible}}"
            if first == 0:
                steps = "0%{visibility:visible}"
            if last < len(shots):
                steps += f"{off}%{{visibility:hidden}}"
            rules[first, last] = (
                f"@keyframes {name}{{{steps}}}"
                f".{name}{{visibility:hidden;animation:{name} {total:g}s step-end infinite}}"
            )
        return f' class="{rules[first, last].split("{")[0].split()[1]}"'

    for line in range(lines):
        number = 0
        for row, same in groupby(frame.rows[line] for frame in shots):
            count = len(list(same))
            shown = during(number, number + count)
            if row:
                body.append(
                    f'<g transform="translate(0 {line * CELL[1]:g})"><g{shown}>{row}</g></g>'
                )
            number += count
    for number, frame in enumerate(shots):
        body.append(
            f'<g{during(number, number + 1)}><text x="4" y="{(lines + 1) * CELL[1] + 1:g}"'
            f' fill="{BAR}" class="b">{html.escape(frame.caption)}</text></g>'
        )
    # The letters are in visual order already: a browser must not order them once more.
    style = (
        "text{font:14px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre;"
        "unicode-bidi:bidi-override;direction:ltr}.b{font-weight:bold}.i{font-style:italic}"
        ".u{text-decoration:underline}.d{opacity:.6}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' role="img" aria-label="The reader, from its first screen to its export">'
        f"<style>{style}{''.join(rules.values())}</style>"
        f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{PAPER}"/>'
        f'<g transform="translate(12 12)" fill="{INK}">{"".join(body)}</g></svg>\n'
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("CACHE", "DATA", "STATE"):
            os.environ[f"DRAGOMAN_{variable}"] = str(folder / variable.lower())
        with patch("pathlib.Path.cwd", lambda: Path("/home/reader")):
            PICTURE.write_text(picture(asyncio.run(frames(folder))), "utf-8")
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
