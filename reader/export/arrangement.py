"""How an article's blocks stand to each other: cells in rows, rows in tables, items by number.

Blocks do not say it; the text between them does, which has bars between the cells of a row and
an item's number before it, whatever the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.article import Article, Block
from reader.export.pairing import Pair
from reader.text.regex import regex

_BARS = regex(r"[ \t]*\|[ \t|]*")
_BETWEEN_ROWS = regex(r"[ \t|]*\r?\n(?:[ \t|:-]*\|[ \t|:-]*\r?\n)?[ \t|]*")
_NUMBER = regex(r"(?:^|[\r\n])[ \t>]*(\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?$")
_LONGEST_MARK = 60
"""Characters before an item that are looked at for its number."""


def rows_of(article: Article, pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The pairs in rows, each as soon as its last cell is there; a text is a row of its own."""
    row: list[Pair] = []
    for pair in pairs:
        row.append(pair)
        if not _cell_follows(article, pair.index):
            yield row
            row = []


def tables_of(article: Article) -> Iterator[list[Sequence[Block]]]:
    """The blocks in tables, each as its rows; a text is a table of one row and one cell."""
    table: list[Sequence[Block]] = []
    row: list[Block] = []
    for index, block in enumerate(article.blocks):
        row.append(block)
        if _cell_follows(article, index):
            continue
        table.append(row)
        in_rows = len(row) > 1 and _cell_follows(article, index + 1)
        if not (in_rows and _BETWEEN_ROWS.fullmatch(_after(article, index))):
            yield table
            table = []
        row = []


def number_of(article: Article, block: Block) -> str:
    """The number that stands before an item of a list ("3."); empty where there is none."""
    if block.kind != "list-item":
        return ""
    start = block.start - article.start
    match = _NUMBER.search(article.text[max(0, start - _LONGEST_MARK) : start])
    return match[1] if match else ""


def _cell_follows(article: Article, index: int) -> bool:
    """Whether a block and the one after it are cells of one row."""
    return bool(_BARS.fullmatch(_after(article, index)))


def _after(article: Article, index: int) -> str:
    """The text between a block and the one after it."""
    if index + 1 >= len(article.blocks):
        return ""
    block, following = article.blocks[index : index + 2]
    start = block.start + len(block.text) - article.start
    return article.text[start : following.start - article.start]
