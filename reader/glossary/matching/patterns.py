"""How a term may be written: what to search for in a folded text, how to judge what is found.

Arabic clitics and pronouns, French plurals and accents, the capitals of acronyms, and the
boundaries of words are dealt with here, once for sources and translations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reader.glossary.matching.normalisation import ARABIC, HAN, Folded, key
from reader.text.regex import regex

_Script = Literal["arabic", "han", "other"]
_ARABIC_LETTER = regex(f"[{ARABIC}]")
_HAN_LETTER = regex(f"[{HAN}]")
_WORD = regex(r"[^\W_]+")
_COMPOUND = regex(r"[-‐‑](?=[a-zà-ÿ]{3})")
"""What follows makes a word of its own: État-major."""
_CLOSED_HYPHEN = regex(r"(?<=[a-zà-ÿ])[-‐‑](?=[a-zà-ÿ])")

Proclitics = Literal["bare", "fused", "verbal"]
_PROCLITICS: dict[Proclitics, re.Pattern[str]] = {
    "bare": regex(r"[وف]?[بكل]?"),
    "fused": regex(r"[وف]?"),
    "verbal": regex(r"[وف]?[بكلس]?"),
}
"""What may stand joined before an Arabic term: a conjunction, then a preposition; the future's
س before a verb's prefix."""
_PRONOUNS = frozenset(("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا"))
_TANWIN = "\u064b"

_LITTLE = frozenset("le la les l un une des du de d et ou en à au aux el al ben".split())
"""French words whose capital says nothing of the name that they are in."""
_NO_PLURAL = frozenset(
    "news arms customs goods means forces affairs headquarters works economics politics".split()
)
"""English words whose -s is not the mark of a plural: armed force is not armed forces."""
_OTHER_WORD = _NO_PLURAL - {"forces", "affairs", "works"}
"""Those that are another word without it, whichever way: a news agency, a new agency."""
_PREPOSITIONS = frozenset("of for in to at on from with against by".split())


@dataclass(frozen=True, slots=True)
class Pattern:
    """One folded string to search for, and what must hold where it is found."""

    folded: str
    term: str
    """The term as listed."""
    words: tuple[str, ...] = ()
    """Words of a Latin term, as listed."""
    exact: bool = False
    """An acronym: its capitals count."""
    capital: bool = False
    """A name: its capital counts."""
    singular: int | None = None
    """Which of the words may lose its plural."""
    proclitics: Proclitics | None = None
    pronoun: Literal["", "may", "must"] = ""
    tanwin: bool = False
    """An Arabic accusative that only its tanwin tells from another word."""


def patterns(
    term: str,
    language: str,
    *,
    target: bool = False,
    name: bool = False,
    common: bool = False,
    keep: bool = False,
) -> Iterator[Pattern]:
    """The strings to search for in texts of `language`, folded for it.

    Args:
        term: as the termbase lists it.
        language: of the texts.
        target: whether the texts are translations, whose capitals do not matter.
        name: whether the concept is a proper name, which takes no other article in Arabic.
        common: whether it is known for no name nor nationality: English would have a capital.
        keep: whether it keeps the capitals of its terms.
    """
    folded = key(term, language)
    if not folded:
        return
    if _ARABIC_LETTER.match(folded[0]):
        yield from _arabic_patterns(term, folded, name, common, keep)
        return
    if _HAN_LETTER.search(folded):
        yield Pattern(folded, term)
        return
    words = tuple(_WORD.findall(term))
    exact = is_acronym(term)
    if len(words) == 1:
        capital = not exact and not target and term[:1].isupper()
    else:
        capital = keep and not target and language == "fr" and _is_name(words)
    singular = _head(words) if target and language == "en" else None
    yield Pattern(folded, term, words, exact, capital, singular)
    if exact and term.isalpha() and len(term) > 1:
        yield Pattern(key(".".join(term)), term, words, exact)
    closed = _CLOSED_HYPHEN.sub("", term)
    if closed != term:
        yield Pattern(key(closed, language), term, tuple(_WORD.findall(closed)))


def _is_name(words: tuple[str, ...]) -> bool:
    """Whether all words of a French term that count have a capital: Le Monde."""
    weighty = _weighty(words)
    return bool(weighty) and all(word[0].isupper() for word in weighty)


def _weighty(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.lower() not in _LITTLE]


def _head(words: tuple[str, ...]) -> int | None:
    """Which word of an English phrase may stand in the singular: heads of state.

    A name stays as it is (United Nations), and so does a single word (the services).
    """
    before = next((n for n, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    head = words[before - 1] if before else ""
    phrase = sum(word not in ("the", "a", "an") for word in words) > 1
    plural = len(head) > 2 and head.islower() and head not in _NO_PLURAL
    return before - 1 if phrase and plural else None


def _arabic_patterns(
    term: str, folded: str, name: bool, common: bool, keep: bool
) -> Iterator[Pattern]:
    """The forms of an Arabic term.

    A term listed with its article stands for the definite form alone (القاعدة is not
    قاعدة); a name listed without, for the bare form alone; a common noun listed without,
    for both. A pronoun takes the article's place, but no name of one word has one: جدته is
    his grandmother, not his Jeddah. What is indefinite may take the alef of the accusative.
    """
    alone = name and keep and " " not in folded
    for words in _definite_forms(term, folded.split(" "), name):
        form = " ".join(word.text for word in words)
        first, last = words[0], words[-1]
        is_verb = first.text[0] in "يتنا" and first.text[-1] != "ه" and not first.definite
        proclitics: Proclitics = "verbal" if is_verb else "bare"
        if len(folded) < 3:
            proclitics = "fused"
        if alone or last.definite or len(last.text) < 3:
            yield Pattern(form, term, proclitics=proclitics)
        elif form.endswith("ه"):
            yield Pattern(form, term, proclitics=proclitics)
            yield Pattern(form[:-1] + "ت", term, proclitics=proclitics, pronoun="must")
        else:
            yield Pattern(form, term, proclitics=proclitics, pronoun="may")
        if first.definite:
            rest = form[2:]
            yield Pattern("ل" + rest if rest[0] == "ل" else "لل" + rest, term, proclitics="fused")
        if "عبد ال" in form:
            joined = form.replace("عبد ال", "عبدال")
            yield Pattern(joined, term, proclitics=proclitics)
        if words[0].listed:
            yield from _accusatives(term, words, name, common)


def _accusatives(term: str, words: list[_Word], name: bool, common: bool) -> Iterator[Pattern]:
    """The term with the alef of the indefinite accusative: on its noun, or adjectives too.

    تعاونا أمنيا, but وفدا رفيع المستوى. Before a word with the article it would be a dual
    (وزيرا الداخلية, the two ministers). A final alef makes a country of a nationality
    (روسي, روسيا): what may be one is found with the tanwin alone (روسيًا), as are names.
    """
    texts = [word.text for word in words]
    marked = name and len(words) == 1
    for place, word in enumerate(words):
        end = word.listed[-1:]
        if word.definite or len(word.text) < 3 or end in "ةى" or word.text[-1] == "ا":
            return
        after = words[place + 1] if place + 1 < len(words) else None
        if after and after.definite and not after.text.startswith("لل"):
            return
        texts[place] += "ا"
        marked = marked or end == "ه"
        tanwin = marked or (word.text[-1] == "ي" and not common)
        yield Pattern(" ".join(texts), term, proclitics="fused", tanwin=tanwin)


_SPACE = regex(r"[\s-]+")
_NO_LETTER = regex(r"[^\w\s-]|ـ")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    definite: bool = False
    listed: str = ""
    """As the term has it, where it is the term's own word."""


def _definite_forms(term: str, folded: list[str], name: bool) -> Iterator[list[_Word]]:
    """The term as listed; if nothing in it is definite, with the article on all or the last."""
    plain = _NO_LETTER.sub("", term.strip())
    listed = _SPACE.split(plain)
    if len(listed) != len(folded):
        listed = folded
    # ألمانيا folds to المانيا, but has no article.
    words = [
        _Word(text, len(text) > 3 and shown.startswith(("ال", "ٱل", "لل")), shown)
        for text, shown in zip(folded, listed, strict=True)
    ]
    yield words
    if name or any(word.definite or len(word.text) < 3 for word in words):
        return
    definite = [_Word("ال" + word.text, True) for word in words]
    yield definite
    if len(words) > 1:
        yield [*words[:-1], definite[-1]]


def stands(folded: Folded, start: int, end: int, pattern: Pattern, language: str) -> bool:
    """Whether a pattern found at `folded.text[start:end]` is the term, and not a part of a word."""
    text = folded.text
    if pattern.proclitics is not None:
        return _arabic_stands(folded, start, end, pattern)
    if _touches(text, start - 1, text[start]):
        return False
    if _touches(text, end, text[end - 1]):
        return False
    if in_number(text, start, end):
        return False
    if language == "zh" and _has_other_dot(folded, start, end, pattern.term):
        return False
    return not pattern.words or _latin_stands(folded, start, end, pattern, language)


def in_number(text: str, start: int, end: int) -> bool:
    """Whether digits at the edges of a span belong to a longer number: the 300 of 1,300."""
    return bool(
        (text[start].isdigit() and _LEFT_PART.search(text, max(0, start - 2), start))
        or (text[end - 1].isdigit() and _RIGHT_PART.match(text, end))
    )


_LEFT_PART = regex(r"\d[.,:]$")
_RIGHT_PART = regex(r"[.,:]\d")


_DOT = regex("[·•・‧∙⋅･]")
"""Between the parts of a foreign name in Chinese."""


def _has_other_dot(folded: Folded, start: int, end: int, term: str) -> bool:
    """Whether a dot parts it, or follows: 维克多·哈里斯 holds no 多哈, 布里塔·林德 no 布里塔."""
    first, last = folded.span(start, end)
    parts, own = _DOT.split(folded.original[first:last]), len(_DOT.findall(term))
    if len(parts) == 1 and not own:
        return bool(_DOT.match(folded.original, last))
    # A name may be listed without its dot; but no part of a name is one character.
    return len(parts) - 1 > own and min(map(len, parts)) < 2


def _touches(text: str, neighbour: int, edge: str) -> bool:
    """Whether the character at `neighbour` continues the word that `edge` belongs to."""
    if not 0 <= neighbour < len(text) or _script(edge) == "han":
        return False
    character = text[neighbour]
    return (character.isalnum() or character == "_") and _script(character) == _script(edge)


def _script(character: str) -> _Script:
    if character < "\u0600":
        return "other"
    if _ARABIC_LETTER.match(character):
        return "arabic"
    return "han" if _HAN_LETTER.match(character) else "other"


_BEFORE = regex(f"[{ARABIC}]*$")
_AFTER = regex(f"[{ARABIC}]*")


def _arabic_stands(folded: Folded, start: int, end: int, pattern: Pattern) -> bool:
    text = folded.text
    assert pattern.proclitics is not None
    before = _BEFORE.search(text, max(0, start - 4), start)
    if before and not _PROCLITICS[pattern.proclitics].fullmatch(before[0]):
        return False
    if " " not in pattern.folded and _has_other_hamza(folded, start, end, pattern.term):
        return False
    if _script(text[end - 1]) != "arabic":
        return not _touches(text, end, text[end - 1])
    after = _AFTER.match(text, end)
    suffix = after[0] if after else ""
    if not suffix:
        if pattern.tanwin:
            first, last = folded.span(start, end)
            return _TANWIN in folded.original[first:last]
        return pattern.pronoun != "must"
    if not pattern.pronoun or suffix not in _PRONOUNS:
        return False
    first, last = folded.span(end, end + len(suffix))
    return "ة" not in folded.original[first:last]


_INNER_HAMZA = regex("(?<!^)[أإآ]")
_ARTICLE = regex("^(?:ال|لل|ل)")


def _has_other_hamza(folded: Folded, start: int, end: int, term: str) -> bool:
    """Whether the text writes a hamza inside a word that the term has without: رأي, راي.

    Writers drop the hamza, but hardly add one; at a word's beginning anything goes.
    """
    first, last = folded.span(start, end)
    hamzas = _INNER_HAMZA.findall(_ARTICLE.sub("", folded.original[first:last]))
    return len(hamzas) > len(_INNER_HAMZA.findall(_ARTICLE.sub("", term)))


def _latin_stands(folded: Folded, start: int, end: int, pattern: Pattern, language: str) -> bool:
    first, last = folded.span(start, end)
    written = unicodedata.normalize("NFKC", folded.original[first:last])
    if language == "fr" and len(pattern.words) == 1 and _COMPOUND.match(folded.original, last):
        return False
    if written == pattern.term:
        return True
    words = _WORD.findall(written)
    if pattern.exact:
        return "".join(words) == "".join(pattern.words)
    if pattern.capital and not _has_capital(words, folded.original, first, last):
        return False
    if len(words) != len(pattern.words):
        return True
    alone = len(words) == 1 and language != "en"
    return all(
        _same_word(word, listed, language, alone, place == pattern.singular)
        for place, (word, listed) in enumerate(zip(words, pattern.words, strict=True))
    )


_AROUND = 2000
"""Characters on either side in which a capital is looked for: no sentence is longer."""


def _has_capital(words: list[str], text: str, start: int, end: int) -> bool:
    """Whether a name that was found has its capital; in a text without any, it need not."""
    if len(words) == 1:
        return words[0][0].isupper()
    if any(word[0].isupper() for word in _weighty(words)):
        return True
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return around == around.lower()


def _same_word(word: str, listed: str, language: str, alone: bool, singular: bool) -> bool:
    plain, wanted = key(word), key(listed)
    if plain == wanted:
        return not alone or _same_accents(word, listed)
    if language == "en" and not _OTHER_WORD.isdisjoint((plain, wanted)):
        return False
    return plain in _plurals(wanted, language) or (singular and wanted in _plurals(plain, language))


def _same_accents(word: str, listed: str) -> bool:
    """Accents decide between two words (marche, marché), but capitals may go without.

    English has no such pairs, and writes foreign names both ways.
    """
    if len(word) != len(listed):
        return True
    return all(
        one.isupper() or one.lower() == other.lower()
        for one, other in zip(word, listed, strict=True)
    )


def _plurals(word: str, language: str) -> tuple[str, ...]:
    forms = [word + "s"]
    if language == "fr":
        forms += [word + "x"] if word.endswith("u") else []
        if word.endswith("al"):
            forms.append(word[:-1] + "ux")
    elif language == "en":
        forms.append(word + "es")
        if word.endswith("y"):
            forms.append(word[:-1] + "ies")
    return tuple(forms)


@lru_cache(maxsize=8192)
def is_acronym(term: str) -> bool:
    """Whether a term is written as acronyms are: "DGSN", "G5", "DGSN-DGST", not "Interpol"."""
    letters = [character for character in term if character.isalpha()] if len(term) <= 12 else []
    if not letters or not all(map(str.isupper, letters)):
        return False
    return not any(map(str.isspace, term)) and sum(map(str.isalnum, term)) > 1
