"""Spaces of a French text that no line may break at: before ; : ! ? » %, after «, in numbers."""

from __future__ import annotations

from reader.text.regex import regex

_AT_MARKS = regex(r" (?=[;:!?»%€$](?!\w))|(?<=«) ")
_IN_NUMBERS = regex(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)")


def french(text: str) -> str:
    """The text with these spaces made firm: U+00A0, one character for one.

    A model's tokenizer knows one kind of space; French knows another, without which a quotation
    mark or a colon begins a line.
    """
    firm = _AT_MARKS.sub("\u00a0", text)
    return _IN_NUMBERS.sub(lambda number: number[0].replace(" ", "\u00a0"), firm)
