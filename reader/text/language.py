"""The language a text is written in.

The script decides first: it is certain, costs nothing, and does not call a short Chinese
title Korean as langdetect does. Function words decide between the languages of Latin
letters where there are enough of them; langdetect (seeded, and with the profiles of
plausible languages only) is asked about the rest; what is too short for it takes the
language of its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

_SCRIPTS = {
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "kana": "\u3041-\u30fa\u30fc-\u30ff",
    "hangul": "\uac00-\ud7a3\u1100-\u11ff",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "latin": "A-Za-zªºÀ-ÖØ-öø-ɏ\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u05d0-\u05ea",
    "devanagari": "\u0900-\u0963",
    "thai": "\u0e01-\u0e4e",
}
_WEIGHTS = {"han": 4.0, "hangul": 3.0, "kana": 3.0, "arabic": 3.0}
"""What a character weighs in Latin letters: a mixed sentence quotes names in these."""
_SOLE_LANGUAGE = {
    "han": "zh",
    "kana": "ja",
    "hangul": "ko",
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
}
_SCRIPT_PATTERNS = {name: re.compile(f"[{span}]") for name, span in _SCRIPTS.items()}

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w+"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|info|ma|fr|cn|dz|tn|eg|es|eu|uk|int|gov|io|tv)\b(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_GLUED = re.compile(r"@|\w[.]\w|://")
_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS = {
    "fr": "le la les un une des du de et est dans pour que qui sur au aux avec par ne pas ce cette "
    "ces son sa ses leur leurs il elle ils elles nous vous je tu te toi moi on ou où mais plus "
    "entre selon sont été être avoir fait tout tous toute comme lors afin dont sans sous après "
    "avant ainsi deux se en à y a lire aussi suite partager quel quelle quels quelles votre vos "
    "notre nos mon ma mes ton ta tes ai as avons avez ont suis êtes sommes était étaient très bien "
    "déjà encore rien jamais quand pourquoi faut peut peux veux ici là cela ça chez vers "
    "depuis pendant contre peu beaucoup même autre autres si cas mise",
    "en": "the of and to in is for that on with as by at from are was were be been has have had it "
    "its this these those their they he she his her him we you your our us my me not or but who "
    "which will would can could should may must more after before between into about than also "
    "said an all no if a i there here what how when where why do does did don just like so too "
    "very am get go let out up down over only some any one two because "
    "read rights reserved code security search breaking news latest privacy reply share follow",
    "es": "el la los las un una de del y en que por para con se su sus al lo es son fue ha han no "
    "más como pero entre sobre este esta estos según también desde hasta sin a o mi tu yo me te le "
    "qué muy está están hay",
    "it": "il lo la gli le un una di del della dei delle e che in per con si su al alla da dal nel "
    "nella è sono ha non più come ma anche tra questo questa secondo a o i mi ti ho hai",
    "pt": "o os as um uma de do da dos das e em que por para com se no na nos nas ao à é são foi "
    "não mais como mas entre sobre este esta segundo também a pelo pela eu você meu está",
    "de": "der die das ein eine und ist in zu den von mit für auf dem des sich nicht im auch als "
    "an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war "
    "ich du wir es",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als door maar bij "
    "uit naar dan was heeft worden deze over tot hij werd ik je",
    "tr": "ve bir bu da de için ile olarak çok olan daha gibi sonra kadar ne ancak göre oldu en "
    "değil ama türk var",
}
_ELISIONS = {
    "fr": re.compile(r"\b(?:l|d|qu|n|c|j|s|m|t|jusqu|lorsqu)['’](?=\w{2})", re.IGNORECASE),
    "en": re.compile(r"\w['’](?:s|t|re|ll|ve|m|d)\b", re.IGNORECASE),
}
_LANGUAGES_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _each in _words.split():
        _LANGUAGES_OF_WORD[_each] = (*_LANGUAGES_OF_WORD.get(_each, ()), _language)

_PLAUSIBLE = ("en", "fr", "es", "it", "de", "pt")
"""What a short text in Latin letters may be; asked about more, langdetect sees Somali."""
_PRIOR = {"en": 0.4, "fr": 0.4, "es": 0.05, "it": 0.05, "de": 0.05, "pt": 0.05}
_LATIN = (
    *_PLAUSIBLE,
    *("af", "ca", "cs", "da", "fi", "hr", "hu", "id", "nl", "no", "pl", "ro", "sk", "sl", "so"),
    *("sq", "sv", "sw", "tr", "vi"),
)
_CYRILLIC = ("ru", "uk", "bg", "mk")
_ARABIC = ("ar", "fa", "ur")

_PERSO_URDU = re.compile("[ژکیٹڈڑےںہھ]")
_CERTAIN_LETTERS = 40
"""Letters from which langdetect is right without its neighbours' help."""
_SAMPLE = 400
"""Characters of a block that are looked at: more changes no answer."""


def identify(text: str, *, context: str | None = None) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where there is nothing to tell it from.

    `context` is the language of the surrounding text in the same script; it decides what is
    too short to decide alone. The same arguments always give the same answer. None also
    stands for a script that Dragoman knows no language of (Tifinagh, Georgian).
    """
    sample = _sample(text)
    language, certain = _verdict(sample)
    if certain or context not in _FUNCTION_WORDS:
        return language
    return _nearest(sample, context)


def identify_all(texts: Sequence[str]) -> list[str | None]:
    """The language of each of a page's blocks, in order.

    A block too short to decide alone takes the language of the nearest block in the same
    script that is not.
    """
    verdicts = [_verdict(_sample(text)) for text in texts]
    anchors = [
        (index, language)
        for index, (language, certain) in enumerate(verdicts)
        if certain and language in _FUNCTION_WORDS
    ]
    answers: list[str | None] = []
    passed = 0
    for index, (language, certain) in enumerate(verdicts):
        while passed < len(anchors) and anchors[passed][0] < index:
            passed += 1
        if not certain and anchors:
            around = anchors[max(0, passed - 1) : passed + 1]
            context = min(around, key=lambda anchor: abs(anchor[0] - index))[1]
            language = _nearest(_sample(texts[index]), context)
        answers.append(language)
    return answers


def is_translatable(text: str) -> bool:
    """Whether `text` holds words: False for numbers, dates in digits, addresses, emoji, marks.

    What is not translatable is copied.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    return any(len(word) > 1 or ord(word) > 0x2E7F for word in words)


def _sample(text: str) -> str:
    """As much of a text as its language is told from, without addresses and handles."""
    sample = text[:_SAMPLE]
    return _ADDRESS.sub(" ", sample) if _GLUED.search(sample) else sample


def _script(sample: str) -> str | None:
    """The script that most of the sample is in."""
    if sample.isascii():
        return "latin" if _SCRIPT_PATTERNS["latin"].search(sample) else None
    # What fills most of a sample outweighs the rest; only a mixture is counted in full.
    for script, share in (("arabic", 0.6), ("latin", 0.75)):
        if len(_SCRIPT_PATTERNS[script].findall(sample)) > share * len(sample):
            return script
    sizes = {name: _size(sample, name) for name in _SCRIPTS}
    if sizes["kana"] > 0.05 * sizes["han"]:
        sizes["kana"] += sizes["han"]
    script = max(sizes, key=lambda name: sizes[name])
    return script if sizes[script] else None


def _size(sample: str, script: str) -> float:
    return len(_SCRIPT_PATTERNS[script].findall(sample)) * _WEIGHTS.get(script, 1.0)


def _verdict(sample: str) -> tuple[str | None, bool]:
    """The language of a sample taken alone, and whether that is beyond doubt."""
    script = _script(sample)
    if script is None:
        return None, True
    if script in _SOLE_LANGUAGE:
        return _SOLE_LANGUAGE[script], True
    if script == "arabic":
        return _of_arabic_letters(sample), True
    if script == "cyrillic":
        return _detect(sample, _CYRILLIC), True
    return _of_latin_letters(sample)


def _of_arabic_letters(text: str) -> str:
    # A Moroccan page writes پ and گ in names; Persian and Urdu differ from it in every word.
    letters = len(_SCRIPT_PATTERNS["arabic"].findall(text))
    if len(_PERSO_URDU.findall(text)) < 0.04 * letters:
        return "ar"
    return _detect(text, _ARABIC) or "ar"


def _of_latin_letters(sample: str) -> tuple[str | None, bool]:
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if max(map(len, words), default=0) < 2:
        return None, True
    votes = _votes(sample)
    best, count, second = _leader(votes)
    if best and count >= 1.5 and count >= 1.5 * second and count >= 0.1 * len(words):
        return best, True
    distinct = len({word.casefold() for word in words})
    if letters >= _CERTAIN_LETTERS and distinct > 2:
        return _detect(sample, _PLAUSIBLE if count >= 1 else _LATIN), True
    if best and count >= 1 and not second:
        return best, False
    if distinct == 1 or letters < 6:
        return None, False
    return _detect(sample, _PLAUSIBLE), False


def _nearest(sample: str, context: str) -> str:
    """The language of a short sample beside a text in `context`."""
    votes = _votes(sample)
    best, count, second = _leader(votes)
    if best and count > 1.5 * second and count > max(0.9, 2 * votes[context]):
        return best
    return context


def _votes(sample: str) -> dict[str, float]:
    """How many function words of each language a sample has; languages share common ones."""
    votes = dict.fromkeys(_FUNCTION_WORDS, 0.0)
    for word in _WORD.findall(sample.lower()):
        languages = _LANGUAGES_OF_WORD.get(word, ())
        for language in languages:
            votes[language] += 1 / len(languages)
    for language, elision in _ELISIONS.items():
        votes[language] += len(elision.findall(sample))
    return votes


def _leader(votes: dict[str, float]) -> tuple[str | None, float, float]:
    """The language with most votes, their number, and the number of the next one's."""
    first, second, *_ = sorted(votes, key=lambda language: -votes[language])
    return first if votes[first] else None, votes[first], votes[second]


def _detect(text: str, languages: tuple[str, ...]) -> str | None:
    """The most probable of `languages` (langdetect: Shuyo, "Language Detection Library", 2010)."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory(languages).create()
    if languages is _PLAUSIBLE:
        detector.set_prior_map(_PRIOR)
    # Capitals are names to langdetect, which leaves them out: a title all in them is not.
    detector.append(text.lower() if text.isupper() else text)
    try:
        found = detector.detect()
    except LangDetectException:
        return None
    return None if found == "unknown" else str(found)


@cache
def _factory(languages: tuple[str, ...]) -> Any:
    from pathlib import Path

    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    profiles = [Path(PROFILES_DIRECTORY, name).read_text("utf-8") for name in languages]
    factory.load_json_profile(profiles)
    factory.set_seed(0)
    return factory
