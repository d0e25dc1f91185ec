"""Characters as wide as Chinese ones: letters and digits as everyone else writes them."""

from __future__ import annotations

from reader.text.regex import regex

_WIDE = regex(
    r"[０-９Ａ-Ｚａ-ｚ＆＠％＿￥＄]|(?<=[0-9０-９])[．：／－～](?=[0-9０-９])|(?<=[Ａ-Ｚａ-ｚ])－(?=[０-９Ａ-Ｚ])"
    r"|(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<![０-９])[－＋](?=[０-９])"
)


def narrowed(text: str) -> str:
    """A text with its wide letters, digits and the marks within numbers narrow, one for one.

    Chinese punctuation stays: it is wide by right.
    """
    if text.isascii() or not _WIDE.search(text):
        return text
    return _WIDE.sub(lambda wide: _NARROW.get(wide[0]) or chr(ord(wide[0]) - 0xFEE0), text)


_NARROW = {"￥": "¥"}
