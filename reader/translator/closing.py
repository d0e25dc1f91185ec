"""The mark that closes a translation: asked, called and trailed off as its source is.

A small model has read few sentences that end in "!!!" or "?!", and ends them with a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Sentence
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span

_SOURCE = regex(r"(?P<run>[!?！？؟]+)[\s»”\"’」』]*$")
_TARGET = regex(r"(?<=\w)\s?(?P<run>[.!?]?[!?]*)(?=[”\"’]*$)")
_NARROW = str.maketrans("！？؟", "!??")


def closing(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """The question and exclamation marks at the end of a source, at that of its translation."""
    said = _SOURCE.search(sentence.text)
    made = _TARGET.search(target) if said else None
    if said and made:
        run = said["run"].translate(_NARROW)
        if made["run"] != run:
            yield *made.span("run"), run
