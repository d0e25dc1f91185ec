"""Where a date that a model wrote in English begins and ends."""

from __future__ import annotations

import re

from reader.text.regex import regex

MONTHS = (
    "January February March April May June July August September October November December"
).split()
MONTH = f"(?:{'|'.join(MONTHS)})"
"""A pattern of them."""
_DATE_BEFORE = regex(rf"\b(?:{MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}} {MONTH}),? (?:of )?$")
_DATE_AFTER = regex(rf",? (?:{MONTH}(?:,? \d{{4}})?|(?:19|20)\d\d)\b")


def whole_date(text: str, start: int, end: int) -> tuple[int, int]:
    """A date's span with what the model had written of another date around it."""
    before = _DATE_BEFORE.search(text, 0, start)
    if before:
        start = before.start()
    elif re.search(r"\d", text[start:end]) and not re.search(r"\d{4}", text[start:end]):
        return start, end
    after = _DATE_AFTER.match(text, end)
    return start, after.end() if after else end
