"""Places in a law: "l'alinéa 3 de l'article 12", الفقرة 2 من المادة 5, article 14 bis.

Of two figures a small model keeps one, or calls both an article. It reads the number of one article
for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_AGAIN = r"(?:[ \u00a0](?:bis|ter|quater|quinquies|sexies))"
_HAS_AGAIN = regex(r"\d[ \u00a0](?:bis|ter|qu|sex)")
_ARTICLE = (
    rf"(?:[LRDA]\.?[ \u00a0]?\*?\d{{1,4}}(?:-\d{{1,3}})*|\d{{1,4}}(?:-\d{{1,3}})*){_AGAIN}?"
    r"(?![\w-]|[.,]\d)"
)
_FRENCH_RANKS = {
    "premier": 1, "deuxième": 2, "second": 2, "troisième": 3, "quatrième": 4, "cinquième": 5,
    "sixième": 6,
}  # fmt: skip
_FRENCH = regex(
    r"(?<![\w’'-])(?P<before>l[’']|d[’']|de l[’']|à l[’']|les? |du |des |aux? )"
    r"(?:(?P<unit>alinéas?|paragraphes?|points?|§)[ \u00a0](?P<number>\d{1,2}|premier)"
    r"(?P<more>(?:, \d{1,2})* et \d{1,2})?"
    rf"|(?P<rank>{'|'.join(_FRENCH_RANKS)}|\d{{1,2}}e) (?P<ranked>alinéa|paragraphe)"
    r"|(?P<point>\d{1,2})[°º])"
    rf" de l[’']article[ \u00a0](?P<article>{_ARTICLE}|premier(?!\w)|1er(?!\w))",
    re.IGNORECASE,
)
_MODEL = {
    "le ": "l'", "les ": "l'", "du ": "de l'", "des ": "de l'", "au ": "à l'", "aux ": "à l'",
}  # fmt: skip
"""What stands before "article" where this stood before "paragraphe"."""
_TWICE = regex(
    rf"(?<![\w.,/’'-])(?<!\d[ \u00a0])\d{{1,4}}(?:-\d{{1,3}})*{_AGAIN}(?!\w|[’'-])"
    r"(?!\s+(?:repetita|repetitas))"
)
_ARABIC_RANKS = {
    rank: number
    for number, rank in enumerate(
        "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة".split(), 1
    )
} | {"الاولى": 1}
_ARABIC_UNITS = {"فقرة": "paragraph", "بند": "clause", "نقطة": "point"}
_RANK = rf"(?:\d{{1,4}}|{'|'.join(_ARABIC_RANKS)})"
_REPEATED = r"(?:\s+\(?مكرر[اةً]*(?:\s+\d(?!\d))?\)?)"
_ARABIC = regex(
    rf"(?<!\w)(?:[وف]?(?:لل|[بك]?ال))(?P<unit>{'|'.join(_ARABIC_UNITS)})\s+(?P<number>{_RANK})"
    rf"\s+من\s+(?:المادة|الفصل)\s+(?P<article>{_RANK}(?P<again>{_REPEATED})?)(?![\w/]|[.,]\d)"
)
_ARABIC_TWICE = regex(rf"(?<![\w.,/-])(?P<number>\d{{1,4}}){_REPEATED}(?!\w)")


def provisions(plain: str, language: str) -> Iterator[Literal]:
    """The places in a law that a French or Arabic text names by two figures, or by "bis".

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
    """
    if language == "fr":
        for match in _FRENCH.finditer(plain) if "article" in plain else ():
            yield _of_french(match)
        for match in _TWICE.finditer(plain) if _HAS_AGAIN.search(plain) else ():
            yield _named(match.span(), re.sub(r"\s", " ", match[0]))
    else:
        for match in _ARABIC.finditer(plain) if "المادة" in plain or "الفصل" in plain else ():
            article = _arabic_article(match["article"])
            number = _ARABIC_RANKS.get(match["number"], match["number"])
            said = f"{_ARABIC_UNITS[match['unit']]} {number} of Article {article}"
            yield _placed((match.start("unit"), match.end()), said, f"مادة {SLOT}")
        for match in _ARABIC_TWICE.finditer(plain) if "مكرر" in plain else ():
            yield _named(match.span(), _arabic_article(match[0]))


def _of_french(match: re.Match[str]) -> Literal:
    groups = {name: (said or "").lower() for name, said in match.groupdict().items()}
    article = re.sub(r"\s", " ", match["article"])
    article = "1" if groups["article"] in ("premier", "1er") else article
    if groups["point"]:
        said = f"point {groups['point']}"
    elif groups["rank"]:
        rank = groups["rank"]
        said = f"paragraph {_FRENCH_RANKS.get(rank) or int(rank.rstrip('e'))}"
    else:
        unit = "point" if groups["unit"].startswith("point") else "paragraph"
        number = groups["number"].replace("premier", "1")
        more = groups["more"].replace(" et ", " and ")
        said = f"{unit}{'s' if more else ''} {number}{more}"
    before = groups["before"].replace("’", "'")
    read = _MODEL.get(before, before)
    read = read[0].upper() + read[1:] if match[0][0].isupper() else read
    return _placed(match.span(), f"{said} of Article {article}", f"{read}article {SLOT}")


def _arabic_article(written: str) -> str:
    number, _, again = written.partition(" ")
    number = str(_ARABIC_RANKS.get(number, number))
    if not again:
        return number
    more = re.search(r"\d", again)
    return f"{number} bis" + (f" {more[0]}" if more else "")


def _placed(span: tuple[int, int], said: str, model: str) -> Literal:
    admitted = (f"Article {SLOT}", f"article {SLOT}")
    return Literal("number", *span, (said,), model, admitted)


def _named(span: tuple[int, int], said: str) -> Literal:
    return Literal("number", *span, (said,), SLOT, (SLOT,), said)
