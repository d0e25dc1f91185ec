"""Plain text: line N of the output translates line N of the input."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from reader.article import Article, Translation
from reader.export.pairing import SPACELESS, Pair, is_wide, joint, one_line, pairs
from reader.text.regex import regex

_BREAK = regex(r"\r\n|\n|\r")
_WRAP = regex(r"[^\S\r\n]*(?:(?:\r\n|\n|\r)[^\S\r\n]*)+(?:>[ \t]*)*")
_BLANK_LINES = regex(r"(\r\n|\n|\r)(?:[^\S\r\n]*(?:\r\n|\n|\r))+")
_ENDS = ("\n", "\r")
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〉”’…,.;:!?)%")
_NEVER_LAST = frozenset("（《「『【〈“‘(")


class TextWriter:
    """Writes each translation in the place of its sentence and keeps everything else.

    What lies between the blocks (blank lines, indentation, Markdown marks) is the input's.
    Without boilerplate its lines vanish, and runs of blank lines become one.
    """

    def __init__(self, *, include_boilerplate: bool = True) -> None:
        self._include_boilerplate = include_boilerplate
        self._started = False
        self._gaps = [""]
        self._written = ""
        """The last that was written."""

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        position = 0
        if article.start == 0 and not (self._gaps[-1] or self._written or "\n").endswith(_ENDS):
            self._gaps[-1] += "\n"  # the input before this one lacks its last line end
        for pair in pairs(article, translations):
            start = pair.block.start - article.start
            self._gaps[-1] += article.text[position:start]
            position = start + len(pair.block.text)
            if pair.block.boilerplate and not self._include_boilerplate:
                self._gaps.append("")
                continue
            self._close_gap()
            self._written = translation_in_lines(pair, self._target)
            self._out.write(self._written)
            self._out.flush()
            self._started = True
        self._gaps[-1] += article.text[position:]
        if self._include_boilerplate:
            self._close_gap()  # a message that comes next begins a line
            self._out.flush()

    def end(self) -> None:
        self._close_gap(last=True)
        self._out.flush()

    def _close_gap(self, last: bool = False) -> None:
        gap = self._gaps[0]
        if not self._include_boilerplate:
            gap = _BLANK_LINES.sub(r"\1\1", _without_blocks(self._gaps))
            if not self._started:
                gap = gap.lstrip("\r\n")
            if last and len(self._gaps) > 1:
                gap = gap[: end.end()] if (end := _BREAK.search(gap)) else ""
        self._out.write(gap)
        self._written = gap or self._written
        self._gaps = [""]


def _without_blocks(gaps: list[str]) -> str:
    """What is left between two blocks when those that parted `gaps` are left out."""
    if len(gaps) == 1:
        return gaps[0]
    first, last = _BREAK.split(gaps[0]), _BREAK.split(gaps[-1])
    breaks = _BREAK.findall("".join(gaps))
    if not breaks:
        return gaps[0]
    # A block left out takes its line with it, unless that line holds a block that stays.
    own_lines = sum(bool(_BREAK.search(gap)) for gap in gaps) - 1
    kept = breaks[: max(1, len(breaks) - own_lines)]
    return "".join([first[0] if len(first) > 1 else "", *kept, last[-1] if len(last) > 1 else ""])


def translation_in_lines(pair: Pair, target: str) -> str:
    """The block's translation on as many lines as the block has.

    A sentence that runs over k line ends has its translation spread over k + 1 lines, in
    proportion to the source's. A piece without a translation stays as it is.
    """
    language = pair.block.language
    parts: list[str] = []
    for place, piece in enumerate(pair.pieces):
        wrapped = place == 0 or _BREAK.search(piece.before)
        gap = joint(pair.pieces[place - 1], piece, language, target)
        parts.append(piece.before if wrapped else gap)
        if piece.translation and not piece.unchanged:
            parts.append(_spread(piece.text, piece.translation.target, target))
        else:
            parts.append(piece.text)
    return "".join([*parts, pair.after])


def _spread(source: str, translation: str, target: str) -> str:
    """`translation` with the line ends of `source`, at the nearest places for them."""
    rest = one_line(translation, target)
    if "\n" not in source and "\r" not in source:
        return rest
    lines, wraps = _WRAP.split(source), _WRAP.findall(source)
    ahead = sum(map(len, lines)) + len(wraps)
    parts = []
    for line, wrap in zip(lines, wraps, strict=False):
        left, rest = _split(rest, round(len(line) / ahead * len(rest)), target)
        parts += [left, wrap]
        ahead -= len(line) + 1
    return "".join([*parts, rest])


def _split(text: str, wanted: int, language: str) -> tuple[str, str]:
    """`text` in two, parted where a line may end, as near to `wanted` as can be."""
    near = text[: 2 * wanted + 80]  # whatever lies beyond is further off than anything in it
    places = line_places(near, language) or line_places(text, language)
    if not places:
        return text, ""
    place = min(places, key=lambda each: abs(each - wanted))
    return text[:place], text[place:].lstrip()


def line_places(text: str, language: str) -> list[int]:
    """Where a line of `text` may end."""
    places = [match.start() for match in re.finditer(r"\s+", text)]
    if language in SPACELESS:
        places += [
            place
            for place in range(1, len(text))
            if is_wide(text[place - 1])
            and is_wide(text[place])
            and text[place] not in _NEVER_FIRST
            and text[place - 1] not in _NEVER_LAST
        ]
    return places
