"""What may be wrong with a translation: its source and its target, compared word by word.

Nothing here knows the languages well; each check looks for what hardly ever differs between a
sentence and a good translation of it. Cheap enough for every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from math import log

from reader.article import Doubt, Occurrence, TermUse
from reader.engine.loops import is_repetitive
from reader.models.package import LOW_SCORE
from reader.text.english_numbers import says
from reader.text.literals import Literal
from reader.text.literals.names import is_foreign
from reader.text.number_words import number_words
from reader.text.regex import regex
from reader.text.spans import Span, overlaps_any
from reader.text.spoken_numbers import may_say
from reader.text.widths import narrowed
from reader.translator.strangers import strangers
from reader.translator.twice import times

_RATIOS = {"ar": (0.12, 0.19), "fr": (-0.17, 0.16), "zh": (1.08, 0.28)}
"""Usual logarithm of an English translation's length over its source's, in characters, and how
far it varies: 600 sentences of FLORES-dev each. The other way round it is as much less."""
_UNUSUAL = 3.0
"""Deviations from the usual ratio; short sentences vary more."""
_SHORT = 25
"""Characters of a source that add as much again to what its ratio may vary."""
VERY_LOW = 1.3
"""How many times the low score a score is where nearly all translations are wrong."""
_USUAL_LENGTH, _SCATTER = 100, 20
"""Characters of a translation that a low score is meant for; and those that add as much again to
how low a score may be: the mean over a few tokens goes further down by chance."""
_NEGATIONS = {
    "en": (
        r"\b(?:not|no|never|none|nor|neither|without|nothing|nobody|cannot|nowhere|non|unable|"
        r"fail(?:s|ed|ing|ure)?|refus\w+|den(?:y|ies|ied|ying)|lack\w*|absen\w+|un\w{4,}|"
        r"in(?:ability|capable|sufficient|complete|valid|correct)|im(?:possible|proper)|illegal\w*|"
        r"irregular\w*|dis\w{4,}|prevent\w*|hardly|barely|nowhere|few|little|except|but)\b|n[’']t\b"
    ),
    "fr": (
        r"\b(?:ne|n[’'])\s?(?!\S+\s+que\b)[^.;!?]{1,40}?\b(?:pas|plus|jamais|rien|aucune?|personne|"
        r"ni|guère)\b|\bsans\b"
    ),
    "ar": r"(?<![\u0621-\u064a])(?:و|ف)?(?:لم|لن|ليس|ليست|ليسوا)(?![\u0621-\u064a])",
    "zh": (
        r"没有|没能|尚未|从未|并未|未能|未经|并不|不会|不能|不是|不再|绝不|不得(?!不)|不可|不应|"
        r"无法|并非|毫无"
    ),
}
_EXPLICIT = regex(r"\b(?:not(?! only)|never|cannot|neither|nobody)\b|n[’']t\b", re.IGNORECASE)
"""What an English sentence says only where its source has some negation."""
_ANY_NEGATION = {
    "fr": r"\b(?:n[’']|ne\b|pas\b|non\b|sans\b|aucun|jamais\b|rien\b|ni\b|in\w{4,}|im\w{4,}|refus|"
    r"manqu|empêch|interdi|échou|absen|peu\b|moins\b|dés|mal)",
    "ar": r"لا|لم|لن|ليس|ما|غير|دون|عدم|بدون|رفض|نف|منع|فشل|حظر|كلا|سوى|إلا|أبد|قط|استحال|تعذر|عجز",
    "zh": r"[不没沒无無未非否莫勿别甭毋免缺拒禁]|失败|难以|尚",
}
_ONLY = regex(r"\b(?:only|just|merely|solely|exclusively|alone|until|unless)\b", re.IGNORECASE)
_RESTRICTED = {
    "fr": regex(r"\bn(?:e\s|[’'])[^.;!?]{1,60}?\bqu(?:e\b|[’'])", re.IGNORECASE),
    "ar": regex("سوى|إلا|الا"),
}
"""A negation that says only: "il ne reste plus que 12 places", لم يبق سوى."""
_BELOW_ZERO = regex(
    r"\b(?:au[- ]dessous|en[- ]dessous|sous)\s+(?:de\s+)?(?:le\s+)?(?:zéro|0(?!\d|[.,]\d))"
    r"|(?<!de )(?<!au )\bmoins\s+(?:\d+(?:,\d+)?|\w+)\s*(?:degrés\b|°)"
    r"|تحت الصفر|دون الصفر|零下|零度以下",
    re.IGNORECASE,
)
_BELOW_WORDS = ("sous", "moins", "الصفر", "零下", "零度以下")
"""One of these is in whatever is below zero."""
_SAID_BELOW_ZERO = regex(
    r"\b(?:minus|negative|freezing)\b|\b(?:below|under|sub)[ -]?(?:zero|0)\b|(?<![\w.])[-−–]\s?\d",
    re.IGNORECASE,
)
_NAME = regex(r"(?<=[a-zà-ÿ,;:»’'] |[dlDL][’'])[A-ZÀ-Þ][a-zß-ÿ]{3,}(?:-[A-ZÀ-Þ][a-zß-ÿ]+)*")
_WORD = regex(r"[^\W\d_]+")
_FOREIGN = regex("[\u0621-\u064a\u3400-\u9fff]{2,}")
_DIGITS = regex(r"\d[\d,.:]*\d|\d")
_MARK_IN_NUMBER = regex(r"(?<=\d)[,. \u00a0\u202f٬](?=\d)")
_GROUPED = regex(r"\d{1,3}(?:[,. \u00a0\u202f٬]\d{3})+(?!\d)|\d+(?:[,.]\d+)?")
_FIRM_SPACE = regex("[\u00a0\u202f]")
_LEFT_OVER = {
    "fr": regex(r"(?<![\w’'-])(?:the|of|and|with|from|which)(?![\w’'-])|[\u0621-\u064a]{2,}"),
    "ar": regex(r"(?<![\w.@#/’'-])[a-z]{3,}(?![\w.@/’'-])"),
}
"""English words in a translation into another language. Arabic has no small Latin letters."""


def doubts(
    source: str,
    target: str,
    language: str,
    target_language: str,
    *,
    terms: Sequence[Occurrence] = (),
    uses: Sequence[TermUse] = (),
    literals: Sequence[tuple[Literal, Span]] = (),
    score: float | None = None,
    low_score: float = LOW_SCORE,
) -> tuple[Doubt, ...]:
    """What may be wrong with a translation, in the source's order as far as it has one.

    Args:
        source: the sentence.
        target: its translation.
        language: the sentence's language.
        target_language: the translation's.
        terms: the glossary's terms in the source.
        uses: where they stand in the target.
        literals: literals of the source, each with its span there.
        score: mean log-probability of a token of the translation.
        low_score: below it a translation by this package is more often bad than not; meant for
            one of a hundred characters.
    """
    source = narrowed(source)
    doubtful = [*_lost_terms(source, terms, uses), *_lost_literals(source, target, literals)]
    if is_repetitive(target, source):
        doubtful.append(Doubt("loop", "the translation repeats itself"))
    if target_language == "en":
        doubtful += _new_numbers(source, target, language, literals)
        doubtful += _lost_numbers(source, target, language, terms, literals)
        doubtful += _lost_minus(source, target)
        doubtful += _negation(source, target, language)
        doubtful += _length(source, target, language)
        doubtful += _untranslated(target, literals)
        doubtful += strangers(source, target, language, terms=terms, uses=uses, literals=literals)
        if language == "fr":
            doubtful += _lost_names(source, target, terms, literals)
    elif language == "en" and target_language in _LEFT_OVER:
        doubtful += _strange_numbers(source, target, literals)
        doubtful += _negation_of_english(source, target, target_language)
        doubtful += _length(source, target, target_language, sign=-1)
        doubtful += _left_over(target, uses, literals, _LEFT_OVER[target_language])
    usual = 0.0 if score is None else at_usual_length(score, target)
    if usual < VERY_LOW * low_score:
        doubtful.append(Doubt("score", "the model was very unsure of this sentence"))
    elif usual < low_score:
        doubtful.append(Doubt("unsure", "the model was unsure of this sentence"))
    return tuple(sorted(doubtful, key=lambda doubt: doubt.source_span or (len(source), 0)))


def at_usual_length(score: float, target: str) -> float:
    """A translation's score, as one of a hundred characters that is as good would have it."""
    return score * (1 + _SCATTER / _USUAL_LENGTH) / (1 + _SCATTER / max(1, len(target)))


def _lost_terms(
    source: str, terms: Sequence[Occurrence], uses: Sequence[TermUse]
) -> Iterator[Doubt]:
    held = [use.source_span for use in uses]
    for term in terms:
        if term.targets and not overlaps_any(term.span, held):
            text = source[term.start : term.end]
            yield Doubt("term", f"the term {text} is not translated", term.span)


def _lost_literals(
    source: str, target: str, literals: Sequence[tuple[Literal, Span]]
) -> Iterator[Doubt]:
    folded = _plain(target)
    for literal, (start, end) in literals:
        if not any(_plain(form) in folded for form in literal.renderings):
            yield Doubt("literal", f"{source[start:end].strip()} is missing", (start, end))


def _plain(text: str) -> str:
    return _FIRM_SPACE.sub(" ", text.casefold())


def _new_numbers(
    source: str,
    target: str,
    language: str,
    literals: Sequence[tuple[Literal, Span]],
) -> Iterator[Doubt]:
    """Numbers of two digits and more that nothing in the source accounts for."""
    if not _DIGITS.search(target):
        return
    known = "\n".join(form for literal, _ in literals for form in literal.renderings)
    known = f"{known}\n{source}\n{source.replace(',', '.')}".replace(",", "")
    known += "".join(f"\n{number.value}" for number in number_words(source, language))
    for match in _DIGITS.finditer(target):
        digits = match[0].replace(",", "")
        is_decade = target[match.end() : match.end() + 1] == "s"
        is_name = target[: match.start()].casefold().endswith("covid-")
        if len(digits) < 2 or digits in known or is_decade or is_name:
            continue
        if _is_strange(digits, source, language):
            yield Doubt("number", f"{match[0]} is not in the source", None, match.span())
    yield from _doubled(source, target, [literal for literal, _ in literals])


def _strange_numbers(
    source: str, target: str, literals: Sequence[tuple[Literal, Span]]
) -> Iterator[Doubt]:
    """Numbers of four digits and more, however they are grouped, that the source does not have."""
    known = "\n".join([source, *(form for literal, _ in literals for form in literal.renderings)])
    known = _MARK_IN_NUMBER.sub("", known)
    for match in _GROUPED.finditer(target):
        digits = _MARK_IN_NUMBER.sub("", match[0])
        if len(digits) > 3 and digits not in known:
            yield Doubt("number", f"{match[0]} is not in the source", None, match.span())


def _doubled(source: str, target: str, literals: Sequence[Literal]) -> Iterator[Doubt]:
    """Numbers of three digits and more that the translation has more often than the source."""
    seen: set[str] = set()
    for match in _DIGITS.finditer(target):
        number = match[0]
        is_again = number in seen and sum(char.isdigit() for char in number) > 2
        if is_again and times(number, source, literals) == 1:
            yield Doubt("number", f"{number} is in the source once", None, match.span())
        seen.add(number)


def _lost_numbers(
    source: str,
    target: str,
    language: str,
    terms: Sequence[Occurrence],
    literals: Sequence[tuple[Literal, Span]],
) -> Iterator[Doubt]:
    """Numbers in words whose value stands nowhere in the translation."""
    known = [term.span for term in terms] + [span for _, span in literals]
    for number in number_words(source, language):
        if says(target, number, source):
            continue
        # "3 millions cinq cent mille" is one number, of which a literal has the first part
        if not any(_touches(source, (number.start, number.end), span) for span in known):
            text = source[number.start : number.end]
            yield Doubt("number", f"{text} may be missing", (number.start, number.end))


def _lost_minus(source: str, target: str) -> Iterator[Doubt]:
    """Degrees below zero that came above it."""
    folded = source.casefold()
    if not any(word in folded for word in _BELOW_WORDS):
        return
    below = _BELOW_ZERO.search(source)
    if below and not _SAID_BELOW_ZERO.search(target):
        yield Doubt("number", f"a minus is missing: {below[0]}", below.span())


def _touches(source: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return source[first[1] : second[0]].strip() in ("", "و", "et")


def _is_strange(digits: str, source: str, language: str) -> bool:
    """Whether a number cannot come from numerals that were words in the source."""
    is_small = len(digits) < 4 and digits.isdigit()
    return not is_small or not may_say(source, int(digits), language)


_NEGATION = {language: regex(words, re.IGNORECASE) for language, words in _NEGATIONS.items()}
_ANY = {language: regex(words, re.IGNORECASE) for language, words in _ANY_NEGATION.items()}


def _negation(source: str, target: str, language: str) -> Iterator[Doubt]:
    if language not in _ANY:
        return
    said = _NEGATION[language].search(source)
    is_missing = said and not _NEGATION["en"].search(target)
    if said and is_missing and not _is_only(source, target, language):
        yield Doubt("negation", f"a negation is missing: {said[0].strip()}", said.span())
    made = _EXPLICIT.search(target)
    if made and not _ANY[language].search(source):
        yield Doubt("negation", f"a negation that the source lacks: {made[0]}", None, made.span())


def _negation_of_english(source: str, target: str, language: str) -> Iterator[Doubt]:
    said = _EXPLICIT.search(source)
    if said and not _ANY[language].search(target):
        yield Doubt("negation", f"a negation is missing: {said[0].strip()}", said.span())
    made = _NEGATION[language].search(target)
    is_new = made and not _NEGATION["en"].search(source)
    if made and is_new and not _is_only(target, source, language):
        yield Doubt("negation", f"a negation that the source lacks: {made[0]}", None, made.span())


def _is_only(text: str, english: str, language: str) -> bool:
    """Whether what a text negates is what its English says with "only"."""
    restricted = _RESTRICTED.get(language)
    return restricted is not None and bool(restricted.search(text) and _ONLY.search(english))


def _length(source: str, target: str, language: str, sign: int = 1) -> Iterator[Doubt]:
    if language not in _RATIOS or not source or not target:
        return
    mean, deviation = _RATIOS[language]
    off = (log(len(target) / len(source)) - sign * mean) / (deviation * (1 + _SHORT / len(source)))
    if off < -_UNUSUAL:
        yield Doubt("length", "the translation is much shorter than usual")
    elif off > _UNUSUAL:
        yield Doubt("length", "the translation is much longer than usual")


def _untranslated(
    target: str,
    literals: Sequence[tuple[Literal, Span]],
    foreign: re.Pattern[str] = _FOREIGN,
) -> Iterator[Doubt]:
    """Words in letters that English lacks, or in those that `foreign` finds."""
    if foreign is _FOREIGN and target.isascii():
        return
    copied = "\n".join(form for literal, _ in literals for form in literal.renderings)
    for match in foreign.finditer(target):
        if match[0] not in copied:
            yield Doubt("untranslated", f"{match[0]} is not translated", None, match.span())


def _left_over(
    target: str,
    uses: Sequence[TermUse],
    literals: Sequence[tuple[Literal, Span]],
    english: re.Pattern[str],
) -> Iterator[Doubt]:
    """English words in a translation into another language, but for those of its terms."""
    wanted = [use.target_span for use in uses]
    for doubt in _untranslated(target, literals, english):
        start, end = doubt.target_span or (0, 0)
        if not overlaps_any((start, end), wanted):
            yield doubt


def _lost_names(
    source: str,
    target: str,
    terms: Sequence[Occurrence],
    literals: Sequence[tuple[Literal, Span]],
) -> Iterator[Doubt]:
    """Capitalised words within a French sentence with nothing like them in the translation."""
    words = {word.casefold() for word in _WORD.findall(target)}
    beginnings = {word[:3] for word in words}
    known = [term.span for term in terms] + [span for _, span in literals]
    for match in _NAME.finditer(source):
        if overlaps_any(match.span(), known):
            continue
        plain = match[0].casefold()
        if plain[:3] in beginnings or not is_foreign(match[0]):
            continue
        if not any(_is_like(plain, word) for word in words):
            yield Doubt("name", f"{match[0]} may be missing", match.span())


def _is_like(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 3 or len(set(one) & set(other)) < 3:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.6
