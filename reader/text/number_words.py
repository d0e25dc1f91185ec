"""Numbers written in words, and their values, in French, Arabic and Chinese.

Built for a check that must hardly ever be wrong: what may not be a number, an ordinal, or a part
of a number in digits is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.text.regex import regex

_THOUSAND, _MILLION = 10**3, 10**6
_BESIDE = 20
"""Characters beside a number in words in which what belongs to it is looked for."""


_VAGUE = regex(r"(?:aine|millier)s?$|^mille$|cents$", re.IGNORECASE)
_SPAN = regex(
    r"\s*(?:de\s+)?(?:heures?|h\b|ساع|دقيقة|دقائق|et\s+demie?|,\s+une\s+fois)|\s*(?:et|par)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number in words."""

    value: int
    start: int
    """In characters."""
    end: int


@lru_cache(maxsize=4096)
def number_words(text: str, language: str) -> tuple[NumberWords, ...]:
    """The numbers from three up that a text writes in words, in its order.

    Args:
        text: a sentence.
        language: fr, ar or zh; in another none is known.
    """
    reader = {"fr": _french, "ar": _arabic, "zh": _chinese}.get(language)
    return tuple(each for each in reader(text) if each.value > 2) if reader else ()


def is_exact(text: str, number: NumberWords) -> bool:
    """Whether English says a number as the text does: no dozen, no hour of the day."""
    word = text[number.start : number.end]
    if text[: number.start].endswith(("-", "’", "'")) or _SPAN.match(text, number.end):
        return False
    return not _VAGUE.search(word) or (word.endswith("cents") and number.value >= 10_000)


# French

_FR = dict(zip(
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "vingt vingts trente quarante cinquante soixante septante huitante octante nonante".split(),
    (1, 1, *range(2, 17), 20, 20, 30, 40, 50, 60, 70, 80, 80, 90),
    strict=True,
))  # fmt: skip
_FR_SCALES = {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9,
              "milliards": 10**9}  # fmt: skip
_FR_ABOUT = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_FR_TOKEN = regex(
    rf"(?<![\w’'])(?:(?<=[dlDL]['’]))?(?:{'|'.join([*_FR, *_FR_SCALES, *_FR_ABOUT])}|cents?)(?!\w)"
    rf"|(?<=[dlDL]['’])(?:{'|'.join([*_FR_ABOUT, 'un', 'une', 'onze'])})(?!\w)",
    re.IGNORECASE,
)
_FR_GAP = regex(r"(?P<space>[ \u00a0-]+)(?P<and>et[ \u00a0-]+)?")
_FR_NO_NUMBER = regex(
    r"(?:(?:pour|une?)\s+cents?|\b(?:le|du|un|au)\s+onze|\d\s*sept|(?:par|demi[- ])\s*\w+)$",
    re.I,
)
_FR_PLURAL = regex(
    r"\s+(?!dans\b|sans\b|depuis\b|mais\b|pas\b|plus\b|alors\b|sous\b|vers\b|après\b|très\b|dès\b"
    r"|puis\b|hors\b|aux\b|des\b|les\b)(?:\w+s|\w+x)\b",
    re.IGNORECASE,
)


def _french_step(total: int, current: int, word: str, is_and: bool) -> tuple[int, int] | None:
    """Total and last group with one more word, or None where the word begins another number."""
    rest = current % 100
    if is_and and not (word in ("un", "une", "onze") and (rest >= 20 or total == _THOUSAND)):
        return None
    if word in ("cent", "cents"):
        is_bare = current == 0 and word == "cent"
        fits = is_bare or 2 <= current <= 19
        return (total, max(current, 1) * 100) if fits else None
    if word in _FR_SCALES:
        scale = _FR_SCALES[word]
        count = total + current if total < _MILLION else current
        if scale == _THOUSAND:
            return (total + max(current, 1) * scale, 0) if total % _MILLION == 0 else None
        return ((total if total >= _MILLION else 0) + count * scale, 0) if count else None
    value = _FR[word]
    if word.startswith("vingt") and rest == 4:
        return total, current + 76
    fits = rest == 0 or (rest in (10, 70, 90) and 7 <= value <= 9)
    fits = fits or (rest >= 20 and rest % 10 == 0 and value < 10)
    fits = fits or (rest in (60, 80) and 10 <= value < 20)
    return (total, current + value) if fits else None


def _french(text: str) -> Iterator[NumberWords]:
    total, current, start, end = 0, 0, 0, -1
    for match in _FR_TOKEN.finditer(text):
        word = match[0].casefold()
        is_name = match[0][0].isupper() and bool(re.search(r"\w", text[: match.start()]))
        if is_name or _FR_NO_NUMBER.search(text, max(0, match.start() - _BESIDE), match.end()):
            continue
        gap = _FR_GAP.fullmatch(text, end, match.start()) if end >= 0 else None
        if word in _FR_ABOUT:
            if not re.match(r"-\w", text[match.end() :]):
                yield NumberWords(_FR_ABOUT[word], *match.span())
            continue
        step = _french_step(total, current, word, bool(gap["and"])) if gap else None
        if step is None:
            if end >= 0:
                yield from _french_whole(text, total + current, start, end)
            start = match.start()
            total, current = _french_step(0, 0, word, False) or (0, 0)
        else:
            total, current = step
        end = match.end()
    if end >= 0:
        yield from _french_whole(text, total + current, start, end)


_FR_ORDINAL = regex(r"\s+et\s+(?:un|onz)i[eè]mes?\b|[ -]?\w*i[eè]mes?\b", re.IGNORECASE)


def _french_whole(text: str, value: int, start: int, end: int) -> Iterator[NumberWords]:
    if _FR_ORDINAL.match(text, end) or text[start:end].casefold() == "dix cents":
        return
    if re.match(r"-\w|\s+et\s+demie?\b|\s+(?:virgule\b|\d)", text[end : end + _BESIDE]):
        return
    if re.search(r"(?:[\w]-|\d\s?)$", text[max(0, start - _BESIDE) : start]):
        return
    if text[start:end].casefold() == "neuf" and not _FR_PLURAL.match(text, end):
        return
    yield NumberWords(value, start, end)


# Arabic

_AR_UNITS = {
    "واحد": 1, "واحدة": 1, "احدى": 1, "احد": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
    "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2, "ثلاث": 3, "ثلاثة": 3, "اربع": 4, "اربعة": 4,
    "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7, "ثمان": 8, "ثماني": 8,
    "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10, "واحدا": 1, "ثلاثا": 3, "اربعا": 4,
    "خمسا": 5, "ستا": 6, "سبعا": 7, "ثمانيا": 8, "تسعا": 9,
}  # fmt: skip
_AR_TENS = {
    stem + ending: 10 * count
    for count, stem in enumerate("عشر ثلاث اربع خمس ست سبع ثمان تسع".split(), 2)
    for ending in ("ون", "ين")
}
_AR_HUNDREDS = {
    stem + hundred: 100 * count
    for count, stem in (
        (1, ""),
        *enumerate("ثلاث اربع خمس ست سبع ثمان تسع".split(), 3),
        (8, "ثماني"),
    )
    for hundred in ("مائة", "مئة")
} | {stem + dual: 200 for stem in ("مائت", "مئت") for dual in ("ان", "ين", "ا", "ي")}
_AR_SCALES = {
    "الف": 10**3, "الفا": 10**3, "الاف": 10**3, "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6,
    "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9, "ملايير": 10**9,
}  # fmt: skip
_AR_ALONE = frozenset(("الف", "مليون", "مليار"))
_AR_DUALS = {
    stem + dual: 2 * scale
    for stem, scale in (("الف", 10**3), ("مليون", 10**6), ("مليار", 10**9))
    for dual in ("ان", "ين", "ي")
}
_AR_DUALS_OF = {"الفا": "الفان", "مليونا": "مليونان", "مليارا": "ملياران"}
"""Two thousand of something: as "a thousand" is written after a number, and as Alpha is."""
_AR_OF = regex(
    r"\s+(?!(?:من|في|على|إلى|الى|عن|مع|منذ|خلال|بعد|قبل|هذا|هذه|أي|أو|ثم|بين|حتى|عام|سنة)(?!\w))"
    r"(?P<noun>(?!و|ال)[\u0621-\u064a]{2,})"
)
_AR_AND_NUMBER = regex(r"\s+و(?:مائ?ت|مئت|مائة|مئة|خمس|ست|سبع|ثمان|تسع|ثلاث|أربع|اربع|عشر)")
_AR_COUNTED = frozenset(
    "درهم دينار دولار يورو ريال جنيه ليرة فرنك أورو شخص نسمة مواطن مواطنة متفرج مشارك مشاركة "
    "متظاهر مقاتل جندي عنصر عامل عاملة موظف مستخدم أستاذ أستاذة معلم طالب طالبة تلميذ تلميذة "
    "طفل لاجئ مهاجر قتيل جريح ضحية مصاب أسرة عائلة منزل بيت مسكن وحدة سيارة شاحنة حافلة طائرة "
    "رحلة سائح زائر مسافر متر كيلومتر كلم هكتار طن كيلوغرام غرام لتر برميل ميل ميغاواط عام "
    "سنة ساعة كتاب نسخة قطعة شجرة رأس مسجد مدرسة مقاولة شركة مقعد منصب وظيفة فرصة رجل امرأة "
    "مريض حالة ملف طلب صفحة كلمة".split()
)


_AR_OTHER = frozenset("لست فست بست كست الالف المائة المئة".split())
"""Tokens that look like a number and are none: "I am not", "the hundredth"."""
_AR_WORDS = frozenset((*_AR_UNITS, *_AR_TENS, *_AR_HUNDREDS, *_AR_SCALES, *_AR_DUALS))
_AR_ORDINAL = regex(
    r"و?[بلك]?(?:ال|ل)?(?:حادي|حادية|ثاني|ثانية|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)ة?|ال(?:احد|اثنين)"
)
_AR_TOKEN = regex("[\u0621-\u0652]+")
_AR_FOLDED = str.maketrans("أإآ", "ااا", "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_AR_PREFIX = regex("(?P<and>و)?(?P<to>[فبلك])?(?P<the>ال|ل)?(?P<word>.+)")


@lru_cache(maxsize=8192)
def _arabic_word(token: str) -> tuple[str, bool] | None:
    """A word of a number without its prefixes, and whether "and" stood before it."""
    if token in _AR_WORDS:
        return token, False
    match = _AR_PREFIX.fullmatch(token)
    for word in (match["word"], (match["the"] or "") + match["word"]) if match else ():
        if match and word in _AR_WORDS:
            return word, bool(match["and"])
    return None


@lru_cache(maxsize=8192)
def _arabic_read(written: str) -> tuple[str, tuple[str, bool] | None]:
    """A word as it is compared, and what `_arabic_word` says of it, which is nothing for most."""
    token = written.translate(_AR_FOLDED)
    return token, _arabic_word(token)


def _prefixed(token: str, written: str) -> int:
    """How many letters before a number are "and", "with", "to" and the like."""
    match = _AR_PREFIX.fullmatch(token)
    if token in _AR_WORDS or match is None or len(token) != len(written):
        return 0
    return len(match["and"] or "") + len(match["to"] or "")


_AR_ORDINALS = dict(zip(
    "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split(), range(1, 11), strict=True
))  # fmt: skip
_AR_AN_ORDINAL = regex(rf"و?[فبلك]?(?:ال|ل)?(?P<word>{'|'.join(_AR_ORDINALS)})[ةه]?")


def arabic_parts(text: str) -> Iterator[int]:
    """The values of words that may be numbers or parts of one, ordinals too."""
    for match in _AR_TOKEN.finditer(text):
        token, numeral = _arabic_read(match[0])
        ordinal = _AR_AN_ORDINAL.fullmatch(token)
        if ordinal:
            yield _AR_ORDINALS[ordinal["word"]]
        elif numeral:
            for values in (_AR_UNITS, _AR_TENS, _AR_HUNDREDS, _AR_SCALES, _AR_DUALS):
                if numeral[0] in values:
                    yield values[numeral[0]]


def _arabic_step(total: int, current: int, word: str, is_and: bool) -> tuple[int, int] | None:
    """Total and last group with one more word, or None where the word begins another number."""
    rest, starts = current % 100, total == current == 0
    joins = starts or is_and
    if word in _AR_UNITS:
        value = _AR_UNITS[word]
        if value == 10 and not is_and and 1 <= rest <= 9:
            return total, current + 10
        return (total, current + value) if joins and rest == 0 else None
    if word in _AR_TENS:
        return (total, current + _AR_TENS[word]) if joins and rest < 10 else None
    if word in _AR_HUNDREDS:
        if word in ("مائة", "مئة") and not is_and and 3 <= current <= 9:
            return total, current * 100
        return (total, _AR_HUNDREDS[word]) if joins and current == 0 else None
    if word in _AR_DUALS:
        fits = joins and current == 0 and (starts or total % (5 * _AR_DUALS[word]) == 0)
        return (total + _AR_DUALS[word], 0) if fits else None
    scale = _AR_SCALES[word]
    if total and total % (scale * _THOUSAND):
        return None
    if current:
        return (total + current * scale, 0) if not is_and else None
    return (total + scale, 0) if joins and word in _AR_ALONE else None


def _arabic(text: str) -> Iterator[NumberWords]:
    total, current, start, end, token = 0, 0, 0, -1, ""
    for match in _AR_TOKEN.finditer(text):
        before = token
        token, numeral = _arabic_read(match[0])
        if numeral is None or _AR_ORDINAL.fullmatch(token):
            continue
        if token.endswith(("لمائة", "لمئة")) and (before == "في" or token[0] == "ب"):  # per cent
            continue
        if token in _AR_OTHER or (before.endswith("قرن") and token == "العشرين"):
            continue
        if before.endswith("عين") and token == "السبع":  # the place Ain Sebaa
            continue
        of_ordinal = _AR_ORDINAL.fullmatch(before)
        if of_ordinal and (numeral[0] in ("عشر", "عشرة") or numeral[1]):  # the thirteenth
            continue
        word, is_and = numeral
        joined = end >= 0 and text[end : match.start()].isspace()
        step = _arabic_step(total, current, word, is_and) if joined else None
        if step is None and word in _AR_DUALS_OF:
            single = _single(word, text, match)
            if single is None:  # Alpha, or a thousand by itself
                if end >= 0:
                    yield from _arabic_whole(text, total + current, start, end)
                total, current, end = 0, 0, -1
                continue
            word = single
        if step is None:
            if joined and word in _AR_SCALES and not is_and:  # "two million and three million"
                total, current, end = 0, 0, -1
                continue
            if end >= 0:
                yield from _arabic_whole(text, total + current, start, end)
            start = match.start() + _prefixed(token, match[0])
            step = _arabic_step(0, 0, word, False) or (0, 0)
        total, current = step
        end = match.end()
    if end >= 0:
        yield from _arabic_whole(text, total + current, start, end)


def _single(word: str, text: str, match: re.Match[str]) -> str | None:
    """What a word that follows no number says: two of them, one, or nothing that is sure."""
    if _AR_AND_NUMBER.match(text, match.end()):
        return word[:-1]
    following = None if "\u064b" in match[0] else _AR_OF.match(text, match.end())
    if following is None or (word == "الفا" and following["noun"] not in _AR_COUNTED):
        return None
    return _AR_DUALS_OF[word]


def _arabic_whole(text: str, value: int, start: int, end: int) -> Iterator[NumberWords]:
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    around = re.match(r"\s+و?(?:نصف|ربع|ثلث)|\s+و?\s?\d|\s+فاصل", after)
    if around or re.search(
        r"(?:\d|نصف|ربع|ثلث|أرباع|عشرات|مئات|آلاف|بضع|بضعة|[^\W\d_]ات)\s+و?$", before
    ):
        return
    if value == _THOUSAND and re.match(r"\s+ال", after):  # "he wrote the …"
        return
    yield NumberWords(value, start, end)


# Chinese

_ZH = regex(
    "(?<![一二三四五六七八九十百千万亿几数第周期零〇两])[三四五六七八九十](?=[个名位人艘架辆枚起])(?!位一体)"
)


def _chinese(text: str) -> Iterator[NumberWords]:
    for match in _ZH.finditer(text):
        yield NumberWords("三四五六七八九十".index(match[0]) + 3, *match.span())
