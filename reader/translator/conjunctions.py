"""Two things that a source joins and a translation runs into one: "the chief superintendent
Commissioner General", of 总警司和司法警察总监."""

from __future__ import annotations

from itertools import permutations

from reader.article import Sentence
from reader.glossary.enforcing.wording import joined
from reader.memory.store import Stored
from reader.text.regex import regex
from reader.text.spans import Edit
from reader.translator.brackets import touched_up

_JOINED = {
    "ar": {" and ": regex(r"\s+و\s*")},
    "fr": {
        " and ": regex(r"\s+et\s+(?:(?:de\s+|à\s+)?(?:l[ae]\s+|l[’'])|(?:les|des?|du|aux?)\s+)?")
    },
    "zh": {" and ": regex(r"\s*(?:[和与及]|以及)\s*"), ", ": regex(r"\s*、\s*")},
}
"""What joins two terms of a source, and how English says so."""
_RUN_TOGETHER = (" ", " of the ")


def told_apart(sentence: Sentence, made: Stored) -> Stored:
    """An English translation with what its source has between two terms.

    Args:
        sentence: the source.
        made: its translation.
    """
    joints = _JOINED.get(sentence.language or "", {})
    edits: list[Edit] = []
    for one, other in permutations(made.terms if joints else (), 2):
        end, start = one.target_span[1], other.target_span[0]
        if end >= start or made.target[end:start] not in _RUN_TOGETHER:
            continue
        between = sentence.text[one.source_span[1] : other.source_span[0]]
        for said, pattern in joints.items():
            if pattern.fullmatch(between):
                term = made.target[slice(*other.target_span)]
                said += "the " if made.target[end:start] != " " else ""
                whole = joined(made.target[:end] + said, term, "en")
                edits.append((end, start, whole[end : len(whole) - len(term)]))
    return touched_up(made, edits) if edits else made
