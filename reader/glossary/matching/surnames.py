"""Where a surname alone may stand for a person, and where the full name has to.

A glossary that admits "Macron" for Emmanuel Macron means a text that has the surname. Where the
source has the full name, a model that made another first name of it ("Ismail Macron") would hold
to the glossary all the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from reader.glossary.concept import Concept
from reader.text.english_names import ADDRESSES, HEADS, TITLES
from reader.text.regex import regex

_BETWEEN = regex(r"[\s·・•‧\u2010-]+")
_PARTICLES = frozenset("al el ben bin ibn abu ould ag van von der den de da di du la le".split())


@lru_cache(maxsize=4096)
def admitted(concept: Concept, language: str, term: str) -> tuple[str, ...]:
    """What may be written for a term of a concept, the wanted first.

    For a person's full name that is a full name, for the surname alone the surname first.

    Args:
        concept: the concept.
        language: the language written in.
        term: what the source has, as the concept lists it.
    """
    names = concept.admitted(language)
    if concept.case != "keep" or concept.acronym or len(names) < 2:
        return names
    if not _is_person(names[0], concept.admitted("fr")):
        return names
    full = [name for name in names if _begin_alike(name, names[0])]
    surnames = tuple(name for name in names[1:] if any(_is_surname(name, one) for one in full))
    if not surnames:
        return names
    listed = {each.text for terms in concept.terms.values() for each in terms}
    if not any(_is_part(term, other) for other in listed):
        return tuple(name for name in names if name not in surnames)
    others = tuple(name for name in names if name not in surnames)
    if len(_parts(term)) > 1:
        return others + tuple(name for name in surnames if len(_parts(name)) >= len(_parts(term)))
    return surnames + others


def is_surname(name: str, full: str) -> bool:
    """Whether a name is that of a person without the first names."""
    return _is_person(full, ()) and _is_surname(name, full)


def is_person(name: str) -> bool:
    """Whether an English name of several words may be a person's."""
    return _is_person(name, ())


def _is_person(name: str, french: Sequence[str]) -> bool:
    """Whether an English name may be a person's: no institution's, nor one that is translated.

    Args:
        name: the name.
        french: the same in French, if known, which has a first name as English has it.
    """
    words = name.split()
    return (
        len(words) > 1
        and not any(word.casefold() in HEADS | TITLES for word in words)
        and all(word[0].isupper() or word.split("-")[0] in _PARTICLES for word in words)
        and (not french or any(_begin_alike(one, name) for one in french))
    )


def _begin_alike(one: str, other: str) -> bool:
    """Whether two names may begin with one first name: Abdul, Abdelhamid."""
    return _parts(one)[0][:2] == _parts(other)[0][:2]


def _is_surname(name: str, full: str) -> bool:
    """Whether a name is another without its first names."""
    one, other = _parts(name), _parts(full)
    first = other[: len(other) - len(one)]
    if not first or other[len(first) :] != one:
        return False
    return not (
        full.split()[0].isupper()  # US Capitol
        or all(word in _PARTICLES or word in ADDRESSES for word in first)
    )


def _is_part(name: str, full: str) -> bool:
    """Whether a name is the beginning or the end of another."""
    one, other = _parts(name), _parts(full)
    return len(one) < len(other) and one in (other[: len(one)], other[-len(one) :])


def _parts(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFD", name)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return _BETWEEN.split(plain.casefold())
