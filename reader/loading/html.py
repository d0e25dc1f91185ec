"""The main text of a web page, with its headings and lists.

trafilatura (Barbaresi, 2021, "Trafilatura: A Web Scraping Library and Command-Line Tool for
Text Discovery and Extraction") finds the main text; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.article import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS: dict[str, BlockKind] = {
    # trafilatura's names, which are TEI's
    "head": "heading",
    "p": "paragraph",
    "item": "list-item",
    "quote": "quote",
    "code": "preformatted",
    "cell": "paragraph",
    "ab": "paragraph",
    # HTML's own
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "li": "list-item",
    "blockquote": "quote",
    "pre": "preformatted",
    "td": "paragraph",
    "th": "paragraph",
    "dd": "paragraph",
    "dt": "paragraph",
    "figcaption": "paragraph",
}
_CONTAINERS = ("div", "section", "article", "list", "ul", "ol", "row", "tr")
_BREAKS = ("lb", "br")
_SHORTEST_MAIN_TEXT = 250
_FURNITURE = ("script", "style", "nav", "footer", "noscript", "template", "form", "aside")


def extract(page: str) -> tuple[str, list[Block]]:
    """The main text of `page` and its blocks, whose `start` is an offset in that text.

    The text is the title and the blocks, a blank line between them. Both are empty where the
    page holds no text.
    """
    title, pieces = _main_text(page)
    pieces = pieces or _all_text(page)
    heads = [_plain(text) for text, kind in pieces[:3] if kind == "heading"]
    if title and _plain(title) not in heads and pieces:
        pieces.insert(0, (title, "title"))
    else:
        for number, (text, kind) in enumerate(pieces[:3]):
            if kind == "heading" and (not title or _plain(text) == _plain(title)):
                pieces[number] = (text, "title")
                break
    blocks, offset = [], 0
    for text, kind in pieces:
        blocks.append(Block(text, kind, None, offset))
        offset += len(text) + 2
    return "\n\n".join(text for text, _ in pieces) + ("\n" if pieces else ""), blocks


def _main_text(page: str) -> tuple[str, list[tuple[str, BlockKind]]]:
    from trafilatura import bare_extraction

    document = bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return "", []
    title, pieces = " ".join((document.title or "").split()), list(_pieces(document.body))
    # Under some length trafilatura gives up and returns all there is, in one piece.
    enough = sum(len(text) for text, _ in pieces) >= _SHORTEST_MAIN_TEXT
    return title, pieces if enough else []


def _all_text(page: str) -> list[tuple[str, BlockKind]]:
    """Every text of a page too short or too odd for trafilatura, without the menus."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    if not page.strip():
        return []
    try:
        root = document_fromstring(page.encode(), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    body = root.find("body")
    return [] if body is None else list(_pieces(body))


def _pieces(root: _Element) -> Iterator[tuple[str, BlockKind]]:
    """The text of each block element, and what stands between them."""
    collected: list[str] = []

    def closed(kind: BlockKind) -> Iterator[tuple[str, BlockKind]]:
        text = "".join(collected)
        text = text.strip("\n") if kind == "preformatted" else " ".join(text.split())
        collected.clear()
        if text.strip():
            yield text, kind

    def walk(element: _Element, kind: BlockKind) -> Iterator[tuple[str, BlockKind]]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _FURNITURE:
            return
        own = _KINDS.get(tag)
        is_block = own is not None or tag in _CONTAINERS
        if is_block or tag in _BREAKS:
            yield from closed(kind)
        inner = own or kind
        collected.append(element.text or "")
        for child in element:
            yield from walk(child, inner)
            collected.append(child.tail or "")
        if is_block:
            yield from closed(inner)

    yield from walk(root, "paragraph")
    yield from closed("paragraph")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
