"""Set phrases: what stands around an article, and has one translation.

"Lire aussi", "5 commentaires", "Publié le 3 mai 2025", the headings of a table, the civilities of a
letter: a model that was trained on sentences stumbles over them most, and a person sees it first.
They are a small memory that ships (`phrases.tsv`), after the reader's own and before any model.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reader.memory.repair import repair
from reader.memory.unit import Unit
from reader.memory.words import key_of, shape_of
from reader.text.regex import regex

_COLUMNS = {"fr": 1, "ar": 2, "zh": 3}
_TARGET = "en"
_LONGEST = 120
"""Characters; longer texts are not set phrases."""
_MARKS = {"؟": "?", "？": "?", "：": ":", "！": "!", "。": ".", "،": ",", "，": ","}
_LEAD_IN = regex(rf"\s*((?P<label>[^:：\n]{{1,{_LONGEST}}}?)\s*[:：])\s*\S")
_SIGN = "*✱•·▪▸►▶◄◀→←↑↓↗›‹»+|©®★☆✓✔✉☎📷📸🔴⬇➡👉"
_SIGNS = regex(
    rf"(?P<before>(?:[{_SIGN}] ?)*(?:: (?=\w))?)(?P<text>\w.*?)"
    rf"(?P<after>(?: ?[{_SIGN}]| ?\(\d{{1,6}}\))*)"
)
_AROUND = frozenset(f"{_SIGN}:)")
_LOOSE = ".:!…,"
"""Marks at the end that a phrase may have or not; a question without its mark is none."""
_SPACED = _LOOSE + "?"
"""Marks before which there may be a space."""


def set_phrase(text: str, language: str, target: str) -> str | None:
    """The translation of a text that is a set phrase; None where it is none.

    Numbers, dates and times in it may be others than those of the list. A mark at its end is kept,
    and so are capitals throughout.

    Args:
        text: one sentence, heading or cell.
        language: of the text.
        target: of the translation.
    """
    if target != _TARGET or language not in _COLUMNS or len(text) > _LONGEST:
        return None
    before, bare, after = _bared(text.strip())
    translation = _said(text.strip(), language)
    if translation is None and bare and (before or after):
        translation = _said(bare, language)
        return f"{before}{translation}{after}" if translation is not None else None
    return translation


def _said(text: str, language: str) -> str | None:
    """The translation of a text that is a set phrase, with the mark at its end."""
    words, mark = _parted(text)
    translation = _translation(words + mark, language)
    if translation is None and mark in _LOOSE:
        translation = _translation(words, language)
        translation = translation + mark if translation is not None else None
    is_loud = words.isupper() and language == "fr"
    return translation.upper() if translation is not None and is_loud else translation


def lead_in_end(text: str, language: str) -> int:
    """Where a set phrase that introduces a text ends: after "Lire aussi :"; 0 where there is none.

    Args:
        text: a block's text.
        language: of the text.
    """
    match = _LEAD_IN.match(text) if ":" in text or "：" in text else None
    if match is None or language not in _COLUMNS:
        return 0
    exact, _ = _phrases(language)
    return match.end(1) if key_of(match.group("label")) in exact else 0


def _bared(text: str) -> tuple[str, str, str]:
    """A text between the signs of a page around it: the star of a field, an arrow, a bullet."""
    if "«" in text or not (text[:1] in _AROUND or text[-1:] in _AROUND):
        return "", text, ""
    match = _SIGNS.fullmatch(text)
    return (match["before"], match["text"], match["after"]) if match else ("", text, "")


def _parted(text: str) -> tuple[str, str]:
    """A text without its last character, and that character, as a Latin one where it is a mark."""
    last = _MARKS.get(text[-1:], text[-1:])
    return (text[:-1].rstrip() if last in _SPACED else text[:-1]), last


def _translation(text: str, language: str) -> str | None:
    exact, alike = _phrases(language)
    key = key_of(text)
    if key in exact:
        return exact[key]
    repaired = (repair(text, unit) for unit in alike.get(shape_of(key), ()))
    return next((each for each in repaired if each is not None), None)


@cache
def _phrases(language: str) -> tuple[dict[str, str], dict[str, list[Unit]]]:
    """The phrases by key, and those with a number or a date by shape."""
    exact: dict[str, str] = {}
    alike: dict[str, list[Unit]] = {}
    lines = Path(__file__).with_name("phrases.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        for phrase in cells[_COLUMNS[language]].split("|"):
            phrase = "".join(_parted(phrase))
            key = key_of(phrase)
            exact[key] = cells[0]
            if shape := shape_of(key):
                unit = Unit(phrase, cells[0], language, _TARGET)
                alike.setdefault(shape, []).append(unit)
    return exact, alike
