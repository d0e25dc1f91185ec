"""An open article: its sentences, their translations as they come, and what is folded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, Protocol

from reader.article import Article, Block, Sentence, Translation
from reader.export.provenance import is_mostly_unsure

if TYPE_CHECKING:
    from reader.glossary.termbase import Termbase
    from reader.memory.matches import Match
    from reader.models.package import Package


class Translating(Protocol):
    """What the reader asks of a translator; `reader.Translator` is one."""

    target: str

    @property
    def termbases(self) -> tuple[Termbase, ...]: ...

    @termbases.setter
    def termbases(self, termbases: Sequence[Termbase]) -> None: ...

    def sentences(self, article: Article) -> list[Sentence]: ...

    def stored(self, sentence: Sentence, package: Package | None = None) -> Translation | None: ...

    def translate(
        self, sentences: Iterable[Sentence], package: Package | None = None, *, anew: bool = False
    ) -> Iterator[Translation]: ...

    def alternatives(
        self,
        sentence: Sentence,
        count: int = 6,
        *,
        package: Package | None = None,
        begin: str = "",
    ) -> list[Translation]: ...

    def counterparts(
        self, made: Translation, package: Package | None = None
    ) -> list[tuple[tuple[int, int], tuple[int, int]]]: ...

    def matches(self, sentence: Sentence) -> list[Match]: ...

    def correct(self, sentence: Sentence, target: str) -> Translation | None: ...

    def package(self, language: str) -> tuple[Package, ...]: ...

    def choices(self, language: str) -> list[Package]: ...


def _is_unsure(translation: Translation | None) -> bool:
    return translation is not None and translation.is_unsure


@dataclass(frozen=True, slots=True)
class Unit:
    """What the panes put side by side: a few sentences of one block, or a fold.

    A long paragraph is several units, so that its translation, which may be longer, is level
    with it again every few lines.
    """

    block: int
    """Index of its block; of the first one for a fold."""
    first: int
    """Index of its first sentence."""
    last: int
    """Index after its last sentence."""
    closes: bool
    """Whether a blank row follows: the block ends with it, and its list or row does."""
    folded: int = 0
    """Blocks of the site that this one row stands for; 0 for text."""
    cells: int = 1
    """Blocks that are the cells of a table's row; 1 for text."""


class Document:
    """An article with its sentences and translations.

    Translations are put in by the one who gets them (`put`), and asked for by index.
    """

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence] = (),
        package: Package | None = None,
        read_as: str = "",
    ) -> None:
        self.article = article
        self.package = package
        """What the reader chose to translate the article; None for what usually does."""
        self.read_as = read_as
        """The language that the reader takes the article for; "" as it was detected."""
        self.sentences: list[Sentence] = []
        self.translations: list[Translation | None] = []
        self.opened: frozenset[int] = frozenset()
        """Blocks of the site that the reader unfolded; `unfold` changes it."""
        self._in_sight: list[int] | None = None
        self._minutes: list[float] | None = None
        """Minutes up to each sentence in sight, and for all."""
        self._done = self._unsure = 0
        self.extend(sentences)

    def extend(self, sentences: Sequence[Sentence]) -> None:
        """Add the sentences that follow."""
        self.sentences += sentences
        self.translations += [None] * len(sentences)
        self._in_sight = None

    def replace(self, sentences: Sequence[Sentence]) -> list[int]:
        """Take the same sentences with other glossary terms; the indexes that differ."""
        changed = []
        for index, sentence in enumerate(sentences[: len(self.sentences)]):
            if sentence != self.sentences[index]:
                self.sentences[index] = sentence
                self.put(index, None)
                changed.append(index)
        return changed

    def put(self, index: int, translation: Translation | None) -> None:
        """Set, or with None forget, the translation of a sentence."""
        if not self.is_folded(index):
            before = self.translations[index]
            self._done += (translation is not None) - (before is not None)
            self._unsure += _is_unsure(translation) - _is_unsure(before)
        self.translations[index] = translation

    @property
    def in_sight(self) -> list[int]:
        """The sentences that are not in a fold, in order."""
        if self._in_sight is None:
            self._minutes = None
            self._in_sight = [i for i in range(len(self.sentences)) if not self.is_folded(i)]
            made = [self.translations[index] for index in self._in_sight]
            self._done = sum(translation is not None for translation in made)
            self._unsure = sum(map(_is_unsure, made))
        return self._in_sight

    @property
    def translated(self) -> int:
        """How many of the sentences in sight have a translation."""
        return self._done if self.in_sight else 0

    def unfold(self, blocks: Iterable[int]) -> None:
        """Open these blocks of the site, and fold every other."""
        self.opened = frozenset(blocks)
        self._in_sight = None

    def place(self, index: int) -> int:
        """How many sentences in sight there are up to one, which counts."""
        return bisect_left(self.in_sight, index) + 1

    def minutes_left(self, index: int) -> int:
        """Minutes that a practised reader takes for what follows a sentence."""
        if self._minutes is None:
            self._minutes = list(accumulate(map(self._minutes_of, self.in_sight), initial=0.0))
        return round(self._minutes[-1] - self._minutes[self.place(index) - 1])

    def _minutes_of(self, index: int) -> float:
        sentence = self.sentences[index]
        if sentence.language in ("zh", "ja"):
            return len(sentence.text) / 400
        return (sentence.text.count(" ") + 1) / 200

    def title_sentences(self) -> list[int]:
        """The sentences of the article's title."""
        blocks = self.article.blocks
        number = next((i for i, block in enumerate(blocks) if block.kind == "title"), None)
        return [i for i, sentence in enumerate(self.sentences) if sentence.block == number]

    @property
    def translated_title(self) -> str:
        """The translation of the article's title; empty until all of it is there."""
        made = [self.translations[index] for index in self.title_sentences()]
        if any(translation is None for translation in made):
            return ""
        return " ".join(" ".join(each.target.split()) for each in made if each is not None)

    @property
    def unsure(self) -> int:
        """Of how many of the translated sentences in sight the model was unsure."""
        return self._unsure if self.in_sight else 0

    @property
    def is_mostly_unsure(self) -> bool:
        """Whether that is most of them: then only what is worse is marked."""
        return is_mostly_unsure(self.unsure, self.translated)

    def is_marked(self, index: int) -> bool:
        """Whether a sentence's translation is marked as doubtful."""
        translation = self.translations[index]
        if translation is None or not translation.doubts:
            return False
        return translation.is_doubtful or not self.is_mostly_unsure

    @property
    def doubtful(self) -> list[int]:
        """The sentences in sight whose translation is marked as doubtful, in order."""
        return [index for index in self.in_sight if self.is_marked(index)]

    def at(self, start: int) -> int:
        """The sentence at, or the last before, an offset in the file."""
        return max(0, bisect_right(self.sentences, start, key=lambda sentence: sentence.start) - 1)

    def block(self, index: int) -> Block:
        """The block of a sentence."""
        return self.article.blocks[self.sentences[index].block]

    def is_folded(self, index: int) -> bool:
        """Whether a sentence is out of sight, in a fold."""
        number = self.sentences[index].block
        return self.article.blocks[number].boilerplate is not None and number not in self.opened

    def begins_with(self, unit: Unit) -> str:
        """The kind of the block that a unit is the beginning of; empty where it only goes on."""
        if unit.first and self.sentences[unit.first - 1].block == unit.block:
            return ""
        return self.article.blocks[unit.block].kind

    def row(self, number: int) -> list[int]:
        """The cells, from one on, of a table's row: their blocks; for a text it alone."""
        row = [number]
        while self._goes_on(row[-1]) == "cell":
            row.append(row[-1] + 1)
        return row

    def table(self, number: int) -> list[list[int]]:
        """The rows of the table that has a cell, each as its blocks."""
        while number and self._goes_on(number - 1) in ("cell", "row"):
            number -= 1
        rows = [self.row(number)]
        while self._goes_on(rows[-1][-1]) == "row":
            rows.append(self.row(rows[-1][-1] + 1))
        return rows

    def _goes_on(self, number: int) -> Literal["", "item", "cell", "row"]:
        """How a block belongs to the one after it: items of a list, cells or rows of a table."""
        if self._are_cells(number):
            return "cell"
        between = self._between(number)
        if between is None or between.count("\n") != 1:
            return ""
        blocks = self.article.blocks
        if blocks[number].kind == blocks[number + 1].kind == "list-item":
            return "item"
        in_rows = self._are_cells(number - 1) and self._are_cells(number + 1)
        return "row" if in_rows and not between.strip() else ""

    def _are_cells(self, number: int) -> bool:
        """Whether a block and the one after it are cells of one row."""
        between = self._between(number)
        return between is not None and between.strip() == "|" and "\n" not in between

    def _between(self, number: int) -> str | None:
        """What stands between a block and the one after it, where a reader sees both."""
        blocks = self.article.blocks
        if not 0 <= number < len(blocks) - 1:
            return None
        block, following = blocks[number], blocks[number + 1]
        if block.boilerplate != following.boilerplate:
            return None
        end = block.start + len(block.text) - self.article.start
        return self.article.text[end : following.start - self.article.start]

    def units(self, span: int, begin: int = 0) -> Iterator[Unit]:
        """The rows' contents, in order, from sentence `begin` on, which begins a block.

        Args:
            span: cells of text, on the longer side, after which a unit ends with its sentence.
        """
        blocks = self.article.blocks
        sentences = self.sentences
        index, count = begin, len(sentences)
        while index < count:
            number = sentences[index].block
            if self.is_folded(index):
                last = index
                while last < count and self.is_folded(last):
                    last += 1
                folded = sentences[last - 1].block - number + 1
                yield Unit(number, index, last, True, folded)
                index = last
                continue
            first = index
            row = self.row(number)
            if len(row) > 1:
                while index < count and sentences[index].block <= row[-1]:
                    index += 1
                yield Unit(number, first, index, not self._goes_on(row[-1]), cells=len(row))
                continue
            # An ideograph takes two cells, and its translation twice as many.
            wide = 4 if blocks[number].language in ("zh", "ja") else 1
            cells = 0
            while index < count and sentences[index].block == number:
                cells += len(sentences[index].text) * wide
                index += 1
                ends = index == count or sentences[index].block != number
                if ends or cells >= span:
                    yield Unit(number, first, index, ends and not self._goes_on(number))
                    first, cells = index, 0
