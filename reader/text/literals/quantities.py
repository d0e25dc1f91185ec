"""Numbers with what belongs to them: scales, percentages, currencies, measures, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from reader.text.literals import manner, numerals
from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.measures import Unit
from reader.text.literals.numerals import SCALES, SPACES
from reader.text.literals.units import (
    CURRENCIES,
    MEASURES,
    PERCENT,
    any_of,
    minus,
    word_pattern,
    worded,
)
from reader.text.number_words import is_exact, number_words
from reader.text.regex import regex

_GAP = f"[{SPACES}]"
DIGITS = rf"\d{{1,3}}(?:(?:[.,٬،'’]|{_GAP})\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?"
_EASY = 1000
"""Below it, and in years, models copy whole numbers as they are."""

_HAN = numerals.HAN
_HAN_SCALE = "十百千万萬亿億兆"
_BEFORE = r"(?<![\d_])(?<!\d[.,:/٫٬])(?<![A-Za-zÀ-ÿ])(?<![A-Za-z]-)"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A number of a language, with all that belongs to it."""
    currency, measure = any_of(CURRENCIES), any_of(MEASURES)
    spelt, scales = word_pattern(language), SCALES.get(language, {})
    scale = ""
    if scales:
        words = any_of(scales)
        half = {"fr": r"(?:\s+et\s+demie?)?", "ar": r"(?:\s+ونصف)?"}.get(language, "")
        scale = rf"(?:{_GAP}*(?P<scale>{words})(?![^\W\d_])(?P<half>{half}))?"
        if language == "fr":
            scale += r"(?P<of>\s+d(?:e(?=\s)|['’]))?"
    if language in ("zh", "ja"):
        scale = rf"(?P<scale>[{_HAN_SCALE}](?:[{_HAN}\d,.]*[{_HAN_SCALE}])?"
        scale += r"(?<!千(?=[米克瓦卡赫]))(?<!兆(?=[瓦赫帕比字]))(?<!百(?=帕)))?"
    return re.compile(
        rf"{_BEFORE}{'(?P<share>[%٪](?=[0-9٠-٩]))?' if language == 'ar' else ''}"
        rf"(?P<sign>{minus(language)})?(?:(?P<before>{currency}){_GAP}?)?"
        rf"(?P<number>{DIGITS}){scale}"
        rf"(?:{_GAP}?(?P<percent>[%٪％])|{_GAP}?(?P<after>{currency})(?![A-Za-zÀ-ÿ])"
        rf"{f'|{_GAP}*(?P<word>{spelt})' if spelt else ''}"
        rf"|{_GAP}?(?P<measure>{measure}|°{_GAP}C)(?![A-Za-zÀ-ɏ0-9_’'²³/]))?"
        rf"(?P<ordinal>(?:er|re|ère|ème|eme|e|es|nde?|st|nd|rd|th)(?![^\W_]))?"
        + (r"(?(of)|(?![A-Za-z_]))" if language == "fr" else "(?![A-Za-z_])")
        + r"(?!\d|[.,:/٫٬]\d)"
    )


_HAN_NUMBER = regex(
    rf"(?P<each>百分之)?(?P<ordinal>第)?(?P<number>(?<![{_HAN}数數几幾多上成点點])[{_HAN}]{{2,}}"
    rf"(?![{_HAN}分之里]))"
)
_HAN_PERCENT = regex(rf"百分之(?P<number>[{_HAN}]+(?:点[{_HAN}]+)?|{DIGITS})")
_HAN_POINT = regex(
    rf"(?<![{_HAN}第])(?P<whole>[{_HAN}]+)点(?P<part>[〇零一二三四五六七八九]+)"
    rf"(?P<scale>[{_HAN_SCALE}]+)(?![{_HAN}分])"
)
_HAN_VALUE = regex(
    rf"[一二三四五六七八九两兩][{_HAN}]*[{_HAN_SCALE}][{_HAN}]*|十[一二三四五六七八九]"
)
_COUNTED = frozenset("届屆次位名个個代任批轮輪天周年")
"""After these a Chinese ordinal is one in English too; 第3章 may be chapter 3."""
_FIRST = SCALES["ar"] | numerals.DUALS
_SUMS = {
    "ar": regex(
        rf"(?<!بين )(?:(?<![\d.,٫])(?P<count>{DIGITS})\s+)?(?P<first>{any_of(_FIRST)})"
        rf"\s+و\s?(?P<number>{DIGITS}){_GAP}*(?P<scale>{any_of(SCALES['ar'])})?(?![^\W\d_])"
        rf"(?:\s*(?P<unit>{word_pattern('ar')}))?"
    ),
    "fr": regex(
        r"(?<![\d.,])(?P<count>\d{1,3})\s+(?P<first>millions?|milliards?)\s+(?:et\s+)?"
        rf"(?:(?P<number>\d{{1,3}})\s+(?P<scale>mille|millions?)|(?P<rest>\d{{1,3}}{_GAP}\d{{3}}))"
        rf"(?!\w|{_GAP}?\d)"
    ),
}
"""A number of two parts: 3 ملايين و250 ألف, 3 millions 250 000."""

_YEARS = ("学年", "赛季", "财年", "年度")
_METRES_AND = regex(r"(?<![\d.,])(?P<m>\d{1,2})(?:米| ?m(?:ètres?)? ?)(?P<cm>\d\d)(?![\d%.,]*\d)")
"""1米85, 1 m 85: metres and hundredths of one."""


def quantities(
    text: str, plain: str, language: str, target: str, *, has_digit: bool
) -> Iterator[Literal]:
    """The numbers of a text, each with its percent sign, currency, measure or scale.

    Args:
        text: a sentence.
        plain: the same, its digits as 0 to 9.
        language: its language.
        target: language of the renderings.
        has_digit: whether it has any.
    """
    if language in ("zh", "ja"):
        yield from _in_han(text, language, target)
    if not has_digit:
        return
    taken: set[int] = set()
    for match in _METRES_AND.finditer(plain):
        taken.update(range(*match.span()))
        height = Decimal(f"{match['m']}.{match['cm']}")
        yield _quantity(*match.span(), height, MEASURES["m"], language, target, False)
    if language in _SUMS:
        for match in _SUMS[language].finditer(text):
            total = _total(match, language)
            if total is not None:
                taken.update(range(*match.span()))
                unit = match.groupdict().get("unit")
                suffix = worded(language, unit) if unit else None
                yield _quantity(*match.span(), total, suffix, language, target, True)
    for match in _RANGE.finditer(plain):
        if match.start() not in taken:
            taken.update(range(*match.span()))
            yield _range(match)
    for match in _pattern(language).finditer(text):
        if match.start() not in taken:
            yield from _of_match(match, language, target)


_YEAR = regex(r"(?:\b(?:en|an|année|depuis)|عام|سنة)\s*$")


def quantities_in_words(text: str, language: str) -> Iterator[Literal]:
    """The numbers of a text that are written in words, where English says them as exactly.

    In news 99 in 100 of them stand in the reference translation with their value.
    """
    for number in number_words(text, language):
        if not is_exact(text, number):
            continue
        start, end = number.start, number.end
        words = numerals.in_words(number.value)
        if number.value <= 10:
            yield Literal("number", start, end, (words, str(number.value)))
            continue
        is_year = bool(_YEAR.search(text[:start]))
        literal = _quantity(
            start, end, Decimal(number.value), None, language, "en", number.value > 9999, is_year
        )
        if words and not is_year:
            also = f"a {words.removeprefix('one ')}" if words.startswith("one ") else words
            forms = tuple(dict.fromkeys((words, also, *literal.renderings)))
            literal = replace(
                literal,
                renderings=forms,
                admitted=literal.admitted or (*forms[1:], words),
                value=words if literal.value else "",
            )
        yield literal


def _total(match: re.Match[str], language: str) -> Decimal | None:
    """The sum of a number's two parts; None for two numbers, as in "3 million and 5"."""
    groups, scales = match.groupdict(), SCALES[language]
    first = (_FIRST if language == "ar" else scales)[groups["first"]]
    rest = numerals.value(groups.get("rest") or groups["number"], language)
    count = numerals.value(groups["count"], language) if groups["count"] else Decimal(1)
    if rest is None or count is None or (groups["count"] and groups["first"] in numerals.DUALS):
        return None
    rest *= scales[groups["scale"]] if groups["scale"] else 1
    if not groups["count"] and re.search(r"[\d٠-٩]\s*$", match.string[: match.start()]):
        return None
    if groups["count"] and not groups["scale"] and rest < first / 1000:
        return None
    return count * first + rest if rest < first else None


def _of_match(match: re.Match[str], language: str, target: str) -> Iterator[Literal]:
    digits, parts = match["number"], match.groupdict()
    number = numerals.value(digits, language)
    if number is None:
        return
    start, end = match.span()
    scale = parts.get("scale")
    if scale and language in ("zh", "ja"):
        whole = numerals.han(digits + scale)
        if whole is None:
            return
        number = whole
    elif scale:
        number *= SCALES[language][scale]
        if parts.get("half"):
            number += Decimal(SCALES[language][scale]) / 2
    elif parts.get("of"):
        end = match.end("number")
    below = language in ("zh", "ja") and match.string.endswith("零下", 0, start)
    if below:
        start -= len("零下")
    if parts["sign"] or below:
        number = -number
    if language in ("zh", "ja"):
        century = _CENTURY.match(match.string, match.start("number"))
        if century:
            yield _of_century(century)
            return
    if parts["ordinal"]:
        yield _ordinal(start, end, number, match[0])
        return
    suffix = None
    if parts["percent"] or parts.get("share"):
        suffix = PERCENT
    elif parts["before"] or parts["after"]:
        suffix = CURRENCIES[parts["before"] or parts["after"]]
    elif parts.get("word"):
        suffix = worded(language, parts["word"])
    elif parts["measure"]:
        suffix = MEASURES[re.sub(_GAP, "", parts["measure"])]
    before, after = match.string[:start][-1:], match.string[end : end + 2]
    if language in ("zh", "ja") and before == "第":
        yield _ordinal(start, end, number, match[0], _also(number, match.string[end : end + 2]))
        return
    bare = numerals.western(digits)
    long = len(bare) > 3 and bare.isdigit() and (bare[0] == "0" or len(bare) > 9)
    if long or (suffix is None and not scale and numerals.is_reference(bare, match.string[:start])):
        forms = tuple(dict.fromkeys((numerals.western(match[0]), match[0])))
        yield Literal("code", start, end, forms, SLOT, (SLOT,), forms[0])
        return
    may_be_year = bare.isdigit() and not scale and suffix is None
    may_be_year = may_be_year and (
        language != "zh" or after in _YEARS or (after[:1] == "年" and target != "en")
    )
    literal = _quantity(start, end, number, suffix, language, target, bool(scale), may_be_year)
    if (
        language == "ar"
        and suffix is None
        and number == int(number)
        and 0 <= number <= 100
        and _DEFINITE.search(match.string, max(0, start - _SIGHT), start)
    ):
        forms = (*literal.renderings, *numerals.ordinal(int(number)))
        literal = replace(literal, renderings=forms)
    of_what = "" if parts.get("word") else parts.get("of") or ""
    if scale and of_what.endswith(("'", "’")) and literal.model:
        literal = replace(literal, model=literal.model + " ")
    yield literal


def _in_han(text: str, language: str, target: str) -> Iterator[Literal]:
    """Numbers in Chinese characters alone, where they can be nothing else."""
    for match in _HAN_PERCENT.finditer(text):
        whole, _, part = match["number"].partition("点")
        number = numerals.han(whole) if whole[0] in _HAN else numerals.value(whole, language)
        if number is not None and part:
            digits = "".join(str(numerals.HAN_DIGITS.get(c, "")) for c in part)
            number = Decimal(f"{number}.{digits}")
        if number is not None:
            yield _quantity(*match.span(), number, PERCENT, language, target, False)
    for match in _HAN_POINT.finditer(text):
        digits = "".join(str(numerals.HAN_DIGITS[char]) for char in match["part"])
        number, scale = numerals.han(match["whole"]), numerals.han(f"一{match['scale']}")
        if number is not None and scale is not None:
            number = Decimal(f"{number}.{digits}") * scale
            yield _quantity(*match.span(), number, None, language, target, True)
    for match in _HAN_NUMBER.finditer(text):
        numeral = match["number"]
        number = numerals.han(numeral) if _HAN_VALUE.fullmatch(numeral) else None
        if number is None or match["each"]:
            continue
        start, end = match.span("number")
        if text.startswith("世纪", end):
            yield _ordinal(start, end, number, None)
        elif match["ordinal"]:
            yield _ordinal(start, end, number, None, _also(number, text[end : end + 2]))
        else:
            yield _quantity(start, end, number, None, language, target, number >= 10**4)


def _values(number: Decimal, round_: bool, is_year: bool) -> tuple[str, ...]:
    """How English may write a number, the preferred form first."""
    plain, grouped = numerals.plain(number), numerals.grouped(number)
    scaled = numerals.scaled(number)
    forms = [plain, grouped] if is_year else [grouped, plain]
    if scaled:
        forms = [scaled, *forms] if round_ else [*forms, scaled]
        count, _, name = scaled.partition(" ")
        if name == "billion":
            forms.append(f"{grouped.removesuffix(',000,000')} million")
        if count == "1":
            forms.append(f"a {name}")
        if count.isdigit() and int(count) <= 20:
            forms.append(f"{numerals.spelt(int(count))} {name}")
    if round_ and 1000 <= number < 10**6 and number % 1000 == 0:
        forms.append(f"{numerals.grouped(number / 1000)} thousand")
    if number == int(number) and 0 <= number <= 100:
        forms += filter(None, (numerals.spelt(int(number)),))
    if is_year:
        forms.append(f"{plain}s")
    if number < 0:
        forms += [f"minus {form[1:]}" for form in forms[:1]] + [
            f"−{form[1:]}" for form in forms[:1]
        ]
    return tuple(dict.fromkeys(forms))


def _quantity(
    start: int,
    end: int,
    number: Decimal,
    suffix: Unit | None,
    language: str,
    target: str,
    round_: bool,
    may_be_year: bool = False,
) -> Literal:
    number = number.normalize() if round_ else number
    integer = number == int(number) and number >= 0
    is_year = may_be_year and integer and 1000 <= number < 2100
    source = (suffix.source.get(language) or suffix.source[""]) if suffix else "#"
    if target != "en":
        easy = integer and (number < _EASY or is_year)
        share = suffix is PERCENT
        renderings = manner.forms(number, target, share=share, is_year=is_year, round_=round_)
        model = source.replace("#", numerals.plain(number) if easy else SLOT)
        held = () if easy else (SLOT,), "" if easy else manner.written(number, target, round_)
        return Literal("number", start, end, renderings, model, *held)
    values = _values(number, round_, is_year)
    forms = suffix.forms if suffix else ("#",)
    renderings = tuple(
        form.replace("#", value)
        for form in forms
        for value in values
        if not value[0].isalpha() or re.fullmatch(r"#(?: [A-Za-z ]+)?", form)
    )
    if number == 1 and suffix:
        # one barrel, not one barrels
        singular = [each for each in renderings if not each.endswith("s")]
        renderings = tuple(dict.fromkeys((*singular, *renderings)))
    if suffix and suffix.read:
        easy = integer and number < _EASY
        said = numerals.plain(number) if easy else SLOT
        read = tuple(form.replace("#", said) for form in suffix.read)
        return Literal("number", start, end, renderings, source.replace("#", said), read)
    if integer and (number < _EASY or is_year):
        model = source.replace("#", numerals.plain(number))
        return Literal("number", start, end, renderings, model)
    admitted = tuple(form.replace("#", SLOT) for form in forms)
    return Literal("number", start, end, renderings, source.replace("#", SLOT), admitted, values[0])


def _also(number: Decimal, counted: str) -> tuple[str, ...]:
    return () if counted[:1] in _COUNTED or counted == "季度" else (numerals.plain(number),)


def _ordinal(
    start: int, end: int, number: Decimal, model: str | None, also: tuple[str, ...] = ()
) -> Literal:
    forms = numerals.ordinal(int(number)) + also
    if model is None:
        model = numerals.plain(number)
    return Literal("number", start, end, forms, numerals.western(model))


_RANGE = regex(
    r"(?<![\w.,:/-])(?<!\d[ \u00a0\u202f])(?P<first>\d{1,4})(?P<dash>[-–—])(?P<last>\d{1,4})"
    r"(?![\w%€$/–—-]|[.,:]\d|[ \u00a0\u202f](?:\d{3}(?!\d)|[%€$]))",
    re.ASCII,
)


def _range(match: re.Match[str]) -> Literal:
    """A score or a range: 3-1, 2010-2015, 15-20."""
    first, last = match["first"], match["last"]
    if any(
        len(one) > 1 and one[0] == "0" for one in (first, last)
    ):  # a law's number; 05-10 is well copied, too
        return Literal("code", *match.span(), (match[0],), SLOT, (SLOT,), match[0])
    if match["dash"] == "—":
        forms = (f"{first}–{last}", f"{first}-{last}", f"{first} to {last}", match[0])
        return Literal("number", *match.span(), forms, f"{first}-{last}")
    same = dict.fromkeys((match[0], f"{first}-{last}", f"{first}–{last}", f"{first} to {last}"))
    return Literal("number", *match.span(), (*same, f"{first} and {last}"), match[0])


_DEFINITE = regex(r"(?:(?<!\S)و?[بلك]?ال\w+\s+|الـ\s?)$")
"""Before a number that an Arabic sentence may mean as an ordinal: الدورة 16."""
_SIGHT = 100
"""Characters before a number in which the word that it belongs to is looked for."""
_CENTURY = regex(r"(?P<century>\d{1,2})世纪")


def _of_century(match: re.Match[str]) -> Literal:
    forms = numerals.ordinal(int(match["century"]))
    return Literal("number", *match.span("century"), forms, match["century"])
