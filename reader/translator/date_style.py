"""Dates of the source in one style of English: "5 July" where the model wrote "July 5".

Both are right; both in one article look like two hands, and "July 5, 244,890 men" has to be read
twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.article import Sentence
from reader.text.literals import Literal
from reader.text.regex import regex
from reader.text.spans import Edit, Span

_MORE_DAYS = regex(r" ?(?:to|and|or|until|through|&|[-–—/]) ?\d|, \d{1,2}\b(?![,.]?\d)|,? \d{4}\b")
"""What tells that a day is one of several, or that a year follows which the source has not."""
_ORDINAL = regex(r"\d(?:st|nd|rd|th)\b| of ")


def day_first(
    sentence: Sentence, target: str, held: Sequence[Span], literals: Sequence[Literal]
) -> Iterator[Edit]:
    """Edits that write each date of the source as the others are."""
    for date in literals:
        if date.kind != "date" or len(date.renderings) < 2:
            continue
        wanted = date.renderings[0]
        if wanted.startswith("the "):
            continue  # a day without its month: "a twelfth man", "on June 12th"
        forms = sorted(set(date.renderings) - {wanted}, key=len, reverse=True)
        either = "|".join(map(re.escape, forms))
        pattern = rf"(?<![\w,.])(?<!\d )(?P<the>[Tt]he )?(?P<form>{either})(?!\w)"
        for match in re.finditer(pattern, target):
            if _MORE_DAYS.match(target, match.end()):
                continue
            start = match.start()
            if match["the"] and not _ORDINAL.search(match["form"]):
                start = match.start("form")  # the July 5 meeting
            yield start, match.end(), wanted
