"""The language a text is written in.

The script decides first: it is certain, costs nothing, and does not call a short Chinese
title Korean as langdetect does. Function words decide between the languages of Latin
letters where there are enough of them; langdetect (seeded, and with the profiles of
plausible languages only) is asked about the rest; what is too short for it takes the
language of its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from reader.text.borrowed import is_rather_french
from reader.text.function_words import ELISIONS, FUNCTION_WORDS, LANGUAGES_OF_WORD
from reader.text.regex import regex
from reader.text.scripts import language_of, script_of

_ADDRESS = regex(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w@])@\w+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:com|org|net|info|ma|fr|cn|dz|tn|eg|es|eu|uk|int|"
    r"gov|io|tv)\b(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_GLUED = regex(r"@|[\w-][.]\w|://|www[.]", re.IGNORECASE)
"""One of these is in whatever is an address."""
_SHAPED = regex("[\ufb00-\ufdfb\ufe70-\ufefc]")
_WORD = regex(r"[^\W\d_]+")
_TELLING = regex(r"[^\W\d_]{2}|(?![\0-\u2e7f])[^\W\d_]")
"""What of a text is to be translated: two letters together, or one that is a word by itself."""

_BEYOND_LATIN = "\u0250"
_PLAUSIBLE = ("en", "fr", "es", "it", "de", "pt")
"""What a short text in Latin letters may be; asked about more, langdetect sees Somali."""
_PRIOR = {"en": 0.4, "fr": 0.4, "es": 0.05, "it": 0.05, "de": 0.05, "pt": 0.05}
_LATIN = (
    *_PLAUSIBLE,
    *("af", "ca", "cs", "da", "fi", "hr", "hu", "id", "nl", "no", "pl", "ro", "sk", "sl", "so"),
    *("sq", "sv", "sw", "tr", "vi"),
)
_PROFILES = frozenset(_LATIN)
"""Languages in Latin letters that langdetect is asked about."""
_LATIN_LETTERS = {
    "en": "éèêçïëôöüâñ",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíóúüñ",
    "it": "àèéìíîòóùú",
    "pt": "àáâãçéêíóôõúü",
    "pb": "àáâãçéêíóôõúü",
    "de": "äöüß",
    "nl": "éëïóöü",
    "tr": "âçğıîöşûü",
}
"""Letters beside the English ones that a language writes."""
DEFAULT_LIKELY = ("fr",)
"""The languages in Latin letters that Dragoman translates as it comes."""
_MOST_DETECTIONS = 48
"""Blocks of a page about which langdetect is asked; the others go by these."""
_CERTAIN_LETTERS = 40
"""Letters from which langdetect is right without its neighbours' help."""
_PROBABLE = 0.95
"""What langdetect holds likelier than this outweighs a function word or two."""
_ROMANCE = ("fr", "es", "it", "pt")
"""Which of them a headline is in, langdetect cannot tell ("signe un accord gazier": Italian)."""
_TOGETHER = 2000
"""Characters of short blocks that are looked at together, where none is certain alone."""
_SAMPLE = 400
"""Characters of a block that are looked at: more changes no answer."""
_REMEMBERED = 1_000
"""Samples whose language is remembered: the entries of a feed say much again, and what is written
back is read twice."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text's language is taken for."""

    language: str | None
    """Its code; None where there is nothing to tell it from."""
    certain: bool = True
    """Whether the text tells it alone; otherwise its neighbours decide."""
    guessed: bool = False
    """Whether nothing told it, and the likeliest was taken."""


class _Budget:
    """How often langdetect may still be asked about a page: it takes milliseconds each time."""

    def __init__(self) -> None:
        self.left = _MOST_DETECTIONS


def identify(
    text: str, *, context: str | None = None, likely: Sequence[str] = DEFAULT_LIKELY
) -> str | None:
    """Code of the language of `text`, or None where there is nothing to tell it from.

    The same arguments always give the same answer.

    Args:
        text: a block, a sentence, a word.
        context: the language of the surrounding text; where it is in the same script, it
            decides what is too short to decide alone.
        likely: languages that a short text alone is taken for, the likeliest first: those
            that can be translated.
    """
    sample = _sample(text)
    budget = _Budget()
    verdict = _verdict(sample, budget)
    if verdict.certain:
        return verdict.language
    if context is None:
        return _guess(sample, verdict, likely, budget).language
    return _nearest(sample, context) if context in FUNCTION_WORDS else verdict.language


def verdicts(texts: Sequence[str], likely: Sequence[str] = DEFAULT_LIKELY) -> list[Verdict]:
    """What the language of each of a page's blocks is taken for, in order.

    A block too short to decide alone takes the language of the nearest block in the same
    script that is not. Where there is no such block in the page, it is taken for the first
    of `likely` that it may be.
    """
    budget = _Budget()
    samples = [_sample(text) for text in texts]
    judged = [_verdict(sample, budget) for sample in samples]
    anchors = _anchors(judged, FUNCTION_WORDS) or _anchors(judged, _PROFILES)
    if not anchors:
        if any(verdict.certain and verdict.language for verdict in judged):
            # Names among another script's text stay; a sentence has words of its language.
            return [
                verdict
                if verdict.certain or not _is_phrase(sample)
                else _guess(sample, verdict, likely, budget)
                for sample, verdict in zip(samples, judged, strict=True)
            ]
        together = _verdict(" ".join(samples)[:_TOGETHER], budget)
        if together.certain and together.language in FUNCTION_WORDS:
            context = together.language
            return [
                verdict if verdict.certain else Verdict(_nearest(sample, context), certain=False)
                for sample, verdict in zip(samples, judged, strict=True)
            ]
        return [
            verdict if verdict.certain else _guess(sample, verdict, likely, budget)
            for sample, verdict in zip(samples, judged, strict=True)
        ]
    present = {code for _, code in anchors}
    answers: list[Verdict] = []
    passed = 0
    for index, verdict in enumerate(judged):
        while passed < len(anchors) and anchors[passed][0] < index:
            passed += 1
        if not verdict.certain:
            around = anchors[max(0, passed - 1) : passed + 1]
            context = min(around, key=lambda anchor: abs(anchor[0] - index))[1]
            verdict = Verdict(_nearest(samples[index], context, present), certain=False)
        answers.append(verdict)
    return answers


def possible(text: str, likely: Sequence[str]) -> str | None:
    """The first of `likely` that a text too short to be certain may be in, whatever it looks like.

    For whoever can do nothing with the language that it looks like. None where the text is
    longer, or in another script.
    """
    sample = _sample(text)
    if script_of(sample) != "latin" or sum(map(str.isalpha, sample)) >= _CERTAIN_LETTERS:
        return None
    candidates = (code for code in likely if code in _LATIN_LETTERS)
    return next((code for code in candidates if not _foreign_letters(sample, code)), None)


def is_translatable(text: str) -> bool:
    """Whether `text` holds words: False for numbers, dates in digits, addresses, emoji, marks.

    What is not translatable is copied.
    """
    return bool(_TELLING.search(_without_addresses(text)))


def _sample(text: str) -> str:
    """As much of a text as its language is detected from, without addresses and handles."""
    sample = text[:_SAMPLE]
    if _SHAPED.search(sample):
        sample = unicodedata.normalize("NFKC", sample)
    return _without_addresses(sample)


def _without_addresses(text: str) -> str:
    if "@" not in text and "://" not in text and text.find(".", 0, -1) < 0:
        return text
    return _ADDRESS.sub(" ", text) if _GLUED.search(text) else text


def _verdict(sample: str, budget: _Budget) -> Verdict:
    """The language of a sample taken alone, and whether that is beyond doubt."""
    script = script_of(sample)
    if script is None:
        return Verdict(None)
    if script != "latin":
        around = _around(sample)
        script, sample = ("latin", around) if around else (script, sample)
    if script != "latin":
        return Verdict(language_of(sample, script))
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if max(map(len, words), default=0) < 2:
        return Verdict(None)
    best, count, second = _leader(_votes(sample))
    if best and count >= 1.5 and count >= 1.5 * second and count >= 0.1 * len(words):
        return Verdict(best)
    distinct = len({word.casefold() for word in words})
    if letters >= _CERTAIN_LETTERS and distinct > 2:
        if budget.left > 0:
            detected, probability = _detect(sample, _PLAUSIBLE if count >= 1 else _LATIN, budget)
            if best and detected != best and probability < _PROBABLE:
                return Verdict(best, certain=False)
            doubtful = detected in _ROMANCE and detected != best
            return Verdict(detected, certain=detected is not None and not doubtful)
        return Verdict(best, certain=False)
    if best and count >= 1 and not second:
        return Verdict(best, certain=False)
    return Verdict(None, certain=False)


def _around(sample: str) -> str:
    """The words in Latin letters that quote some in another script; empty where they only name.

    "Le mot السلام عليكم signifie bonjour" is French; so is not a text that begins and ends with
    a company's name.
    """
    letters = [char for char in sample if char.isalpha()]
    if not letters or not (letters[0] < _BEYOND_LATIN and letters[-1] < _BEYOND_LATIN):
        return ""
    own = [word for word in _WORD.findall(sample) if word[0] < _BEYOND_LATIN]
    if 3 * sum(map(len, own)) < len(letters) or sum(map(str.islower, own)) < 2:
        return ""
    around = " ".join(own)
    return around if _leader(_votes(around))[1] > 0.4 else ""


def _anchors(judged: Sequence[Verdict], languages: Container[str]) -> list[tuple[int, str]]:
    """Places and languages of the blocks that are certain, and in one of `languages`."""
    return [
        (index, verdict.language)
        for index, verdict in enumerate(judged)
        if verdict.certain and verdict.language and verdict.language in languages
    ]


def _is_phrase(sample: str) -> bool:
    return len(_WORD.findall(sample)) > 2 and _leader(_votes(sample))[1] > 0


def _guess(sample: str, verdict: Verdict, likely: Sequence[str], budget: _Budget) -> Verdict:
    """What a short text is taken for where nothing stands beside it.

    langdetect is right about short texts no more often than not, so that it is asked only
    about those whose letters are not the likely language's, or that are some words long.
    """
    if verdict.language is not None:
        return verdict
    candidates = [code for code in likely if code in _LATIN_LETTERS]
    fitting = [code for code in candidates if not _foreign_letters(sample, code)]
    words = _WORD.findall(sample)
    if len(fitting) == 1 and len(words) < 3:
        return Verdict(fitting[0], certain=False, guessed=True)
    if not candidates and sum(map(len, words)) < 6:
        return verdict
    among = tuple(
        code
        for code in dict.fromkeys((*fitting, "en") if len(words) > 2 else fitting)
        if code in _PROFILES
    )
    detected = None
    if budget.left > 0:
        detected, _ = _detect(sample, among if len(among) > 1 else _PLAUSIBLE, budget)
    return Verdict(detected or next(iter(fitting), None), certain=False, guessed=True)


def _foreign_letters(sample: str, language: str) -> bool:
    """Whether a text has letters that a language does not write."""
    own = _LATIN_LETTERS[language]
    return any(c.isalpha() and not c.isascii() and c not in own for c in sample.casefold())


def _nearest(sample: str, context: str, present: Container[str] = ()) -> str:
    """The language of a short sample beside a text in `context`.

    Args:
        sample: what is to be judged.
        context: the language of its neighbours.
        present: the languages that the page is known to be in.
    """
    votes = _votes(sample)
    best, count, second = _leader(votes)
    if best and count > 1.5 * second and count > max(0.9, 2 * votes.get(context, 0.0)):
        return best
    if (
        context == "en"
        and "fr" in present
        and is_rather_french(_WORD.findall(sample), LANGUAGES_OF_WORD)
    ):
        return "fr"
    return context


def _votes(sample: str) -> dict[str, float]:
    """How many function words of each language a sample has; languages share common ones."""
    votes = dict.fromkeys(FUNCTION_WORDS, 0.0)
    for word in _WORD.findall(sample.lower()):
        languages = LANGUAGES_OF_WORD.get(word, ())
        for language in languages:
            votes[language] += 1 / len(languages)
    for language, elision in ELISIONS.items():
        votes[language] += len(elision.findall(sample))
    return votes


def _leader(votes: dict[str, float]) -> tuple[str | None, float, float]:
    """The language with most votes, their number, and the number of the next one's."""
    first, second, *_ = sorted(votes, key=lambda language: -votes[language])
    return first if votes[first] else None, votes[first], votes[second]


def _detect(text: str, languages: tuple[str, ...], budget: _Budget) -> tuple[str | None, float]:
    """The most probable of `languages`, and how probable it is."""
    budget.left -= 1
    return _detected(text, languages)


@lru_cache(_REMEMBERED)
def _detected(text: str, languages: tuple[str, ...]) -> tuple[str | None, float]:
    """By langdetect (Shuyo, "Language Detection Library", 2010), which always says the same."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory(languages).create()
    if languages == _PLAUSIBLE:
        detector.set_prior_map(_PRIOR)
    # Capitals are names to langdetect, which leaves them out: a title all in them is not.
    detector.append(text.lower() if text.isupper() else text)
    try:
        candidates = detector.get_probabilities()
    except LangDetectException:
        return None, 0.0
    return (str(candidates[0].lang), float(candidates[0].prob)) if candidates else (None, 0.0)


@cache
def _factory(languages: tuple[str, ...]) -> Any:
    import json
    from pathlib import Path

    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
    from langdetect.utils.lang_profile import LangProfile

    # Not by its own `load_json_profile`, which takes a signal for a fault of the profile.
    factory = DetectorFactory()
    for index, name in enumerate(languages):
        profile = json.loads(Path(PROFILES_DIRECTORY, name).read_text("utf-8"))
        factory.add_profile(LangProfile(**profile), index, len(languages))
    factory.set_seed(0)
    return factory
