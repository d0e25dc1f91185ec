"""Lines put together again: what a text says where it is broken for a column's sake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from reader.text.regex import regex

SPACELESS = frozenset({"zh", "zt", "ja", "th", "lo", "km", "my", "bo"})
"""Languages that put no space between two words."""

_SPACE = regex(r"(\s+)((?:>[ \t]*)*)")
_BREAK = regex(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
"""What ends a line of a plain text."""
_HAN = regex(r"[\u3400-\u9fff\uf900-\ufaff]")
_SHORT = 500
"""Characters of the longest text whose width is remembered."""
_HYPHENS = "-\u2010\u00ad"
_FRAGMENT = regex(r"[^\W_]+")
_SIGHT = 40
"""Characters on either side of a line's end that are looked at."""

_FIRST_PARTS = frozenset(
    """
    porte vice demi semi quasi non sous franco afro hispano maroco anglo arabo israélo sino russo
    quelques celui celle ceux celles
    """.split()
)
_LAST_PARTS = frozenset(
    "même mêmes là midi uns unes dessus dessous delà parole paroles père mère vous".split()
)
"""Parts of words that are written with a hyphen wherever they stand on a line."""
_PAIRS = frozenset(
    (first, last)
    for firsts, lasts in (
        ("ex", "ministre président premier chef directeur maire patron député combattant mari"),
        ("chef", "lieu lieux"),
        ("peut", "être il elle on"),
        ("bien mieux", "être"),
        ("avant", "hier garde propos centre poste"),
        ("contre", "attaque offensive terrorisme espionnage"),
        ("après avant", "guerre"),
        ("beau petit", "frère fils"),
        ("belle petite", "sœur fille"),
        ("grands petits", "parents enfants"),
        ("long court moyen", "terme"),
        ("est dit fait doit sont ont était étaient faut veut vient", "il elle on ce ils elles"),
    )
    for first in firsts.split()
    for last in lasts.split()
)
"""Parts that are written so beside each other alone: "mi-nistre", but "ex-ministre"."""


def one_line(text: str, language: str | None) -> str:
    """`text` with each line's end replaced by what stood there before the text was broken.

    That is a space, or nothing between two Chinese characters; a word that a hyphen breaks
    ("an-", "nuel") is whole again, and one that is written with a hyphen keeps it. The marks
    of a Markdown quotation go with the line's end that they follow.

    Args:
        text: a block, a sentence, or a part of one.
        language: its code, or None.
    """
    text = text.strip()
    parts: list[str] = []
    at = 0
    for start, end, replacement in line_ends(text, language):
        parts += text[at:start], replacement
        at = end
    return "".join([*parts, text[at:]]).strip()


def line_ends(text: str, language: str | None) -> Iterator[tuple[int, int, str]]:
    """The spans of a text's line ends, in order, each with what `one_line` puts in its place."""
    if not _BREAK.search(text):
        return
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if not _BREAK.search(match[1]):
            continue
        before, after = text[max(0, start - _SIGHT) : start], text[end : end + _SIGHT]
        if _is_broken_word(before, after):
            yield start - (not _keeps_hyphen(before, after)), end, ""
        elif language in SPACELESS and (is_wide(before[-1:]) or is_wide(after[:1])):
            yield start, end, ""
        else:
            yield start, end, " "


def joined(lines: Iterable[str]) -> str:
    """Lines as one, whose language is not known: no space between two wide characters."""
    whole = ""
    for line in lines:
        if not whole:
            whole = line
        elif _is_broken_word(whole[-_SIGHT:], line[:_SIGHT]):
            kept = whole if _keeps_hyphen(whole[-_SIGHT:], line[:_SIGHT]) else whole[:-1]
            whole = kept + line
        else:
            glue = "" if _is_unspaced(whole[-1:]) and _is_unspaced(line[:1]) else " "
            whole = f"{whole}{glue}{line}"
    return whole


def width(text: str) -> float:
    """Length of a text in Latin letters: a Chinese character says as much as two and a half."""
    return _measured(text) if len(text) <= _SHORT else len(text) + 1.5 * len(_HAN.findall(text))


@lru_cache(maxsize=4096)
def _measured(text: str) -> float:
    # A block of a page is asked for its width ten times.
    return len(text) + 1.5 * len(_HAN.findall(text))


def is_wide(character: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean, or their punctuation."""
    return (
        "\u2e80" <= character <= "\ud7ff"
        or "\uf900" <= character <= "\ufaff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\uff01" <= character <= "\uffee"
        or character >= "\U00020000"
    )


def _is_unspaced(character: str) -> bool:
    return is_wide(character) and not "\uac00" <= character <= "\ud7a3"


def _is_broken_word(before: str, after: str) -> bool:
    """Whether a hyphen at a line's end stands within a word."""
    return before[-1:] in _HYPHENS and before[-2:-1].isalnum() and after[:1].isalnum()


def _keeps_hyphen(before: str, after: str) -> bool:
    """Whether the hyphen is the word's own: in a compound, in a name, between two numbers."""
    if before.endswith("\u00ad"):
        return False
    if not after[:1].islower() or before[-2].isdigit():
        return True
    first = _last_fragment(before[:-1])
    following = _FRAGMENT.match(after)
    assert following is not None
    last = following[0]
    if before[: -1 - len(first)].endswith("-") or after[len(last) : len(last) + 1] == "-":
        return True  # of several parts: "c'est-à-dire", "arc-en-ciel"
    first = first.casefold()
    return first in _FIRST_PARTS or last in _LAST_PARTS or (first, last) in _PAIRS


def _last_fragment(text: str) -> str:
    at = len(text)
    while at and text[at - 1].isalnum():
        at -= 1
    return text[at:]
