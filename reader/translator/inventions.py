"""Words that a small model puts together from its pieces and that nobody uses: "dengeration".

It can write any word of the text that it was trained on; what is not among these is nearly always
made up. A stutter or a wrong ending is set right, the rest is doubted.
"""

from __future__ import annotations

from dataclasses import replace

from reader.article import Doubt
from reader.memory.store import Stored
from reader.text.regex import regex
from reader.text.spans import Span, overlaps_any
from reader.translator.brackets import touched_up

_WORD = regex(r"(?<![\w'’@./&=-])(?:[a-z]{2,}-)?([a-z]{4,})(?![\w'’@/=-]|\.\w)")
"""A word, or the second of two with a hyphen."""
_OWN = regex(r"[^\W\d_]+")
_PREFIX = regex(
    r"(?:anti|co|inter|micro|mis|multi|non|out|over|pre|re|sub|super|un|under)(?=[a-z]{4})"
)
_LEAST_PART = 4
"""Letters of a part of a compound, as "river" and "water"."""
_STUTTER = regex(r"([a-z]{2,4})\1+|([a-z])\2{2,}")
_ENDINGS = (("ys", "ies"), ("eing", "ing"), ("hs", "hes"), ("ss", "sses"), ("xs", "xes"))
"""What ends a word that was inflected wrongly, and how it is right: apologys, replaceing."""


def without_inventions(source: str, made: Stored, words: frozenset[str]) -> Stored:
    """A translation in which no word is made up without a doubt.

    Args:
        source: the sentence; a word that it has is not made up.
        made: its translation.
        words: the words that the model knows, in small letters; none where that is not known.
    """
    if not words or not (invented := _inventions(source, made, words)):
        return made
    edits = [
        (*span, right)
        for span in invented
        if (right := _set_right(made.target[slice(*span)], words))
    ]
    if edits:
        made = touched_up(made, edits)
        invented = _inventions(source, made, words)
    doubtful = [
        Doubt("word", f"{made.target[slice(*span)]} may be no word", None, span)
        for span in invented
    ]
    return replace(made, doubts=(*made.doubts, *doubtful))


def _inventions(source: str, made: Stored, words: frozenset[str]) -> list[Span]:
    """Where words stand that are neither known, nor the source's, nor a term's."""
    unknown = [m for m in _WORD.finditer(made.target) if not _is_known(m[1], words)]
    if not unknown:
        return []
    own = frozenset(_OWN.findall(source.lower()))
    held = [use.target_span for use in made.terms]
    return [
        (start, end)
        for start, end, word in ((*match.span(1), match[1]) for match in unknown)
        if word not in own and not overlaps_any((start, end), held)
    ]


def _is_known(word: str, words: frozenset[str]) -> bool:
    """Whether it is a known word, or one with a plural's s or a prefix, or a compound of two."""
    if word in words:
        return True
    if word[-1] == "s" and word[-2] not in "hsxyz" and word[:-1] in words:
        return True
    if (prefix := _PREFIX.match(word)) and word[prefix.end() :] in words:
        return True
    cuts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
    return any(word[:cut] in words and word[cut:] in words for cut in cuts)


def _set_right(word: str, words: frozenset[str]) -> str | None:
    """The known word that a stutter or a wrong ending made it of, where there is one alone."""
    found = {
        word[: match.start()] + part * count + word[match.end() :]
        for match in _STUTTER.finditer(word)
        if not word.endswith("eeded")
        for part in (match[1] or match[2],)
        for count in (1, 2)
    }
    for ending, right in _ENDINGS:
        if word.endswith(ending):
            found.add(word.removesuffix(ending) + right)
    found = {each for each in found if each != word and each in words}
    return found.pop() if len(found) == 1 else None
