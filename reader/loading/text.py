"""The blocks of plain text: one a line."""

from __future__ import annotations

import re

from reader.article import Block

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def blocks(text: str) -> list[Block]:
    """One block for each line that holds more than white space."""
    found = []
    for line in _LINE.finditer(text):
        inner = line.group().strip()
        start = line.start() + line.group().index(inner)
        found.append(Block(inner, "paragraph", None, start))
    return found
