"""The main text of a web page."""

from __future__ import annotations

from reader.article import Block
from reader.loading import text as plain


def extract(page: str) -> tuple[str, list[Block]]:
    from trafilatura import extract

    content = extract(page) or ""
    return content, plain.blocks(content)
