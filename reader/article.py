"""What flows through Dragoman: an article, its blocks, its sentences, their translations.

Everything here is a frozen record; the other modules pass these around and never change
them. All offsets are characters in the input's decoded text, so that any record can be
traced back to the place it came from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

BlockKind = Literal["title", "heading", "paragraph", "list-item", "quote", "preformatted", "image"]
"""What a block is; an image is what the description of a picture says."""
Boilerplate = Literal[
    "menu", "ticker", "share", "comments", "legal", "metadata", "repeat", "advertisement"
]
Origin = Literal["model", "memory", "correction", "copied", "phrase"]
MarkKind = Literal["around", "sign", "break"]
How = Literal["model", "constrained", "substituted"]
DoubtKind = Literal[
    "literal", "number", "term", "negation", "name", "length", "loop", "untranslated", "word",
    "score", "unsure"
]  # fmt: skip
"""What a doubt is about; "score" where the model was very unsure, "unsure" where less so."""


def is_grave(kind: str) -> bool:
    """Whether a kind of doubt says that something is wrong, and not merely that it may be."""
    return kind != "unsure"


class Mark(NamedTuple):
    """A stretch of a text that is set apart, or a sign between its words."""

    start: int
    end: int
    kind: MarkKind = "around"
    """Around words (bold, a link); a sign that is no part of what is said (a note's number, a
    picture), with or without a text of its own; a break (a tab), over which no sentence goes."""
    number: int = 0
    """What its block knows it by."""

    @property
    def is_sign(self) -> bool:
        """Whether it is no part of what is said."""
        return self.kind != "around"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, title or list item: the unit that the two panes align."""

    text: str
    """The block's own text, exactly as it stands in the input."""
    kind: BlockKind
    language: str | None
    """ISO 639-1 code, or None where there is nothing to tell it from."""
    start: int
    """Offset of `text` in the input."""
    boilerplate: Boilerplate | None = None
    """Why the block is the site's and not the author's; None for the author's text."""
    marks: tuple[Mark, ...] = ()
    """What is set apart in `text`; of documents alone."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an input, with the exact text it was read from.

    The `text` of an input's articles, joined, is the input's text; what lies between the
    blocks (line ends, Markdown marks) is kept in `text` alone.
    """

    title: str
    blocks: tuple[Block, ...]
    source: str
    """Path of the file, or "-" for standard input."""
    text: str
    start: int = 0
    """Offset of `text` in the input."""
    guessed: bool = False
    """Whether the text is too short for its language to be sure."""

    @property
    def language(self) -> str | None:
        """The language of most of the author's characters, or None."""
        weights = Counter[str]()
        for block in self.blocks:
            if block.language and not block.boilerplate:
                weights[block.language] += len(block.text)
        return max(weights, key=weights.__getitem__, default=None)


def main_language(articles: Iterable[Article]) -> str | None:
    """The language of most of the characters of several articles, or None."""
    weights = Counter[str]()
    for article in articles:
        if article.language:
            weights[article.language] += len(article.text)
    return max(weights, key=weights.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A glossary term found in a sentence, and what its translation may be."""

    concept: str
    """The concept's id in its termbase."""
    start: int
    """Offset of the match in the sentence's text."""
    end: int
    targets: tuple[str, ...]
    """Admitted target terms as they are to be written here, the wanted one first."""
    forbidden: tuple[str, ...] = ()
    plural: str = ""
    """The wanted term in the plural, where the source plainly has one: what is to be written, and
    as good as any of `targets`."""

    @property
    def span(self) -> tuple[int, int]:
        """Characters of the sentence's text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, in the language it is written in."""

    text: str
    start: int
    """Offset of `text` in the input."""
    block: int
    """Index of its block in the article."""
    language: str | None
    terms: tuple[Occurrence, ...] = ()
    marks: tuple[Mark, ...] = ()
    """What is set apart in `text`, where that is to be found in the translation again."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """Where a glossary term went, and who put it there."""

    concept: str
    source_span: tuple[int, int]
    """Characters in the source sentence."""
    target_span: tuple[int, int]
    """Characters in the translation."""
    how: How


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a check of a translation against its source found: a reader should look at it."""

    kind: DoubtKind
    message: str
    """What is doubtful, in a line that a reader understands: "1,533 of the source is missing"."""
    source_span: tuple[int, int] | None = None
    """Characters in the source sentence that it is about; None for the whole."""
    target_span: tuple[int, int] | None = None
    """Characters in the translation that it is about; None for the whole."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence's translation, with where it came from."""

    source: Sentence
    target: str
    origin: Origin
    terms: tuple[TermUse, ...] = ()
    score: float | None = None
    """Mean log-probability of a target token, as the model gives it; None without a model."""
    package: str = ""
    """Name of the package (or route of packages) that translated; empty for copies."""
    doubts: tuple[Doubt, ...] = ()
    """What may be wrong with it, in the source's order."""
    marks: tuple[Mark, ...] = ()
    """The source's marks at their places in `target`."""

    @property
    def is_doubtful(self) -> bool:
        """Whether something is wrong with it, more likely than not, for those who read it."""
        return any(is_grave(doubt.kind) for doubt in self.doubts)

    @property
    def is_unsure(self) -> bool:
        """Whether the model was unsure of it, or very unsure."""
        return any(doubt.kind in ("score", "unsure") for doubt in self.doubts)
