"""The chapters of an electronic book (.epub)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from reader.errors import UnreadableFile
from reader.loading import decoding, html, markup, xhtml
from reader.loading.container import Container, local_name
from reader.loading.page import Page

_PAGES = frozenset(
    ("application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document")
)
_LARGEST_PAGE = 16 << 20
"""Bytes of a page that is read: War and Peace, as one page, has four million."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of a book that holds text."""

    part: str
    page: Page
    """Its text and blocks, with marks; its traces are dropped."""
    runs: int
    """How many blocks its page shows; one more is the page's name."""
    labels: tuple[str, ...] = ()
    """What it says in no block: its name, the descriptions of its pictures."""


def chapters(document: Container, name: str) -> Iterator[Chapter]:
    """The pages of a book that hold text, in the order in which they are read.

    Args:
        document: the book.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is damaged, protected, or unpacks to too much.
    """
    book = Book(document)
    locked = _locked(document)
    for part in book.spine:
        if part in locked:
            raise UnreadableFile(f"{name} is protected (DRM): it opens only in its shop's program")
        if part in document:
            chapter = read(document, part)
            if chapter.page.blocks:
                yield chapter


def read(document: Container, part: str) -> Chapter:
    """A page of a book; one without blocks where it shows no text."""
    source = source_of(document, part)
    root = xhtml.parsed(source)
    shown = xhtml.read(root) if root is not None else markup.read(source)
    page = html.extract(source, shown)
    page = replace(page, traces=(), text=page.text + "\n")
    return Chapter(part, page, len(shown.runs), tuple(xhtml.labels(root)))


def source_of(document: Container, part: str) -> str:
    """A page of a book as it is written.

    Raises:
        UnreadableFile: it is damaged, protected, too large, or unpacks to too much.
    """
    return decoding.decode(document.read(part, largest=_LARGEST_PAGE), None, part)


class Book:
    """What a book consists of.

    Attributes:
        package: the part that says it.
        spine: the pages, in their order.
        contents: the page of the table of contents, if it has one that is a page.
        outline: the table of contents of older books, if it has one.
        styles: its style sheets.
    """

    def __init__(self, document: Container) -> None:
        self.package = _package(document)
        self.folder = posixpath.dirname(self.package)
        self.contents = self.outline = ""
        self.styles: list[str] = []
        pages: dict[str, str] = {}
        order: list[str] = []
        for element in document.tree(self.package).iter():
            name = local_name(element)
            if name == "item":
                part = self._part(element.get("href") or "")
                kind = element.get("media-type") or ""
                if kind in _PAGES:
                    pages[str(element.get("id"))] = part
                elif kind == "text/css":
                    self.styles.append(part)
                elif kind == "application/x-dtbncx+xml":
                    self.outline = part
                if "nav" in (element.get("properties") or "").split():
                    self.contents = part
            elif name == "itemref":
                order.append(str(element.get("idref")))
        self.spine = list(dict.fromkeys(pages[each] for each in order if each in pages))

    def _part(self, href: str) -> str:
        """The part that a reference of the package leads to."""
        path = unquote(href.partition("#")[0])
        return posixpath.normpath(posixpath.join(self.folder, path))


def _package(document: Container) -> str:
    """The name of the part that says what the book consists of."""
    for element in document.tree("META-INF/container.xml").iter():
        if local_name(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise document.damaged(ValueError("its container names no package"))


def _locked(document: Container) -> set[str]:
    """Parts that are encrypted; fonts often are, and do no harm."""
    if "META-INF/encryption.xml" not in document:
        return set()
    return {
        unquote(str(element.get("URI")))
        for element in document.tree("META-INF/encryption.xml").iter()
        if local_name(element) == "CipherReference"
    }
