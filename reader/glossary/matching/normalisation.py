"""Which spellings are the same: folding a text to a plain copy that maps back to it.

Folding ignores what writers of news ignore: case and accents, tashkeel and tatweel, the
seat of the hamza, full width, traditional characters, the kind of a space, a hyphen or an
apostrophe, invisible marks. Every other difference stays.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from reader.text.regex import regex

ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f"
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufe70-\ufe7f\ufeff"
)
"""Characters that are seen but not read: vowel signs, tatweel, bidi and joining marks."""

_LIGATURES = (
    "\u00c6\u00e6\u0152\u0153\u00df\u01c4-\u01cc\u01f1-\u01f3"
    "\ufb00-\ufb06\ufb50-\ufdff\ufe80-\ufefc"
)
_LIGATURE_LETTERS = {"Æ": "ae", "æ": "ae", "Œ": "oe", "œ": "oe", "ß": "ss"}

_PLURALS = {
    "fr": r"(?<=[a-z]a)(?<!ea)ux(?![a-z0-9])|(?<=[a-z]{3})[sx](?![a-z0-9])",
    "en": (
        r"(?<=[a-z]{2})ies(?![a-z0-9])|(?:(?<=ss)|(?<=sh)|(?<=ch)|(?<=x))es(?![a-z0-9])"
        r"|(?<=[a-z]{3})(?<!s)s(?![a-z0-9])"
    ),
}
"""Endings of regular plurals, in a folded text; the singular's ending is `_SINGULAR`."""
_SINGULAR = {"ux": "l", "ies": "y"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text, and the way back."""

    text: str
    original: str
    _at: tuple[int, ...]
    """Offsets in `text` where a run begins."""
    _from: tuple[int, ...]
    """Offset in `original` of each run."""
    _verbatim: tuple[bool, ...]
    """Whether the run's characters stand one for one."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that `text[start:end]` (not empty) stands for."""
        run = bisect_right(self._at, start) - 1
        first = self._from[run] + (start - self._at[run] if self._verbatim[run] else 0)
        run = bisect_right(self._at, end - 1) - 1
        one_for_one = self._verbatim[run]
        last = self._from[run] + end - self._at[run] if one_for_one else self._from[run + 1]
        if run + 1 < len(self._at) and self._at[run + 1] == end:
            dropped = self.original[last : self._from[run + 1]]
            if all(_belongs_to_word(character) for character in dropped):
                last += len(dropped)
        while last < len(self.original) and _is_mark(self.original[last]):
            last += 1  # it was dropped with the space after it
        return first, last


def fold(text: str, language: str | None = None) -> Folded:
    """Fold `text`; the plurals of `language` too, where it has regular ones.

    Chinese is folded to simplified characters, without the spaces and dots between them.
    """
    plain = text.translate(_table(language == "zh"))
    if "-" in plain:
        plain = _INNER_HYPHEN.sub(" ", plain)
    if language not in _PLURALS and not _odd(language).search(plain):
        return Folded(plain, text, (0,), (0,), (True,))
    pieces: list[str] = []
    at, origins, verbatim = [0], [0], [True]
    length = done = 0
    for special in _special(language).finditer(plain):
        start, end = special.span()
        pieces.append(plain[done:start])
        length += start - done
        replacement = _replacement(special.lastgroup, special.group(), text[start:end])
        if replacement:
            at.append(length)
            origins.append(start)
            verbatim.append(False)
            pieces.append(replacement)
            length += len(replacement)
        at.append(length)
        origins.append(end)
        verbatim.append(True)
        done = end
    pieces.append(plain[done:])
    return Folded("".join(pieces), text, tuple(at), tuple(origins), tuple(verbatim))


def key(text: str, language: str | None = None) -> str:
    """The folded text alone, stripped: equal for two spellings of one term."""
    return fold(text, language).text.strip()


def _belongs_to_word(character: str) -> bool:
    return character.isalnum() or _is_mark(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Cf")


_INNER_HYPHEN = regex(r"(?<=\w)-(?=\w)")


@cache
def _special(language: str | None) -> re.Pattern[str]:
    """What does not fold one character for one; the group says how it does."""
    parts = [
        rf"(?P<gap>[ {_MARKS}]*[{_MARKS}][ {_MARKS}]*|  +)",
        rf"(?P<ligature>[{_LIGATURES}])",
    ]
    if language == "zh":
        parts.insert(0, rf"(?P<nothing>(?<=[{HAN}])[ ·]+(?=[{HAN}]))")
    if language in _PLURALS:
        parts.append(rf"(?P<plural>{_PLURALS[language]})")
    return re.compile("|".join(parts))


@cache
def _odd(language: str | None) -> re.Pattern[str]:
    """One of what `_special` finds, plurals apart: to find nothing, it takes a fifth as long."""
    between = "|[ ·]" if language == "zh" else ""
    return re.compile(f"[{_MARKS}{_LIGATURES}]|  {between}")


def _replacement(group: str | None, piece: str, original: str) -> str:
    if group == "gap":
        return " " if " " in piece else ""
    if group == "plural":
        return _SINGULAR.get(piece, "")
    if group == "ligature":
        letters = _LIGATURE_LETTERS.get(original) or unicodedata.normalize("NFKC", original)
        return letters.translate(_table(False))
    return ""


@cache
def _table(simplified: bool) -> dict[int, str]:
    """One character for one character: what `str.translate` does in a single pass."""
    table: dict[int, str] = {}
    for first, last in ((0x41, 0x250), (0x370, 0x530), (0x1E00, 0x1F00)):
        for code in range(first, last):
            base = unicodedata.normalize("NFKD", chr(code).lower())[:1].lower()
            if chr(code).isalpha() and base.isalpha() and base != chr(code):
                table[code] = base
    table |= {ord(stroked): plain for stroked, plain in zip("ØøŁłĐđ", "oollDd", strict=True)}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0).lower()
    for zero in (0x0660, 0x06F0):
        table |= {zero + digit: str(digit) for digit in range(10)}
    letters = zip("أإآٱىةکیےگڭݣپڤڥچ", "اااايهكييكككبففج", strict=True)
    table |= {ord(one): other for one, other in letters}
    spaces = (chr(code) for code in range(0x3001) if chr(code).isspace())
    table |= dict.fromkeys(map(ord, spaces), " ")
    table |= dict.fromkeys(map(ord, "‘’ʼʹ`´＇"), "'")
    table |= dict.fromkeys(map(ord, "‐‑‒–−－﹣"), "-")
    table |= dict.fromkeys(map(ord, "•・‧∙⋅･"), "·")
    if simplified:
        table |= _simplified()
    return table


@cache
def _simplified() -> dict[int, str]:
    """Traditional character to simplified, as OpenCC's own table has it."""
    from importlib.resources import files

    lines = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {ord(old): new.split(" ")[0] for old, new in pairs if len(old) == 1}
