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

_COLUMNS = {"en": 0, "fr": 1, "ar": 2, "zh": 3}
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
    known = {language, target} <= _COLUMNS.keys() and language != target
    if not known or len(text) > _LONGEST:
        return None
    before, bare, after = _bared(text.strip())
    translation = _said(text.strip(), language, target)
    if translation is None and bare and (before or after):
        translation = _said(bare, language, target)
        return f"{before}{translation}{after}" if translation is not None else None
    return translation


def _said(text: str, language: str, target: str) -> str | None:
    """The translation of a text that is a set phrase, with the mark at its end."""
    words, mark = _parted(text)
    translation = _translation(words + mark, language, target)
    if translation is None and mark in _LOOSE:
        translation = _translation(words, language, target)
        translation = translation + _written(mark, target) if translation is not None else None
    is_loud = words.isupper() and language in ("en", "fr")
    return translation.upper() if translation is not None and is_loud else translation


def _written(mark: str, target: str) -> str:
    """A mark as the target's language writes it at a phrase's end."""
    if target == "fr" and mark in ":!":
        return f"\u00a0{mark}"
    signs = {"zh": {".": "。", ":": "：", "!": "！", ",": "，"}, "ar": {",": "،"}}
    return signs.get(target, {}).get(mark, mark)


def lead_in_end(text: str, language: str) -> int:
    """Where a set phrase that introduces a text ends: after "Lire aussi :"; 0 where there is none.

    Args:
        text: a block's text.
        language: of the text.
    """
    match = _LEAD_IN.match(text) if ":" in text or "：" in text else None
    if match is None or language not in _COLUMNS or language == "en":
        return 0
    exact, _ = _phrases(language, "en")
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


def _translation(text: str, language: str, target: str) -> str | None:
    exact, alike = _phrases(language, target)
    key = key_of(text)
    if key in exact:
        return exact[key]
    repaired = (repair(text, unit) for unit in alike.get(shape_of(key), ()))
    return next((each for each in repaired if each is not None), None)


@cache
def _phrases(language: str, target: str) -> tuple[dict[str, str], dict[str, list[Unit]]]:
    """The phrases by key, and those with a number or a date by shape.

    Whatever else a language has for a phrase, it is translated with the first.
    """
    exact: dict[str, str] = {}
    alike: dict[str, list[Unit]] = {}
    lines = Path(__file__).with_name("phrases.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        said = cells[_COLUMNS[target]].partition("|")[0]
        for phrase in cells[_COLUMNS[language]].split("|") if said else ():
            phrase = "".join(_parted(phrase))
            key = key_of(phrase)
            if language == "en" and key in exact:
                continue
            exact[key] = said
            if shape := shape_of(key):
                unit = Unit(phrase, said, language, target)
                alike.setdefault(shape, []).append(unit)
    return exact, alike
