"""A sentence as a model reads it best, and the way back to the characters it came from.

Models are trained on clean text in small letters: what is seen but not read (soft hyphens,
zero-width and directional marks, vowel signs, tatweel) is taken out, shaped letters and
ligatures become plain ones, capitals become small letters, and inline marks are lifted off
(`reader.text.marks`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.text.capitals import is_shouted, lowered
from reader.text.lines import line_ends
from reader.text.marks import Mark, lifted
from reader.text.regex import regex
from reader.text.spans import Edit, Span, overlaps_any
from reader.text.widths import narrowed

_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_SHAPED = "\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc"
_VOWELS = "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_ODD = regex(f"[{_UNSEEN}]+|[{_SHAPED}]+|(?<=[\u0600-\u06ff])[\u0640{_VOWELS}]+|\u0640+")
_HAN = "\u3400-\u9fff"
_SPACED = regex(f"(?<=[{_HAN}]) (?=[0-9])|(?<=[0-9]) (?=[{_HAN}])")
"""Spaces that some Chinese pages set around digits, and models have not read."""
_LIST = {
    "ar": (regex(r"(?<![\w-])[\u0621-\u064a]{2,}(?:-[\u0621-\u064a]{2,}){2,}(?![\w-])"), "، "),
    "zh": (regex(f"[{_HAN}]{{2,8}}(?:[-–][{_HAN}]{{2,8}}){{2,}}"), "、"),
}
"""Three and more of a kind with dashes between, and what a model reads better there."""
_TATWEEL_DASH = regex("(?<= )\u0640(?= )")
_TWO_DOTS = regex('(?<=[\u0621-\u0652»”)"]) ?(?<![.])[.]{2} ?(?=[«“("]? ?[\u0621-\u064a])')
"""What parts a headline, and a title in quotation marks, where models have read a colon: of three
such titles the starter cut two in half at the dots."""
_BETWEEN = regex(
    "(?<=[\u0621-\u064a]{2}ية)(?P<dash> ?[-–] ?)(?:ال)?(?P<us>أميرك|اميرك)?"
    "(?=[\u0621-\u064a]*ية(?!\\w))"
)
"""مغربية-أميركية: of eight such pairs the starter wrote the second party of one as it should with a
dash, of seven with "and"; nor has it read American in its Levantine spelling often."""
_AT_LEAST = {
    "en": (regex(r"\b[Nn]o(?:t)? (?:fewer|less) than(?= [\d$€£])"), "at least"),
    "zh": (regex(r"(?:不少于|不低于|不下于|不下)(?=\d)"), "至少"),
}
"""A bound with a negation, which the starters take for one, and another word for it."""
_SHORT = {
    "fr": (
        regex(
            r"(?<![\w’'-])(?:p\. ?ex|c\.-à-d|chap|env|éd|approx|cf)\.(?=\s+[\w«(])", re.IGNORECASE
        ),
        {"p.ex": "par exemple", "c.-à-d": "c'est-à-dire", "chap": "chapitre", "env": "environ",
         "éd": "édition", "approx": "environ", "cf": "voir"},
    ),
    "ar": (
        regex(r"(?<![\w.])(?:أ\.\s?د|د)\.(?=\s[\u0621-\u064a]{2})"),
        {"أ.د": "الأستاذ الدكتور", "د": "الدكتور"},
    ),
}  # fmt: skip
"""Abbreviations, and what models have read: of "p. ex. le chap. 3" they made "P.ex. The page 3"."""
_AND = regex(r"(?<=\w )&(?= [a-zà-ÿ])")
"""Between common words, and in no firm's name: models leave it out, or take it for a number's."""
_ENTITY = regex(
    r"&(?:(?!lt;|gt;|amp;(?:lt|gt);)[A-Za-z]{2,8}|#(?!0*6[02];|x0*3[ce];)(?:\d{2,6}|x[\da-fA-F]{2,5})"
    r"|[lg]t(?=;[\s\d]));"
)
"""What a careless page left in its text, but for what would make a tag of words."""
_JOINED_EMOJI = regex("(?<=[\u2600-\U0001ffff\ufe0f])\u200d(?=[\u2600-\U0001ffff])")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text for a model, with the place of each of its characters in the original."""

    text: str
    original: str
    starts: Sequence[int]
    """Where in the original each character of `text` begins."""
    ends: Sequence[int]
    """Where in the original each character of `text` ends."""
    shouted: bool = False
    """Whether the original was in capitals."""
    marks: tuple[Mark, ...] = ()
    """Inline marks that were lifted off, at places in the original."""

    def back(self, start: int, end: int) -> Span:
        """The original's characters that `text[start:end]` (not empty) stands for."""
        return self.starts[start], self.ends[end - 1]

    def forward(self, start: int, end: int) -> Span:
        """The characters of `text` that stand for a span of the original; may be empty."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def edited(self, edits: Iterable[Edit]) -> Prepared:
        """The text with spans of it replaced: in its order, none overlapping another."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, replacement in edits:
            pieces += (self.text[done:start], replacement)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            if replacement:
                first, last = self.back(start, end)
                starts += [first] * len(replacement)
                ends += [last] * len(replacement)
            done = end
        pieces.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Prepared("".join(pieces), self.original, starts, ends, self.shouted, self.marks)


def prepare(text: str, language: str, own: Sequence[Mark] = ()) -> Prepared:
    """A sentence without what disturbs a model, and the way back.

    Args:
        text: a sentence.
        language: its language.
        own: the marks of its document, at places in it, that the text does not show.
    """
    size = len(text)
    prepared = Prepared(narrowed(text), text, range(size), range(1, size + 1))
    breaks = list(line_ends(text, language))
    if breaks:
        prepared = prepared.edited(breaks)
    if language == "ar" and " \u0640 " in text:
        dashes = [(*match.span(), "-") for match in _TATWEEL_DASH.finditer(prepared.text)]
        prepared = prepared.edited(dashes)
    if language == "ar" and ".." in text:
        colons = [(*match.span(), ": ") for match in _TWO_DOTS.finditer(prepared.text)]
        prepared = prepared.edited(colons)
    if language == "ar" and "ية" in text:
        prepared = prepared.edited(list(_bilateral(prepared.text)))
    if not text.isascii():
        edits = [(*match.span(), _plain(match[0])) for match in _ODD.finditer(prepared.text)]
        if any(prepared.text[start] == "\u200d" for start, _, _ in edits):
            joiners = {match.start() for match in _JOINED_EMOJI.finditer(prepared.text)}
            edits = [edit for edit in edits if edit[0] not in joiners]
        if edits:
            prepared = prepared.edited(edits)
    if language == "zh":
        spaces = [(*match.span(), "") for match in _SPACED.finditer(prepared.text)]
        prepared = prepared.edited(spaces) if spaces else prepared
    if language in _SHORT and "." in text:
        short, whole = _SHORT[language]
        longer = [
            (*match.span(), _as_cased(whole[re.sub(r"\s", "", match[0][:-1]).lower()], match[0]))
            for match in short.finditer(prepared.text)
        ]
        prepared = prepared.edited(longer) if longer else prepared
    if "&" in text and ";" in text:
        prepared = prepared.edited(_characters(prepared.text))
    if language == "fr" and " & " in prepared.text:
        prepared = prepared.edited(
            [(*match.span(), "et") for match in _AND.finditer(prepared.text)]
        )
    if language in _AT_LEAST and ("than" in text or "不" in text):
        bound, plain = _AT_LEAST[language]
        prepared = prepared.edited(
            (*match.span(), _as_cased(plain, match[0])) for match in bound.finditer(prepared.text)
        )
    if language in _LIST and text.count("-") + text.count("–") > 1:
        prepared = prepared.edited(_listed(prepared.text, language))
    signs = [span for mark in own if mark.is_sign for span in _span(mark, prepared)]
    marks = [
        mark
        for mark in lifted(prepared.text)
        if not any(overlaps_any(span, signs) for span in mark.cut)
    ]
    if marks or own:
        cuts = [(start, end, "") for start, end in signs]
        edits = sorted([*cuts, *(edit for mark in marks for edit in mark.edits)])
        placed = (*(mark.moved(prepared.back) for mark in marks), *own)
        without = prepared.edited(edits)
        prepared = Prepared(without.text, text, without.starts, without.ends, False, placed)
    if is_shouted(prepared.text, language):
        small = lowered(prepared.text, language)
        if len(small) == len(prepared.text):
            prepared = Prepared(small, text, prepared.starts, prepared.ends, True, prepared.marks)
    if not any(char.isalnum() for char in prepared.text):
        return Prepared(text, text, range(size), range(1, size + 1))
    return prepared


def _characters(text: str) -> Iterator[Edit]:
    """The characters that entities stand for."""
    for match in _ENTITY.finditer(text):
        character = html.unescape(match[0])
        if character.isprintable() or character == "\u00a0":
            yield *match.span(), character


def _as_cased(words: str, instead: str) -> str:
    return words.capitalize() if instead[0].isupper() else words


def _bilateral(text: str) -> Iterator[Edit]:
    """ "And" for the dash between the two parties of Arabic talks."""
    for match in _BETWEEN.finditer(text):
        yield *match.span("dash"), " و"
        if match["us"]:
            yield *match.span("us"), "أمريك"


def _listed(text: str, language: str) -> Iterator[Edit]:
    """Commas for the dashes of lists: المغرب-تونس-ليبيا."""
    pattern, comma = _LIST[language]
    for match in pattern.finditer(text):
        for dash in re.finditer("[-–]", match[0]):
            yield match.start() + dash.start(), match.start() + dash.end(), comma


def _span(mark: Mark, prepared: Prepared) -> Iterator[Span]:
    """Where the text of a document's sign stands, if it has any."""
    for start, end in mark.cut:
        span = prepared.forward(start, end)
        if span[0] < span[1]:
            yield span


def _plain(characters: str) -> str:
    """Letters for shaped ones, nothing for what is not read."""
    if re.match(f"[{_SHAPED}]", characters):
        return unicodedata.normalize("NFKC", characters)
    return ""
