"""Feeds and lists of feeds written back: titles and texts translated, all else as it was."""

from __future__ import annotations

import html as entities
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.article import Article, Translation
from reader.export.documents.document import Document, Task
from reader.export.documents.labels import labels_of
from reader.export.documents.package import whole_tree
from reader.export.documents.page import PageWriter
from reader.export.documents.rebuilding import translated
from reader.export.pairing import Pair, pairs, translated_text
from reader.export.text import translation_in_lines
from reader.languages import tag
from reader.loading import decoding, feeds, html, marked, xhtml
from reader.loading import text as plain
from reader.loading.container import local_name
from reader.loading.original import Original
from reader.loading.page import Assembly, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

_LABELS = frozenset(("title", "description", "subtitle", "tagline"))
"""What a feed says of itself."""


@dataclass(slots=True)
class _Text:
    """A text of an entry."""

    element: _Element
    page: Page
    """Its own blocks, with their traces where it is HTML."""
    root: _Element | None
    """Of a text in HTML."""
    pairs: list[Pair] = field(default_factory=list)


class FeedDocument(Document):
    """RSS, Atom or RDF."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._root = feeds.feed(_content(task.original), task.original.name)
        self._texts: list[_Text] = []
        """Those of the entries still to come, in order."""
        self._labels: list[_Element] = []
        self._label_article: Article | None = None

    def articles(self) -> Iterator[Article]:
        start = 0
        languages: list[str | None] = []
        for entry in feeds.entries(self._root):
            sheet = Assembly()
            for element in _worded(entry):
                text = _read(element)
                self._texts.append(text)
                sheet.join(text.page, is_whole=True)
            page = sheet.page()
            if page.blocks:
                for article in marked([page], self._original.name, self._likely, start):
                    languages.append(article.language)
                    yield article
                start += len(page.text)
        self._texts = [text for text in self._texts if text.page.blocks]
        self._labels = [one for one in _own_labels(self._root) if feeds.text_of(one)]
        if self._labels:
            names = [feeds.text_of(element) for element in self._labels]
            usual = max(set(languages), key=languages.count, default=None)
            self._label_article = labels_of(names, usual, self._original.name, start)
            yield self._label_article

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        if article is self._label_article:
            for element, pair in zip(self._labels, pairs(article, translations), strict=True):
                if translated(pair):
                    self._title(element, pair)
            return
        for pair in pairs(article, translations):
            text = self._texts[0]
            text.pairs.append(pair)
            if len(text.pairs) == len(text.page.blocks):
                self._write(self._texts.pop(0))

    def end(self) -> None:
        for element in self._root.iter():
            if local_name(element) == "language" and len(element) == 0 and not self._bilingual:
                element.text = tag(self._target)
        if self._root.get(xhtml.XML + "lang") is not None and not self._bilingual:
            self._root.set(xhtml.XML + "lang", tag(self._target))
        self._out.write(whole_tree(self._root))

    def _write(self, text: _Text) -> None:
        if not any(map(translated, text.pairs)):
            return
        if local_name(text.element) == "title":
            self._title(text.element, text.pairs[0])
        elif text.root is not None:
            self._page(text, text.root)
        else:
            _set(text.element, self._plain(text), is_html=False)

    def _title(self, element: _Element, pair: Pair) -> None:
        own = translated_text(pair, self._target)
        if self._bilingual:
            own = f"{pair.block.text} — {own}"
        is_html = feeds.markup_of(element)[1]
        _set(element, entities.escape(own, quote=False) if is_html else own, is_html=is_html)

    def _page(self, text: _Text, root: _Element) -> None:
        page = PageWriter(
            root, target=self._target, source=None, bilingual=self._bilingual, is_contents=False
        )
        for pair, trace in zip(text.pairs, text.page.traces, strict=True):
            if trace and (self._include_boilerplate or not pair.block.boilerplate):
                page.add(pair, trace)
        page.finished({})
        body = root.find(xhtml.XHTML + "body")
        if body is None:
            return
        if len(text.element):  # XHTML within the feed
            text.element[:] = list(body)
            text.element.text = body.text
        else:
            _set(text.element, _inner_html(body), is_html=True)

    def _plain(self, text: _Text) -> str:
        parts: list[str] = []
        at = 0
        for block, pair in zip(text.page.blocks, text.pairs, strict=True):
            own = translation_in_lines(pair, self._target)
            if self._bilingual and translated(pair):
                own = f"{pair.block.text}\n{own}"
            parts += text.page.text[at : block.start], own
            at = block.start + len(block.text)
        return "".join([*parts, text.page.text[at:]])


class OutlineDocument(Document):
    """OPML: the names of folders and feeds."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._content = _content(task.original)
        self._names: dict[str, str] = {}

    def articles(self) -> Iterator[Article]:
        page = feeds.outlines(self._content, self._original.name)
        yield from marked([page], self._original.name, self._likely, 0)

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        for pair in pairs(article, translations):
            if translated(pair):
                own = translated_text(pair, self._target)
                name = pair.block.text
                self._names[name] = f"{name} — {own}" if self._bilingual else own

    def end(self) -> None:
        root = feeds.tree(self._content, self._original.name)
        for element in root.iter():
            if local_name(element) == "title":
                element.text = self._names.get(feeds.text_of(element), element.text)
            elif local_name(element) == "outline":
                for name in ("text", "title"):
                    own = self._names.get(" ".join((element.get(name) or "").split()))
                    if own is not None:
                        element.set(name, own)
        self._out.write(whole_tree(root))


def _content(original: Original) -> str:
    return decoding.decode(original.data, original.encoding, original.name)


def _worded(entry: _Element) -> Iterator[_Element]:
    """The title of an entry, and its texts."""
    yield from (child for child in entry if local_name(child) == "title")
    yield from feeds.texts_of(entry)


def _own_labels(root: _Element) -> Iterator[_Element]:
    """What a feed calls itself."""
    for element in root.iter():
        parent = element.getparent()
        if local_name(element) in _LABELS and parent is not None:
            around = local_name(parent)
            if around in ("channel", "feed", "image") and not feeds.is_media(element):
                yield element


def _read(element: _Element) -> _Text:
    content, is_html = feeds.markup_of(element)
    if local_name(element) == "title":
        sheet = Assembly()
        sheet.add(feeds.text_of(element), "title")
        return _Text(element, sheet.page(), None)
    if not is_html:
        return _Text(element, Page(content, tuple(plain.blocks(content))), None)
    root = _root(element, content)
    if root is None:
        return _Text(element, Page("", ()), None)
    return _Text(element, html.extract(content, xhtml.read(root), is_fragment=True), root)


def _root(element: _Element, content: str) -> _Element | None:
    """A page that holds a text in HTML alone."""
    inner = "" if len(element) else content
    root = xhtml.parsed(
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head></head><body>{inner}</body></html>'
    )
    if root is None or not len(element):
        return root
    body = root.find(xhtml.XHTML + "body")
    if body is not None:
        body.text = element.text
        body.extend(deepcopy(child) for child in element)
    return root


def _inner_html(body: _Element) -> str:
    """What stands in an element, as HTML."""
    from lxml.html import tostring

    plain_copy = deepcopy(body)
    for element in plain_copy.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    from lxml import etree

    etree.cleanup_namespaces(plain_copy)
    parts = [entities.escape(plain_copy.text or "", quote=False)]
    parts += [tostring(child, encoding="unicode") for child in plain_copy]
    return "".join(parts)


def _set(element: _Element, text: str, *, is_html: bool) -> None:
    from lxml import etree

    element.text = etree.CDATA(text) if is_html and "]]>" not in text else text
