"""A name and its spelling in Latin letters after it: أنتوني بلينكن (Antony Blinken).

Both say the same, so that one is enough. In Arabic nothing shows where a name begins: it is as
many words as sound like the Latin ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex
from reader.text.sounds import consonants

_UPPER = "A-ZÀ-ÖØ-Þ"
_PARTICLE = r"(?:de|du|la|le|van|von|der|den|di|da|al|el|ben|bin|ibn|ould)"
_REST = rf"(?:[ \u00a0](?:{_PARTICLE}|[{_UPPER}][\w’'.-]*))"
_IN_BRACKETS = regex(rf"[ \u00a0]?[(（]\s*(?P<latin>[{_UPPER}][\w’'-]*{_REST}{{0,5}})\s*[)）]")
_WORD = regex(r"[\u0621-\u0652]+")
_JOINED = {"و": "WOU", "ل": "L", "ب": "BPV", "ف": "FVP", "ك": "CKQGX"}
"""A conjunction or preposition that is joined to a word, and what a name begins with that has the
letter itself."""
_ALIKE = 0.75
"""Share of consonants from which two spellings are of one name."""
_MOST = 5
"""Arabic words that a name may have."""


def spelt_twice(text: str) -> Iterator[Literal]:
    """The names of an Arabic text that their Latin spelling follows in brackets."""
    if "(" not in text and "（" not in text:
        return
    for match in _IN_BRACKETS.finditer(text):
        latin = match["latin"]
        start = None if latin.isupper() else _start(text, match.start(), latin)
        if start is not None:
            yield Literal("name", start, match.end(), (latin,), SLOT, (SLOT,), latin)


def _start(text: str, end: int, latin: str) -> int | None:
    """Where the words begin that sound like a Latin name and end at a place, if any do."""
    wanted = consonants(latin, "fr")
    before = [*_WORD.finditer(text, 0, end)][-_MOST:]
    if len(wanted) < 2 or not before or before[-1].end() != end:
        return None
    best, start = _ALIKE, None
    said = ""
    following = end
    for word in reversed(before):
        if text[word.end() : following].strip(" \u00a0-"):
            break
        for at in (word.start(), word.start() + 1):
            if at > word.start() and not _is_joined(text[word.start() : word.end()], latin):
                break
            whole = consonants(text[at : word.end()], "ar") + said
            alike = SequenceMatcher(None, whole, wanted, autojunk=False).ratio()
            if alike > best or (alike == best and at > word.start()):
                best, start = alike, at
        said = consonants(word[0], "ar") + said
        following = word.start()
    return start


def _is_joined(word: str, latin: str) -> bool:
    """Whether an Arabic word may begin with a conjunction or preposition, and not with a name."""
    return len(word) > 3 and word[0] in _JOINED and latin[0] not in _JOINED[word[0]]
