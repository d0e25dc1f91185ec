"""Text as a page has it: escaped, what is highlighted and what is not to be seen set apart."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence

from reader.text.regex import regex

_UNSEEN = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def shown(text: str) -> str:
    """`text` as HTML that shows exactly it, in an element or in an attribute."""
    return html.escape(visible(text))


def visible(text: str) -> str:
    """`text` as a page can hold it: what HTML forbids is replaced by a sign for it."""

    def sign(match: re.Match[str]) -> str:
        code = ord(match.group())
        return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"

    return _UNSEEN.sub(sign, text.replace("\r\n", "\n").replace("\r", "\n"))


def stretch(
    text: str,
    start: int,
    end: int,
    lit: Sequence[tuple[int, int]],
    marks: Sequence[tuple[int, int]],
) -> str:
    """A part of a text: what is highlighted of it, and Markdown's marks, which no page shows."""

    def plain(start: int, end: int) -> str:
        return shown(text[start:end])

    def unmarked(start: int, end: int) -> str:
        return _apart(start, end, marks, '<span class="mark-up">{}</span>', plain)

    return _apart(start, end, lit, "<mark>{}</mark>", unmarked)


def _apart(
    start: int,
    end: int,
    spans: Iterable[tuple[int, int]],
    element: str,
    write: Callable[[int, int], str],
) -> str:
    """A stretch as it is written, the spans in it in elements of their own."""
    parts = []
    for first, last in spans:
        first, last = max(start, first), min(end, last)
        if first < last:
            parts += [write(start, first), element.format(write(first, last))]
            start = last
    return "".join([*parts, write(start, end)])
