"""Books (.epub) written back, chapter by chapter: pages, contents, and what the book says of
itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from reader.article import Article, Translation, main_language
from reader.export.documents.document import Document, Task
from reader.export.documents.labels import labels_of
from reader.export.documents.package import Package, whole_tree
from reader.export.documents.page import PageWriter
from reader.export.documents.rebuilding import translated
from reader.export.pairing import Pair, pairs, translated_text
from reader.languages import is_right_to_left, tag
from reader.loading import epub, marked, xhtml
from reader.loading.container import Container, local_name
from reader.loading.page import Page
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_DESCRIBED = frozenset(("title", "description", "subject"))
_DIRECTION = regex(r"(direction\s*:\s*)rtl\b", re.IGNORECASE)
_ALIGNED = regex(r"(text-align\s*:\s*)right\b", re.IGNORECASE)
_VERTICAL = regex(r"((?:-\w+-)?writing-mode\s*:\s*)(?:vertical-rl|tb-rl)\b", re.IGNORECASE)
_NAME = regex(r"\S+\.\w{2,5}$|\W*$")
"""A file's name, as programs put it where a title is asked for; and what has no word."""
_VERTICAL_TOO = ("zh", "zt", "ja")
"""Languages that books may be set in vertically."""


class EpubDocument(Document):
    """A book; no more than a chapter of it is held at once beside its text."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._container = Container(task.original.data, task.original.name)
        self._book = epub.Book(self._container)
        self._chapters: list[epub.Chapter] = []
        self._labels: dict[str, str] = {}
        """Labels, and what they are called in the translation."""
        self._label_article: Article | None = None
        self._language: str | None = None
        self._pairs: list[Pair] = []
        """The blocks of the chapter that is being translated."""

    def articles(self) -> Iterator[Article]:
        chapters = list(epub.chapters(self._container, self._original.name))
        contents = self._book.contents
        if contents and contents not in self._book.spine and contents in self._container:
            chapters.append(epub.read(self._container, contents))
        pages = [chapter.page for chapter in chapters]
        self._chapters = [replace(chapter, page=_counted(chapter)) for chapter in chapters]
        articles = list(marked(pages, self._original.name, self._likely, 0))
        self._language = main_language(articles)
        labels = [each for each in dict.fromkeys(self._own_labels()) if not _NAME.match(each)]
        if labels:
            # First, for the chapters have some of them too.
            self._label_article = labels_of(labels, self._language, self._original.name, 0)
            yield self._label_article
        yield from articles

    def begin(self, out: BinaryIO, *, target: str) -> None:
        super().begin(out, target=target)
        self._turns = is_right_to_left(self._language or "") and not is_right_to_left(target)
        # Read anew: what may be unpacked is counted.
        self._container = Container(self._original.data, self._original.name)
        self._package = Package(self._container, out)
        if "mimetype" in self._container:
            self._package.write("mimetype", self._container.read("mimetype"))

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        for pair in pairs(article, translations):
            if article is self._label_article:
                if translated(pair):
                    self._labels[pair.block.text] = translated_text(pair, self._target)
                continue
            self._pairs.append(pair)
            if self._chapters and len(self._pairs) == len(self._chapters[0].page.blocks):
                self._write_chapter()

    def end(self) -> None:
        changed: dict[str, bytes] = {}
        book = self._book
        changed[book.package] = self._described(book.package)
        if book.outline in self._container:
            changed[book.outline] = self._outlined(book.outline)
        if not self._bilingual:
            for part in book.styles:
                if part in self._container:
                    changed[part] = self._styled(self._container.read(part))
        self._package.finish(changed)

    def _write_chapter(self) -> None:
        chapter, own = self._chapters.pop(0), self._pairs
        self._pairs = []
        root = xhtml.parsed(epub.source_of(self._container, chapter.part))
        shown = xhtml.read(root) if root is not None else None
        if root is None or shown is None or len(shown.runs) != chapter.runs:
            return  # it stays as it is
        page = PageWriter(
            root,
            target=self._target,
            source=self._language,
            bilingual=self._bilingual,
            is_contents=chapter.part == self._book.contents,
        )
        named = own[: len(own) - chapter.runs]
        for pair, run in zip(own[len(named) :], shown.runs, strict=True):
            if run.trace and (self._include_boilerplate or not pair.block.boilerplate):
                page.add(pair, run.trace)
        names = {pair.block.text: translated_text(pair, self._target) for pair in named}
        self._package.write(chapter.part, page.finished(self._labels | names))

    # --- What the book says of itself ---

    def _own_labels(self) -> Iterator[str]:
        """Titles, subjects, entries of the contents."""
        for element in self._container.tree(self._book.package).iter():
            if _is_described(element):
                yield " ".join((element.text or "").split())
        if self._book.outline in self._container:
            for element in self._container.tree(self._book.outline).iter():
                if local_name(element) == "text" and (element.text or "").strip():
                    yield " ".join((element.text or "").split())
        for chapter in self._chapters:
            yield from chapter.labels

    def _relabelled(self, element: _Element) -> None:
        label = " ".join((element.text or "").split())
        if label in self._labels:
            own = self._labels[label]
            element.text = f"{label} — {own}" if self._bilingual else own

    def _described(self, part: str) -> bytes:
        """The package, with the book's title and language."""
        root = self._container.tree(part, whole=True)
        for element in root.iter():
            name = local_name(element)
            if _is_described(element):
                self._relabelled(element)
            elif name == "language" and not self._bilingual:
                element.text = tag(self._target)
            elif element.get("page-progression-direction") == "rtl" and not self._bilingual:
                direction = "rtl" if is_right_to_left(self._target) else "ltr"
                element.set("page-progression-direction", direction)
        if self._bilingual:
            self._add_language(root)
        else:
            _set_language(root, self._target)
        return whole_tree(root)

    def _add_language(self, root: _Element) -> None:
        spoken = [each for each in root.iter() if local_name(each) == "language"]
        if spoken and all((each.text or "")[:2] != self._target for each in spoken):
            element = spoken[-1].makeelement(spoken[-1].tag)
            element.text = tag(self._target)
            element.tail = spoken[-1].tail
            spoken[-1].addnext(element)

    def _outlined(self, part: str) -> bytes:
        """The table of contents of older books."""
        root = self._container.tree(part, whole=True)
        for element in root.iter():
            if local_name(element) == "text":
                self._relabelled(element)
        if not self._bilingual:
            _set_language(root, self._target)
        return whole_tree(root)

    def _styled(self, sheet: bytes) -> bytes:
        """A style sheet without directions that are another script's."""
        text = sheet.decode("utf-8", "surrogateescape")
        if self._turns:
            text = _ALIGNED.sub(r"\1left", _DIRECTION.sub(r"\1ltr", text))
        if self._target not in _VERTICAL_TOO:
            text = _VERTICAL.sub(r"\1horizontal-tb", text)
        return text.encode("utf-8", "surrogateescape")


def _counted(chapter: epub.Chapter) -> Page:
    """A chapter's page, of which no more is needed than how many blocks it has."""
    return replace(chapter.page, text="")


def _is_described(element: _Element) -> bool:
    """Whether an element of the package is a title or the like, in words."""
    text = element.text or ""
    return (
        local_name(element) in _DESCRIBED
        and str(element.tag).startswith("{http://purl.org/dc/")
        and bool(text.strip())
        and "<" not in text
    )


def _set_language(root: _Element, target: str) -> None:
    if root.get(xhtml.XML + "lang") is not None:
        root.set(xhtml.XML + "lang", tag(target))
