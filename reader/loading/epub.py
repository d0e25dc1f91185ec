"""The chapters of an electronic book (.epub)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.errors import UnreadableFile
from reader.loading import decoding, html
from reader.loading.container import Container, local_name
from reader.loading.page import Page

if TYPE_CHECKING:
    pass

_PAGES = frozenset(
    ("application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document")
)


def chapters(document: Container, name: str) -> Iterator[Page]:
    """The pages of a book that hold text, in the order in which they are read.

    Args:
        document: the book.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is damaged, protected, or unpacks to too much.
    """
    package = _package(document)
    locked = _locked(document)
    for part in _spine(document, package):
        if part in locked:
            raise UnreadableFile(f"{name} is protected (DRM): it opens in its shop's program alone")
        if part in document:
            page = html.extract(decoding.decode(document.read(part), None, part))
            if page.blocks:
                yield page


def _package(document: Container) -> str:
    """The name of the part that says what the book consists of."""
    for element in document.tree("META-INF/container.xml").iter():
        if local_name(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise document.damaged(ValueError("its container names no package"))


def _spine(document: Container, package: str) -> Iterator[str]:
    """The names of the pages, in their order."""
    folder = posixpath.dirname(package)
    items: dict[str, str] = {}
    order: list[str] = []
    for element in document.tree(package).iter():
        name = local_name(element)
        if name == "item" and (element.get("media-type") or "") in _PAGES:
            href = unquote((element.get("href") or "").partition("#")[0])
            items[str(element.get("id"))] = posixpath.normpath(posixpath.join(folder, href))
        elif name == "itemref":
            order.append(str(element.get("idref")))
    seen: set[str] = set()
    for reference in order:
        part = items.get(reference)
        if part and part not in seen:
            seen.add(part)
            yield part


def _locked(document: Container) -> set[str]:
    """Parts that are encrypted; fonts often are, and do no harm."""
    if "META-INF/encryption.xml" not in document:
        return set()
    return {
        unquote(str(element.get("URI")))
        for element in document.tree("META-INF/encryption.xml").iter()
        if local_name(element) == "CipherReference"
    }
