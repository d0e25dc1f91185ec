"""The blocks of plain text: one a line, unless the text is hard-wrapped.

Pages scraped from the web put a paragraph on a line. Mail, agency wires and e-texts break
their lines at a fixed column instead, and there a paragraph is a block of several lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.article import Block, BlockKind
from reader.text.lines import joined
from reader.text.regex import regex

__all__ = ["BLANK", "blocks", "columns", "is_blank", "joined", "paragraphs", "trimmed"]

BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
"""White space, and what takes no space at all."""
_UNSEEN = (
    BLANK
    + "\u061c\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
)
"""What leaves a line blank: directional marks as well."""
_LINE = regex(r"([^\n\r\v\f\u0085\u2028\u2029]*)(\r\n|[\n\r\v\f\u0085\u2028\u2029]|$)")
_BULLET = regex(r"(?:[•●▪◾■◦‣·*+–—-]|\(?\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
_RULE = regex(r"[\s*_=~#.·•—–-]*")
_DRAWN_BEFORE = regex(r"(?:([=+~_#>*:-])\1+|>)[ \t\u00a0]+(?=\S)")
_DRAWN_AFTER = regex(r"[ \t\u00a0]([=+~_#<>*:-])\1+$")
_WRAPPING = regex(r"(\*\*|__|\*|_)(?=\S)(.*\S)\1")
_LONGEST_DRAWN = 100
"""Characters at the end of a line that may be drawn there."""
_GAPS = ("  ", "\t", "\u00a0")
_COLUMN_GAP = regex(r"[ \u00a0]{2,}|[ \u00a0]*\t\s*")
_ENDED = regex(r"[.!?؟。！？…:;؛：；»”\"’」』)\]]\s*$")

_TICKER_ITEMS = 5
_WIDTHS = range(40, 101)
"""Columns at which texts are wrapped."""
_MAIL_WIDTHS = range(60, 81)
_SENTENCE_END = regex(r"[.!?؟。！？…][»”\"’」』)\]]*\s*$")
_MARK_WITHIN = regex(r"[؛；。！？؟]|[.!] |[،，].*[،，]")
"""What is seldom in a title."""
_SET_APART = regex(r"  |[\t|\u00a0\u3000]{2}|[\t|*]|\.\.|^(?:[>•●▪·+–—-]|\(?\d{1,2}[.)])")
"""Columns of a table, hemistichs, quotations and items of a list."""
_UNFINISHED = regex(
    r"(?:\b(?:le|la|les|l’|un|une|des|du|de|d’|à|au|aux|en|et|ou|par|pour|sur|dans|avec|sans|que|qui|"
    r"dont|ne|se|ce|cette|ces|son|sa|ses|leur|leurs|est|sont|a|ont|the|of|to|in|and|by|for)"
    r"|(?:^|\s)(?:في|من|على|إلى|عن|مع|أن|إن|التي|الذي|الذين|بين|بعد|قبل|خلال|هذا|هذه|لم|لن|قد|كان|كانت"
    r"|حول|ضد|أو|ثم|كل|بعض|غير|عند|منذ|حتى))\s*$"
)
"""Words that no title or verse ends with."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def columns(self) -> int:
        return columns(self.text)


def blocks(text: str) -> list[Block]:
    """The blocks of a plain text, in order; each one's `text` stands at its `start`.

    Blank lines, rules (`---`), bullets and what is drawn around a title (`=== … ===`) stay outside.
    A long line of headlines set apart by runs of spaces gives one block a headline.
    """
    listed: list[Block] = []
    groups = list(_groups(text))
    width = _wrap_width(groups)
    for group in groups:
        for lines in _paragraphs(group, width):
            listed.extend(_blocks_of(text, lines))
    return listed


_FIRST_WIDE = "\u1100"
"""No character before it takes two columns."""


def columns(text: str) -> int:
    """Columns that `text` takes on a terminal: two for a Han character, none for a vowel mark."""
    if text.isascii():
        return len(text)
    wide = 0
    if max(text) >= _FIRST_WIDE:
        wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(map(bool, map(unicodedata.combining, text)))
    return len(text) + wide - marks


def is_blank(text: str) -> bool:
    """Whether nothing of a text would be seen."""
    return not text.strip(_UNSEEN)


def paragraphs(text: str) -> Iterator[list[list[str]]]:
    """For each run of lines between blank ones: the lines of each of its paragraphs.

    A text that is broken at a column has paragraphs of several lines; any other has one a
    line.
    """
    groups = list(_groups(text))
    width = _wrap_width(groups)
    for group in groups:
        yield [[line.text.strip(BLANK) for line in lines] for lines in _paragraphs(group, width)]


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines between blank ones."""
    group: list[_Line] = []
    for match in _LINE.finditer(text):
        content = match[1]
        if not is_blank(content):
            group.append(_Line(match.start(), match.start() + len(content), content))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _wrap_width(groups: list[list[_Line]]) -> int | None:
    """The column at which the text is wrapped, or None where a line is a paragraph.

    A wrapped line could not have taken the first word of the next one. A few lines in a row
    may obey that by chance, so it takes marks of prose as well.
    """
    widths, limits = [], []
    has_long = any(len(line.text) > _WIDTHS[-1] for group in groups for line in group)
    for at, group in enumerate(groups):
        if len(group) < 2 or any(line.columns > _WIDTHS[-1] for line in group):
            continue
        width = max(line.columns for line in group)
        if width not in _WIDTHS or not all(
            _is_full(line, following, width) for line, following in pairwise(group)
        ):
            continue
        if _is_prose(group) or (not has_long and _runs_on(group, width, is_first=at == 0)):
            widths.append(width)
            limits.append(min(_reach(line, following) for line, following in pairwise(group)))
    if not widths:
        return None
    # The longest line may stand in a paragraph of two lines, of which nothing could be told.
    limit = min(min(limits), _WIDTHS[-1])
    others = (line.columns for group in groups for line in group if len(line.text) <= limit)
    return max(*widths, *(width for width in others if width <= limit))


def _is_prose(group: list[_Line]) -> bool:
    """Whether sentences run over the ends of three lines and more, and one ends with the last."""
    running = sum(not _ENDED.search(line.text) for line in group[:-1])
    starts_small = sum(line.text.lstrip()[:1].islower() for line in group[1:])
    wide = columns(group[0].text) > 1.5 * len(group[0].text)
    enough = len(group) > 3 or (len(group) == 3 and (starts_small or wide))
    return bool(enough and running >= len(group) / 2 and _ENDED.search(group[-1].text))


def _runs_on(group: list[_Line], width: int, *, is_first: bool) -> bool:
    """Whether two lines or three, as long as those of mail, are a paragraph.

    In a script without small letters a title above a sentence looks the same, and verses do:
    there a text's first line needs a stop or two commas within, and the last one is the shorter.
    """
    first, last = group[0].text, group[-1]
    if width not in _MAIL_WIDTHS or not _SENTENCE_END.search(last.text):
        return False
    if any(_SET_APART.search(line.text.strip(BLANK)) for line in group):
        return False
    for line, following in pairwise(group):
        start = following.text.lstrip()[:1]
        if _ENDED.search(line.text):
            continue
        if start.islower() or _UNFINISHED.search(line.text):
            return True
        is_caseless = start.isalpha() and start.lower() == start.upper()
        if is_caseless and last.columns < 0.85 * width:
            return not is_first or _MARK_WITHIN.search(first) is not None
    return False


def _reach(line: _Line, following: _Line) -> int:
    """The last column at which a text can be wrapped for a line to end where it does."""
    return line.columns + 1 + columns(_first_word(following))


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return _reach(line, following) > width - 1


def _first_word(line: _Line) -> str:
    first = line.text.split(maxsplit=1)[0]
    # Chinese is broken between any two characters, so there the next "word" is one of them.
    return first[:1] if columns(first) > len(first) else first


def _paragraphs(group: list[_Line], width: int | None) -> Iterator[list[_Line]]:
    """The lines of each paragraph of a group."""
    if width is None:
        yield from ([line] for line in group)
        return
    paragraph = [group[0]]
    for line, following in pairwise(group):
        indented = following.text[:1] in " \t\u3000" and line.text[:1] not in " \t\u3000"
        broken = (
            line.columns > width
            or not _is_full(line, following, width)
            or indented
            or _BULLET.match(following.text.lstrip())
        )
        if broken:
            yield paragraph
            paragraph = []
        paragraph.append(following)
    yield paragraph


def _blocks_of(text: str, lines: list[_Line]) -> Iterator[Block]:
    start, end = lines[0].start, lines[-1].end
    if len(lines) == 1:
        items = _ticker_items(text, start, end)
        if items:
            for item_start, item_end in items:
                yield from _block(text, item_start, item_end)
            return
    yield from _block(text, start, end)


def _ticker_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the headlines of a ticker line; none when the line is something else."""
    if end - start < 120 or not any(text.find(gap, start, end) >= 0 for gap in _GAPS):
        return []
    items, at = [], start
    for gap in _COLUMN_GAP.finditer(text, start, end):
        items.append((at, gap.start()))
        at = gap.end()
    items = [(first, last) for first, last in (*items, (at, end)) if text[first:last].strip()]
    if len(items) < _TICKER_ITEMS:
        return []
    sentences = sum(text[first:last].rstrip().endswith((".", "。", "،")) for first, last in items)
    longest = max(last - first for first, last in items)
    return items if sentences < len(items) / 3 and longest < 300 else []


def _block(text: str, start: int, end: int) -> Iterator[Block]:
    if _RULE.fullmatch(text, start, end):
        return
    start, end = trimmed(text, start, end)
    if start == end:
        return
    kind: BlockKind = "paragraph"
    bullet = _BULLET.match(text, start, end)
    if bullet and not bullet[0].strip("().").rstrip()[:1].isdigit():
        start, kind = bullet.end(), "list-item"
    elif drawn := _DRAWN_BEFORE.match(text, start, end):
        start = drawn.end()
    if drawn := _DRAWN_AFTER.search(text, max(start, end - _LONGEST_DRAWN), end):
        end = drawn.start()
    start, end = trimmed(text, start, end)
    wrapping = _WRAPPING.fullmatch(text, start, end)
    if wrapping and wrapping[1] not in wrapping[2]:
        start, end = wrapping.span(2)
    yield Block(text[start:end], kind, None, start)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends; empty where nothing of it would be seen."""
    if is_blank(text[start:end]):
        return start, start
    while start < end and text[start] in BLANK:
        start += 1
    while end > start and text[end - 1] in BLANK:
        end -= 1
    return start, end
