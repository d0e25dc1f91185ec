"""Web pages (.html) written back: text in its elements, scripts and styles as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.article import Article, Translation
from reader.errors import UnreadableFile
from reader.export.documents.document import Document, Task
from reader.export.documents.labels import labels_of
from reader.export.documents.page import PageWriter
from reader.export.documents.rebuilding import translated
from reader.export.pairing import Pair, pairs, translated_text
from reader.loading import decoding, html, marked, xhtml

if TYPE_CHECKING:
    from lxml.etree import _Element


class WebPage(Document):
    """A page, as a browser would save it."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self._pairs: list[Pair] = []
        self._labels: dict[str, str] = {}
        self._label_article: Article | None = None

    def articles(self) -> Iterator[Article]:
        name = self._original.name
        source = decoding.decode(self._original.data, self._original.encoding, name)
        root = xhtml.parsed(source)
        if root is None:
            raise UnreadableFile(
                f"{name} is not a page that can be written back: try --format html"
            )
        for element in root.iter():  # well-formed pages need not name their namespace
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = xhtml.XHTML + element.tag
        self._root, self._shown = root, xhtml.read(root)
        articles = list(marked([html.extract(source, self._shown)], name, self._likely, 0))
        self._language = articles[0].language if articles else None
        yield from articles
        texts = {block.text for article in articles for block in article.blocks}
        labels = [each for each in dict.fromkeys(xhtml.labels(root)) if each not in texts]
        if articles and labels:
            last = articles[-1]
            end = last.start + len(last.text)
            self._label_article = labels_of(labels, self._language, name, end)
            yield self._label_article

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        for pair in pairs(article, translations):
            if translated(pair):
                self._labels[pair.block.text] = translated_text(pair, self._target)
            if article is not self._label_article:
                self._pairs.append(pair)

    def end(self) -> None:
        page = PageWriter(
            self._root,
            target=self._target,
            source=self._language,
            bilingual=self._bilingual,
            is_contents=False,
        )
        shown = self._pairs[len(self._pairs) - len(self._shown.runs) :]
        for pair, run in zip(shown, self._shown.runs, strict=True):
            if run.trace and (self._include_boilerplate or not pair.block.boilerplate):
                page.add(pair, run.trace)
        page.finished(self._labels)
        self._out.write(_as_html(self._root))


def _as_html(root: _Element) -> bytes:
    """A page in HTML, in UTF-8."""
    from lxml import etree

    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix(xhtml.XHTML)
            if element.tag == "meta" and "charset" in element.attrib:
                element.set("charset", "utf-8")
            elif (element.get("http-equiv") or "").lower() == "content-type":
                element.set("content", "text/html; charset=utf-8")
            if xhtml.XML + "lang" in element.attrib:
                del element.attrib[xhtml.XML + "lang"]
    etree.cleanup_namespaces(root)
    head = root.find("head")
    if head is not None and not any(map(_says_encoding, head.iter("meta"))):
        meta = head.makeelement("meta")
        meta.set("charset", "utf-8")
        head.insert(0, meta)
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def _says_encoding(meta: _Element) -> bool:
    return "charset" in meta.attrib or (meta.get("http-equiv") or "").lower() == "content-type"
