"""The text that a web page shows, run by run, in the order of the page.

A run is what stands between two block elements: a paragraph, a heading, a table's cell, a
caption. Every word that a browser would show is in one run, once. A tree is walked as a
sequence of events; where it is too deep for its parser, the tags themselves are read.
"""

from __future__ import annotations

import re

from reader.loading.gathering import VOID, Gatherer
from reader.loading.runs import Markup
from reader.text.regex import regex

_ENDS = regex(r"</(?:body|html)\s*>", re.IGNORECASE)
"""What browsers pay no heed to: text after it is shown, and libxml2 would lose it."""


def read(page: str) -> Markup:
    """The runs of `page`; they are empty where the page shows no text."""
    if not page.strip():
        return Markup()
    page = _ENDS.sub("", page)
    gatherer = Gatherer()
    if not _walk_tree(page, gatherer):
        gatherer = Gatherer()
        _walk_tags(page, gatherer)
    return gatherer.finish()


def _walk_tree(page: str, walker: Gatherer) -> bool:
    """Whether libxml2 could read all of the page; it gives up on deeply nested ones."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return not any(_is_depth(error.message) for error in parser.error_log)
    if any(_is_depth(error.message) for error in parser.error_log):
        return False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            walker.start(tag, element.attrib)
            if element.text:
                walker.data(element.text)
        else:
            if tag not in VOID:
                walker.end(tag)
            if element.tail:
                walker.data(element.tail)
    return True


def _is_depth(message: str | None) -> bool:
    return "depth" in (message or "").lower()


def _walk_tags(page: str, walker: Gatherer) -> None:
    """Read the tags one by one, without a tree."""
    from reader.loading.tags import Tags

    class Walked(Tags):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            walker.start(tag, {name: value or "" for name, value in attrs})

        def handle_endtag(self, tag: str) -> None:
            walker.end(tag)

        def handle_data(self, data: str) -> None:
            walker.data(data)

    Walked().read(page)
