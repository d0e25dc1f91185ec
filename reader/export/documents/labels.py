"""Labels of a document that stand in none of its text: titles, entries of a contents."""

from __future__ import annotations

from collections.abc import Sequence

from reader.article import Article, Block


def labels_of(labels: Sequence[str], language: str | None, name: str, start: int) -> Article:
    """An article of labels, a line each.

    Args:
        labels: the labels; there is one at least.
        language: the document's.
        name: what the document is called.
        start: where in it they are said to begin.
    """
    blocks = []
    at = start
    for label in labels:
        blocks.append(Block(label, "title", language, at))
        at += len(label) + 1
    return Article(labels[0], tuple(blocks), name, "\n".join([*labels, ""]), start)
