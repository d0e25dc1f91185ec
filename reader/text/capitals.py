"""Text in capitals: told, put in small letters for a model, and put back as a headline.

French capitals hide which words are names. Names of countries and cities keep their first
letter, initials all of theirs; whatever else was a name is small, as the model reads it. So are
the capitals that only say that a sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.text.literals.french import GIVEN
from reader.text.regex import regex
from reader.text.toponyms import is_place

_UPPER = regex(r"[A-ZÀ-ÖØ-ÞŒŸ]")
_LOWER = regex(r"[a-zß-öø-ÿœ]")
_WORD = regex(r"[^\W\d_]+")
_CASED = frozenset(("fr", "en", "es", "it", "pt", "de", "nl", "ca", "ro", "tr"))
_SHARE = 0.85
"""Capitals among a text's letters from which it is in capitals."""

_NAMES = """
afghanistan afrique agadir alger algérie allemagne amérique amman amsterdam angleterre arabie
argentine asie athènes australie autriche bagdad bamako barcelone belgique benghazi berlin beyrouth
biden boston boukhara brésil bruxelles burkina cameroun canada casablanca ceuta chine chypre
colombie congo corée côte croatie cuba dakar dakhla damas danemark djibouti doha dubaï égypte
espagne essaouira éthiopie europe fès finlande france gabon gaza genève géorgie ghana gibraltar
grèce guelmim guinée haïti hollande hongrie inde indonésie irak iran irlande israël istanbul italie
japon jérusalem jordanie kaboul kenitra kenya khartoum khouribga kiev koweït laâyoune larache
liban libye lille lisbonne londres luxembourg lyon macron madagascar madrid maghreb mali malte
maroc marrakech marseille mauritanie mecque meknès melilla méditerranée mexique milan mohammed
mohammedia monaco montréal moscou moyen-orient nador namibie nantes naples niamey nice niger
nigeria norvège nouakchott occident oman oslo ottawa ouagadougou oujda pakistan palestine paris
pays-bas pékin pologne portugal prague qatar rabat riyad roumanie rome russie rwanda safi sahara
sahel salé séoul serbie settat sénégal shanghai sidi singapour somalie soudan stockholm strasbourg
suède suisse syrie taïwan tamanrasset tanger tanzanie taza tchad téhéran tétouan thaïlande tiznit
tokyo toulouse tripoli trump tunis tunisie turquie ukraine valence venezuela vienne vietnam
washington yémen zagora zurich
"""
_COMPOUND = {"états-unis": "États-Unis", "etats-unis": "Etats-Unis", "royaume-uni": "Royaume-Uni"}
_INITIALS = """
adn afp bcij bmce cac caf can cee cia cnops cndh cnss covid daech dgsn dgst fbi fifa fmi gps hcp iga
ine map mre ocde ocp omc oms onda onee onu otan pam pcc pib pjd pme psg rdc rfi rni sa samu smig
sncf tgv tic tva ue uefa uma unesco unicef usa usfp vih wac aref gazoduc cih ofppt inps uno
"""
_NAME_SET = frozenset(_NAMES.split())
_INITIAL_SET = frozenset(_INITIALS.split()) - {"can", "map", "pam", "sa", "tic", "gazoduc", "ue"}
_INITIAL_SET |= {"ue"}
_VOWEL = regex("[aeiouyàâäéèêëîïôöùûüœ]")
_FIRST = regex(r"[^\W\d_](?:(?![^\W\d_])|[^\W\dA-ZÀ-ÖØ-ÞŒŸ_]+(?![^\W_]|-[A-ZÀ-Þ]))")
_NOUNS_ARE_CAPITAL = ("de",)
_HEADLINE_SMALL = frozenset(
    "a an and as at but by for from if in into nor of off on or over per so the to up via vs with "
    "yet".split()
)


def is_shouted(text: str, language: str) -> bool:
    """Whether a text is in capitals, though not for being a name or initials."""
    if language not in _CASED:
        return False
    capitals = len(_UPPER.findall(text))
    if capitals < 6 or capitals < _SHARE * (capitals + len(_LOWER.findall(text))):
        return False
    words = [word for word in _WORD.findall(text) if not _is_initials(word.lower())]
    return sum(len(word) > 2 for word in words) >= 2 or any(len(word) > 5 for word in words)


def lowered(text: str, language: str) -> str:
    """A text in capitals as it would stand in small letters, name for name as far as is known."""
    small = _WORDS.sub(lambda match: _cased(match[0]), text)
    first = _WORD.search(small)
    if first and language in _CASED:
        at = first.start()
        small = small[:at] + small[at].upper() + small[at + 1 :]
    return small


_WORDS = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:-\d+)?")


def _cased(word: str) -> str:
    small = word.lower()
    if word != word.upper() or len(small) != len(word):
        return word
    if small in _COMPOUND:
        return _COMPOUND[small]
    if re.search(r"\d", word) or _is_initials(small) or _ROMAN.fullmatch(word):
        return word
    if small in _NAME_SET or (word.capitalize() in GIVEN and small not in _WORDS_TOO):
        return "-".join(part.capitalize() for part in small.split("-"))
    if "-" in small:
        return "-".join(_cased(part) for part in word.split("-"))
    return small


_WORDS_TOO = frozenset("claire marine pierre florence marie said guy".split())
"""Given names that are words as well."""
_ROMAN = regex(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")


def _is_initials(small: str) -> bool:
    return small in _INITIAL_SET or (2 <= len(small) <= 5 and not _VOWEL.search(small))


def within(words: str, language: str, elsewhere: Iterable[str] = ()) -> str:
    """A sentence's first words as they would stand within one: "port security".

    A name keeps its capital. What stands in other texts decides; where they say nothing, words
    that go on in small letters lose it, and a word by itself keeps it.

    Args:
        words: what a sentence begins with.
        language: their language.
        elsewhere: other texts of that language.
    """
    first = _FIRST.match(words)
    if first is None or language not in _CASED or language in _NOUNS_ARE_CAPITAL:
        return words
    word, rest = first[0], words[first.end() :]
    if word == "I" or word in GIVEN or word.lower() in _NAME_SET or is_place(word):
        return words
    texts = list(elsewhere)
    if any(map(_inside(words).search, texts)):
        return words
    is_common = any(map(_inside(word.lower()).search, texts))
    if is_common or (rest.strip() and rest == rest.lower()):
        return words[0].lower() + words[1:]
    return words


def _inside(words: str) -> re.Pattern[str]:
    """What finds words that do not begin a sentence."""
    return re.compile(rf"(?:[^\W_][,;]?[ \u00a0]|[^\W_]['’])[(\"“«]?{re.escape(words)}(?![^\W_])")


def headline(text: str) -> str:
    """An English text with the capitals of a headline: all words but the small ones."""
    last = len(text)

    def capital(match: re.Match[str]) -> str:
        word = match[0]
        if word != word.lower() or (
            word in _HEADLINE_SMALL and match.start() > 0 and match.end() < last
        ):
            return word
        return word[0].upper() + word[1:]

    return re.sub(r"(?<![\w@#/.:'’])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@/]|\.\w|:/)", capital, text)
