"""A block beside its translation: what every format is written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.article import Article, Block, Translation
from reader.text.lines import SPACELESS, is_wide, one_line
from reader.text.regex import regex

__all__ = ["SPACELESS", "Pair", "Piece", "is_wide", "joint", "one_line", "pairs", "translated_text"]

_LINE_END = regex(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block: a sentence with its translation, or one still without."""

    before: str
    """White space between the piece and the one before it."""
    text: str
    start: int
    """Offset of `text` in the block's text."""
    translation: Translation | None

    @property
    def unchanged(self) -> bool:
        """Whether a text in the target language holds the piece as it is."""
        return self.translation is None or self.translation.target == self.text


@dataclass(frozen=True, slots=True)
class Pair:
    """A block and its pieces, in reading order.

    The pieces' `before` and `text`, joined, and `after` are the block's text.
    """

    index: int
    """Place of the block in its article."""
    block: Block
    pieces: tuple[Piece, ...]
    after: str
    """White space at the block's end."""

    @property
    def translated(self) -> bool:
        """Whether anything in the block has a translation."""
        return any(piece.translation for piece in self.pieces)


def pairs(article: Article, translations: Iterable[Translation]) -> Iterator[Pair]:
    """Each block of `article` with its translations, as soon as the block's last one is there.

    `translations` come in reading order and may be incomplete: text that none covers
    becomes a piece without a translation.

    Raises:
        ValueError: when a translation comes after its block has gone by.
    """
    stream = iter(translations)
    waiting: Translation | None = None
    for index, block in enumerate(article.blocks):
        own: list[Translation] = []
        covered, end = block.start, block.start + len(block.text.rstrip())
        while covered < end:
            waiting = waiting or next(stream, None)
            if waiting is None or waiting.source.block > index:
                break
            if waiting.source.block < index:
                raise ValueError("translations must come in reading order")
            own.append(waiting)
            covered = max(covered, waiting.source.start + len(waiting.source.text))
            waiting = None
        yield _pair(index, block, own)
    if waiting is not None or next(stream, None) is not None:
        raise ValueError("translations must come in reading order")


def _pair(index: int, block: Block, translations: list[Translation]) -> Pair:
    pieces: list[Piece] = []
    space, position = "", 0

    def add(start: int, end: int, translation: Translation | None) -> None:
        nonlocal space
        stretch = block.text[start:end]
        text = stretch if translation else stretch.strip()
        if not text:
            space += stretch
            return
        lead = len(stretch) - len(stretch.lstrip()) if translation is None else 0
        pieces.append(Piece(space + stretch[:lead], text, start + lead, translation))
        space = stretch[lead + len(text) :]

    for translation in translations:
        start = max(position, translation.source.start - block.start)
        end = min(len(block.text), start + len(translation.source.text))
        if end > start:
            add(position, start, None)
            add(start, end, translation)
            position = end
    add(position, len(block.text), None)
    return Pair(index, block, tuple(pieces), space)


def joint(left: Piece, right: Piece, language: str | None, target: str) -> str:
    """What stands between the translations of two neighbouring pieces.

    `language` is the block's. The source's own white space stays where it can: a Chinese
    text has none that an English one could take over, and needs none of the English one's.
    """
    if language in (target, None) or (left.unchanged and right.unchanged):
        return right.before
    if target in SPACELESS:
        return ""
    return right.before or " "


def translated_text(pair: Pair, target: str, missing: str | None = None) -> str:
    """The block's translation as one line.

    Args:
        pair: the block.
        target: language of the translation.
        missing: what stands for a piece that has no translation; None keeps its source.
    """
    language = pair.block.language
    parts: list[str] = []
    for place, piece in enumerate(pair.pieces):
        if place:
            gap = joint(pair.pieces[place - 1], piece, language, target)
            parts.append(_one_line_gap(gap, target))
        if piece.translation:
            parts.append(one_line(piece.translation.target, target))
        else:
            parts.append(one_line(piece.text, language) if missing is None else missing)
    return "".join(parts)


def _one_line_gap(gap: str, language: str) -> str:
    """White space between two sentences, without its line ends."""
    if _LINE_END.search(gap):
        return "" if language in SPACELESS else " "
    return gap
