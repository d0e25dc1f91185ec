"""Decades: les années 60, الثمانينيات. English writes the century with them: the 1960s."""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.literals.literal import Literal
from reader.text.regex import regex

_FRENCH = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
_ARABIC = {
    stem: 10 * number
    for number, stems in enumerate("عشر ثلاث أربع|اربع خمس ست سبع ثمان تسع".split(), 2)
    for stem in stems.split("|")
}
_ENGLISH = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_YEARS = regex(
    r"(?<![\w-])(?<!\d )années\s+(?:(?P<digits>(?:1[89]|20)\d0|[2-9]0)"
    rf"|(?P<word>{'|'.join(sorted(_FRENCH, key=len, reverse=True))}))(?![\w-]|[.,]\d)"
    r"(?!\s*(?:[/,àa-]|et|ou)\s*\d*[1-9](?!\d))",  # the years 2020 and 2021
)
_WORD = regex(
    rf"(?<!\w)[وبلف]?(?P<name>(?P<the>ال)?(?:{'|'.join(_ARABIC)})(?:يني|ين)ات)"
    r"(?P<century>\s+(?:من\s+)?القرن\s+(?:الماضي|العشرين)(?!\w))?"
    r"(?!\w|\s+من\s+(?:عمر|العمر)|\s+عمر)"
)


def decades(text: str, language: str) -> Iterator[Literal]:
    """The decades that a text names, for English; one of a life is none.

    Args:
        text: a sentence, its digits as 0 to 9.
        language: its language; in any but Arabic and French none is known.
    """
    if language == "fr" and "années" in text:
        for match in _YEARS.finditer(text):
            digits = match["digits"] or str(_FRENCH[match["word"]])
            group = "digits" if match["digits"] else "word"
            yield _decade(*match.span(group), digits)
    elif language == "ar" and "ات" in text:
        for match in _WORD.finditer(text):
            if match["the"] or match["century"]:
                stem = next(stem for stem in _ARABIC if stem in match["name"])
                yield _decade(match.start("name"), match.end(), str(_ARABIC[stem]))


def _decade(start: int, end: int, digits: str) -> Literal:
    if len(digits) == 4:
        return Literal("number", start, end, (f"{digits}s", f"{digits}’s"))
    tens = int(digits) // 10
    short, word = f"{digits}s", _ENGLISH[tens - 2]
    full = f"19{digits}s"
    forms = (full, word, short, f"’{short}", f"'{short}", word.title())
    return Literal("number", start, end, forms)
