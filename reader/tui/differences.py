"""Which words of a text differ from another's, and texts drawn with some of their words lit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from rich.style import Style
from rich.text import Text

from reader.text.regex import regex
from reader.text.spans import Span, overlaps_any
from reader.tui import bidi

_TOKEN = regex(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")


def different(text: str, other: str) -> list[Span]:
    """The characters of a text whose words are not, at their place, in another.

    Case, vowel signs and whatever else spelling may vary in make no difference. Words that
    follow each other are one span.
    """
    from reader.memory.words import key_of

    own, its = list(_TOKEN.finditer(text)), list(_TOKEN.finditer(other))
    matcher = SequenceMatcher(
        None, [key_of(word.group()) for word in own], [key_of(word.group()) for word in its], False
    )
    return [
        (own[first].start(), own[last - 1].end())
        for tag, first, last, _, _ in matcher.get_opcodes()
        if tag in ("replace", "delete")
    ]


def rows(
    text: str,
    width: int,
    *,
    language: str | None = None,
    lit: Iterable[Span] = (),
    style: str | Style = "bold",
    base: str | Style = "",
    most: int | None = None,
) -> list[Text]:
    """A text in lines of `width` cells, as they are to be drawn, each as wide as that.

    Args:
        text: in logical order.
        width: of the lines.
        language: decides the side that the lines begin at.
        lit: characters to draw otherwise.
        style: how these are drawn.
        base: how the others are.
        most: lines after which the text is cut with an ellipsis; None for all of it.
    """
    spans = list(lit)
    side = bidi.direction(text, language)
    lines = bidi.lines(text, width, base=side)
    if most is not None and len(lines) > most:
        end = lines[most - 1].end
        while len(lines) > most and end > 0:
            end -= 1
            lines = bidi.lines(text[:end].rstrip() + "…", width, base=side)
    return [_row(line, width, spans, style, base) for line in lines]


def _row(
    line: bidi.Line, width: int, spans: Sequence[Span], style: str | Style, base: str | Style
) -> Text:
    row = Text(no_wrap=True)
    blank = " " * max(0, width - line.width)
    if line.base == "rtl":
        row.append(blank)
    for inside, cells in groupby(
        line.cells, lambda cell: overlaps_any((cell.start, cell.end), spans)
    ):
        row.append("".join(cell.text for cell in cells), style if inside else base)
    if line.base == "ltr":
        row.append(blank)
    return row
