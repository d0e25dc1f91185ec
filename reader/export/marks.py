"""Markdown's inline marks in markup: kept for who reads the text, hidden from who sees the page."""

from __future__ import annotations

import re

from reader.text.regex import regex

_LINK = regex(r"(!?\[)((?:(?!\]\()[^\n])*?)(\]\([^\s()<>]*\))")
_PAIRED = (
    regex(r"(`+)(?=\S)([^`]+?)(\1)(?!`)"),
    regex(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(\1)"),
    regex(r"(?<![\w*])(\*)(?=[^\s*])([^*]+?)(?<=\S)(\*)(?![\w*])"),
)
"""Marks around words: code, strong, emphasis."""


def without_marks(markup: str) -> str:
    """The markup of a Markdown text, its links' and emphases' marks in elements of their own.

    Args:
        markup: escaped text, with elements around terms.
    """
    for pattern in (_LINK, *_PAIRED):
        markup = pattern.sub(_hidden, markup)
    return markup


def _hidden(match: re.Match[str]) -> str:
    before, inside, after = match.groups()
    return f'<span class="mark-up">{before}</span>{inside}<span class="mark-up">{after}</span>'
