"""The blocks of Markdown."""

from __future__ import annotations

from reader.article import Block
from reader.loading import text as plain


def blocks(text: str) -> list[Block]:
    return plain.blocks(text)
