"""Subtitles: every cue at its time, with its share of the sentence's translation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from reader.article import Article, Translation
from reader.export.documents import captions
from reader.export.documents.document import Document, Task
from reader.export.pairing import Pair, joint, one_line, pairs
from reader.export.text import line_places
from reader.loading import decoding, stream
from reader.loading.original import Original
from reader.loading.subtitles import Cue, Spoken, cues, escaped
from reader.text.regex import regex

_MOST_PLACES = 100
"""Places near the middle of a text at which it may be parted: a screen's two rows have fewer."""
_LONGEST_ROW = 42
"""Columns of a row on the screen (the limit of most broadcasters for letters; 21 for Chinese)."""
_CHEAPEST_END, _DEAREST_END = -8, 6
"""What it costs, in characters, to end a line with a clause, or with a word that clings."""
_SIGHT = 60
"""Characters before a place that say what a line ends in."""
_BLANK = regex(r"\s*")
_TAG = regex(r"<(/?)([a-z]+)(?:[\s.][^<>]*)?>", re.IGNORECASE)
_CLAUSE = regex(r"[,;:،؛，、；：.!?…。！？؟][»”\"’)]*$")
_CLINGING = frozenset(
    "a an the of to in on at by for with from and or but that which who this his her its their "
    "le la les un une des de du et à au aux en que qui pour par sur".split()
)
"""Words that a reader would have to wait for the next one of."""


def converted(original: Original) -> Original:
    """Subtitles as those of the other kind."""
    wanted = "vtt" if original.kind == "srt" else "srt"
    content = decoding.decode(original.data, original.encoding, original.name)
    data = captions.converted(content, original.kind, wanted).encode("utf-8", "replace")
    return Original(original.name, wanted, data, "utf-8")


class SubtitleDocument(Document):
    """Subtitles whose cues are translated; their times, numbers and settings stay."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._lines: list[str] = []
        """The translation of every line that is spoken, in order."""

    def articles(self) -> Iterator[Article]:
        yield from stream(self._original, likely=self._likely)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        for pair in pairs(article, translations):
            self._lines += _lines(pair, self._target)

    def end(self) -> None:
        original = self._original
        content = decoding.decode(original.data, original.encoding, original.name)
        line_end = "\r\n" if "\r\n" in content else "\n"
        lines = iter(self._lines)
        parts: list[str] = []
        at = 0
        for cue in cues(content, original.kind):
            spoken = [(line, next(lines)) for line in cue.lines if line.text]
            if not spoken:
                continue
            text = _rows(spoken, cue, original.kind)
            if self._bilingual:
                text = [*content[cue.start : cue.end].splitlines(), *text]
            parts += content[at : cue.start], line_end.join(text)
            at = cue.end
        self._out.write("".join([*parts, content[at:]]).encode("utf-8", "replace"))


def _lines(pair: Pair, target: str) -> list[str]:
    """The translation of a block on as many lines as the block has; none of them is empty."""
    lines = [""]
    for place, piece in enumerate(pair.pieces):
        before = piece.before.count("\n")
        gap = joint(pair.pieces[place - 1], piece, pair.block.language, target) if place else ""
        lines += [""] * before
        if piece.translation is None or piece.unchanged:
            shares = piece.text.split("\n")
        else:
            source = piece.text.split("\n")
            shares = spread(one_line(piece.translation.target, target), source, target)
        lines[-1] += (gap if lines[-1] and not before else "") + shares[0]
        lines += shares[1:]
    lines = [line.strip() for line in lines]
    for index, line in enumerate(lines):
        if not line and index:
            lines[index] = lines[index - 1]  # what was said is still to be read
    return list(_balanced(lines))


def spread(text: str, source: Sequence[str], language: str) -> list[str]:
    """A translation on as many lines as its source, in proportion, each with a word at least.

    Args:
        text: the translation.
        source: the lines of the sentence.
        language: the translation's.
    """
    places = sorted(line_places(text, language))
    ahead = sum(map(len, source))
    shares: list[str] = []
    start = first = 0
    for index, line in enumerate(source[:-1]):
        wanted = start + round(len(line) / (ahead or 1) * (len(text) - start))
        ahead -= len(line)
        last = max(first + 1, len(places) - (len(source) - 2 - index))
        if first == len(places):
            shares.append(text[start:])
            start = len(text)
            continue
        near = _near(places, first, last, wanted)
        place = min(near, key=lambda each: _cost(text, start, each, wanted))
        shares.append(text[start:place].rstrip())
        start = _BLANK.match(text, place).end()  # type: ignore[union-attr]
        first = bisect_right(places, start)
    return [*shares, text[start:]]


def _near(places: Sequence[int], first: int, last: int, wanted: int) -> Sequence[int]:
    """Those of some places that a line may best end at: what is further off costs more."""
    at = bisect_left(places, wanted, first, last)
    off = min(abs(place - wanted) for place in places[max(first, at - 1) : min(last, at + 1)])
    reach = off + _DEAREST_END - _CHEAPEST_END
    lowest = bisect_left(places, wanted - reach, first, last)
    return places[lowest : bisect_right(places, wanted + reach, first, last)]


def _cost(text: str, start: int, place: int, wanted: int) -> float:
    """How ill a line ends at a place: its distance in characters, and what stands before it."""
    cost = abs(place - wanted)
    before = text[max(start, place - _SIGHT) : place].rstrip()
    if _CLAUSE.search(before):
        return cost + _CHEAPEST_END
    return cost + (_DEAREST_END if before.rpartition(" ")[2].lower() in _CLINGING else 0)


def _balanced(lines: Sequence[str]) -> Iterator[str]:
    """Lines whose tags are closed on each, and opened again on the next."""
    opened: list[str] = []
    for line in lines:
        start = "".join(opened)
        for match in _TAG.finditer(line):
            if not match[1]:
                opened.append(match[0])
            elif opened:
                opened.pop()
        names = (_TAG.sub(r"\2", tag) for tag in reversed(opened))
        yield start + line + "".join(f"</{name}>" for name in names)


def _rows(spoken: Sequence[tuple[Spoken, str]], cue: Cue, format: str) -> list[str]:
    """The rows of a cue on the screen."""
    rows: list[str] = []
    for line, translation in spoken:
        wrapped = _wrapped(translation, max(1, 2 // len(spoken), cue.rows // len(spoken)))
        wrapped = [escaped(row, format) for row in wrapped]
        wrapped[0] = line.before + wrapped[0]
        wrapped[-1] += line.after
        rows += wrapped
    return rows


def _wrapped(text: str, most: int) -> list[str]:
    """A text on as few rows as hold it, of about the same length."""
    count = min(most, -(-cell_len(_TAG.sub("", text)) // _LONGEST_ROW))
    if count < 2:
        return [text]
    language = "" if " " in text else "zh"
    if count > 2:
        return [row for row in spread(text, ["x" * 10] * count, language) if row]
    places = line_places(text, language)
    if not places:
        return [text]

    def cost(place: int) -> float:
        longest = max(cell_len(text[:place].rstrip()), cell_len(text[place:].lstrip()))
        return 10 * max(0, longest - _LONGEST_ROW) + _cost(text, 0, place, len(text) // 2)

    middle = sorted(places, key=lambda place: abs(place - len(text) // 2))[:_MOST_PLACES]
    place = min(sorted(middle), key=cost)
    return [text[:place].rstrip(), text[place:].lstrip()]
