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


_RANGE = regex(rf"(?:the )?[\w ]*\d\w* to [\w ]*\d\w*(?: {MONTH}(?: \d{{4}})?)?")
_LED = regex(r"\b(?:on|from|between|in|during|at|of|for)(?: the(?: period)?)? $", re.IGNORECASE)


def led_range(said: str, text: str, start: int) -> tuple[int, str] | None:
    """A range of days with the preposition it takes, and where what stood there begins.

    Args:
        said: what is said of a date: "28 to 30 January", or anything else.
        text: a translation with one day at its place, "held on 28 January".
        start: where that day stands.

    Returns:
        "from 28 to 30 January" from "on" onwards; nothing where no preposition has to change.
    """
    if " to " not in said or not _RANGE.fullmatch(said):
        return None
    led = _LED.search(text, 0, start)
    if led is None and text[:start].strip():
        return None
    at = led.start() if led else start
    return at, ("From " if text[at : at + 1].isupper() or not at else "from ") + said
