"""Text made safe for a terminal.

An article, a file's name or a package's description may hold what a terminal obeys: escape
sequences set its title, its clipboard or its colours, and controls of direction show words in
another order than they stand in.
"""

from __future__ import annotations

import re

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]+")
"""Embeddings, overrides and isolates; the plain marks of direction are harmless, and needed."""

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of surrogate pairs that stand for no byte of a file's name."""
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def shown(text: str) -> str:
    """A text as a terminal may have it: lines and tabs stay, controls are spelt out.

    Controls of direction are left out, and lines of any kind end with a line feed.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _DIRECTION.sub("", _LINE_ENDS.sub("\n", text))
    return _OBEYED.sub(lambda match: ascii(match[0])[1:-1], plain)


def on_one_line(text: str) -> str:
    """A text as part of a line: as `shown`, with line ends and tabs spelt out, too.

    Bytes of a file's name that are in no encoding are spelt out as bytes.
    """
    text = _NO_BYTE.sub(lambda match: ascii(match[0])[1:-1], text)
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
