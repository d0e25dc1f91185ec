"""Inline marks: emphasis, links, tags, notes and emoji, lifted off and put back.

A pair of marks stands around words (`**Rabat**`, `[the port](…)`, `<b>…</b>`) and goes back to
their translation; a single one (`[^1]`, ¹, an emoji) goes back after the translation of the
word it followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader import article
from reader.text.regex import regex
from reader.text.spans import Edit, Span, overlaps_any

_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|(?:[\u00a9\u00ae\u2122\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff"
    "\ue000-\uf8ff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d(?=[\u2600-\U0001ffff]))?)+"
)
"""Those of no alphabet (U+E000 to U+F8FF) are the arrows and ticks of a font of signs."""
_POINT = regex(
    r"(?P<note>(?<=[^\s\[(])\s?\[(?:\^[^\]\s]{1,20}|\d{1,3})\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+"
    r"|(?<=\S)\s?<!--.{0,500}?-->)"
    rf"|(?P<emoji>(?:{_EMOJI})+|(?<=\w\w )[<>](?= [^\W\d_]{{2}})"
    r"|(?:^|(?<= ))\\[*_#|+>~`-](?= |$)|^\d{1,3}\\[.)](?= ))"
)
_POINTED = regex(
    "[\u00a9\u00ae\u00b9\u00b2\u00b3\u2070-\u2079\u2122\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff"
    "\ue000-\uf8ff\U0001f000-\U0001faff]"
)
"""One of these, or a sign, is in any text that has a single mark."""
_PAIR = regex(
    r"(?P<link>!?\[(?P<text>[^\[\]\n]+)\](?P<to>\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*"
    r"(?:\s+\"[^\"]*\")?\)|\[[^\[\]\n^]{0,80}\]))"
    r"|(?P<tag><(?P<name>a|b|c|i|u|s|em|strong|mark|small|sub|sup|span|code|q|cite|del|ins|abbr|"
    r"time|font)\b[^<>]*>)(?P<within>[^<>\n]+)(?P<closed></(?P=name)\s*>)"
    r"|(?<![A-Za-zÀ-ɏ0-9*\\])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]*?[^\s*\\])(?P=stars)(?![A-Za-zÀ-ɏ0-9*])"
    r"|(?<![\w_\\])(?P<bars>_{1,2})(?=[^\s_])(?P<barred>[^_\n]*?[^\s_\\])(?P=bars)(?![\w_])"
    r"|(?<!~)(?P<waves>~~)(?=[^\s~])(?P<waved>[^~\n]*?[^\s~])~~(?!~)"
    r"|(?<!\w)(?P<escape>(?:\\[*_`~]){1,3})(?=[^\s\\])(?P<escaped>[^\n\\]*[^\s\\])(?P=escape)(?!\w)"
    r"|\\\[(?=\S)(?P<bracketed>[^\n\\\[\]]*[^\s\\])\\\]"
    r"|\\<(?=\S)(?P<angled>[^\n\\<>]*[^\s\\])\\?>",
    re.IGNORECASE,
)
_INNER = (
    ("text", None), ("within", None), ("starred", None), ("barred", None), ("waved", None),
    ("escaped", None), ("bracketed", None), ("angled", None),
)  # fmt: skip
_CODE = regex(r"(?<!\\)(?P<opening>`+)[^`\n]+(?P<closing>`+)")
_LINK = regex(r"!?\[(?P<words>[^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_STRESS = regex(
    r"(?P<sign>\*\*\*|\*\*|__|\*|_|~~|`)(?=\S)(?P<words>(?:(?!(?P=sign)).)+)(?<=\S)(?P=sign)",
    re.DOTALL,
)
_SIGN = regex(r"[*_~<>`\[\\]")
_WORD_BEFORE = regex(r"[^\W_]+[^\w\s]*$")
_LONGEST_WORD = 200
"""Characters before a mark in which its word is looked for."""
_MEASURE = regex(
    r"(?<![A-Za-zÀ-ɏ])[a-z]{1,2}[²³]|(?<![\u0621-\u064a])(?:[كسد]|كل|مل)?م[²³]"
    r"|(?<![\d.,])10[⁰¹²³⁴-⁹]|[⁻⁺₀-₉][⁰¹²³⁴-⁹]"
)
"""What looks like a note's number and is a power: m², م³, 10⁶, s⁻¹."""
_BEFORE_MEASURE = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Marks around a span, or one after it."""

    opening: str
    closing: str
    start: int
    """Where the words between the marks begin; for a single mark, where the word before it does."""
    end: int
    cut: tuple[Span, ...]
    """Where the marks themselves stand."""
    number: int = -1
    """Which of a document's own marks it is, which the text does not show; -1 for none."""
    is_sign: bool = False

    @property
    def edits(self) -> list[Edit]:
        """What takes them out of the text."""
        return [(start, end, "") for start, end in self.cut]

    @property
    def is_pair(self) -> bool:
        """Whether it stands around words."""
        return bool(self.opening) or (self.number >= 0 and not self.is_sign)

    def moved(self, back: Callable[[int, int], Span]) -> Mark:
        """The mark at the places of another text."""
        start, end = back(self.start, self.end) if self.end > self.start else (self.start,) * 2
        if self.end == self.start:
            start = end = back(self.start, self.start + 1)[0] if self.start else 0
        return Mark(self.opening, self.closing, start, end, ())


def own(marks: Sequence[article.Mark], text: str) -> tuple[Mark, ...]:
    """A document's marks in a sentence, to be put back as those in its text are."""
    return tuple(
        Mark("", text[mark.start : mark.end], *_near(text, mark.start), (mark[:2],), number, True)
        if mark.is_sign
        else Mark("", "", mark.start, mark.end, (), number)
        for number, mark in enumerate(marks)
    )


def _near(text: str, place: int) -> Span:
    """The word before a place; of what is written without spaces, two characters."""
    start, end = _before(text, place)
    return (max(start, end - 2) if text[end - 1 : end] >= "\u2e80" else start), end


def _before(text: str, place: int) -> Span:
    """The word before a place, with the marks that follow it."""
    end = place
    while end and text[end - 1].isspace():
        end -= 1
    word = _WORD_BEFORE.search(text, max(0, end - _LONGEST_WORD), end)
    return (word.start() if word else end), end


def lifted(text: str) -> tuple[Mark, ...]:
    """The inline marks of a text, outer ones before inner ones."""
    is_signed = bool(_SIGN.search(text))
    if not is_signed and (text.isascii() or not _POINTED.search(text)):
        return ()
    kept = [match.span() for match in _CODE.finditer(text)] if is_signed else []

    def is_free(start: int, end: int) -> bool:
        return not overlaps_any((start, end), kept)

    pairs = list(_pairs(text, 0, len(text))) if is_signed else []
    pairs = [mark for mark in pairs if all(is_free(*span) for span in mark.cut)]
    for mark in pairs:
        for start, end in mark.cut:
            text = text[:start] + "*" * (end - start) + text[end:]
    points = (mark for mark in _points(text) if all(is_free(*span) for span in mark.cut))
    return (*pairs, *points)


def shown_by(text: str) -> list[Span]:
    """Where the marks that show emphasis, links and code stand in a text, in order."""
    code = list(_CODE.finditer(text))
    spans = [match.span(group) for match in code for group in ("opening", "closing")]
    for pair in _pairs(text, 0, len(text)):
        if not any(overlaps_any(match.span(), pair.cut) for match in code):
            spans += pair.cut
    return sorted(spans)


def unwrapped(text: str, start: int, end: int) -> Span | None:
    """What stands in the link, image or emphasis that a span is; None where it is no such thing."""
    match = _LINK.fullmatch(text, start, end) or _STRESS.fullmatch(text, start, end)
    return match.span("words") if match else None


def _points(text: str) -> Iterator[Mark]:
    for match in _POINT.finditer(text):
        start, end = match.span()
        if match["note"] and _is_power(text, start):
            continue
        first, before = _before(text, start)
        spaced = text[before:end] if match["emoji"] else match[0]
        if first == before and match["emoji"]:  # at the head: with the space after it
            while end < len(text) and text[end].isspace():
                end += 1
            yield Mark("", text[start:end], 0, 0, ((start, end),))
        else:
            at = before if match["emoji"] else start
            yield Mark("", spaced, first, before, ((at, end),))


def _is_power(text: str, place: int) -> bool:
    """Whether a raised number that begins at a place is a power, and no note's."""
    return any(
        (power := _MEASURE.match(text, first)) and power.end() == place + 1
        for first in range(max(0, place - _BEFORE_MEASURE), place)
    )


def _pairs(text: str, begin: int, stop: int) -> Iterator[Mark]:
    for match in _PAIR.finditer(text, begin, stop):
        name = next(name for name, _ in _INNER if match[name] is not None)
        start, end = match.span(name)
        first, last = match.span()
        yield Mark(text[first:start], text[end:last], start, end, ((first, start), (end, last)))
        yield from _pairs(text, start, end)
