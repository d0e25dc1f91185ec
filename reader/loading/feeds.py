"""Feeds: RSS, Atom and RDF files, an article for each entry; and OPML, a list of feeds.

The tree is read by libxml2, as it is when a feed is written back: no other library keeps all
that a feed says. Nothing is fetched; a feed that declares entities is refused.
"""

from __future__ import annotations

import html as entities
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import UnreadableFile
from reader.loading import html
from reader.loading.container import local_name
from reader.loading.inline import without_named_entities
from reader.loading.page import Assembly, Page
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = regex(r"\s*<\?xml[^>]*\?>")
_TAG = regex(r"<[a-zA-Z/][^<>]*>")
_ENTRIES = frozenset(("item", "entry"))
TEXTS = ("encoded", "content", "description", "summary", "subtitle")
"""What holds text, the fullest first."""
_AUTHORS = ("creator", "author")
_DATES = ("pubDate", "published", "date", "updated", "issued")
_MARKED_UP = frozenset(("encoded", "description", "content", "summary", "subtitle", "tagline"))
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")


def tree(content: str, name: str) -> _Element:
    """The root of a feed.

    Args:
        content: the feed.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is damaged beyond reading, or declares entities.
    """
    from lxml import etree

    if "<!ENTITY" in content[:100_000]:
        raise UnreadableFile(f"{name} declares entities: it is not read")
    content = without_named_entities(_DECLARATION.sub("", content, count=1))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, collect_ids=False,
        strip_cdata=False, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(content.strip().encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(getattr(error, "msg", None) or error).split())[:120]
        raise UnreadableFile(f"{name} is damaged: {reason}") from error
    if root is None:
        raise UnreadableFile(f"{name} is damaged: it is not XML")
    return root


def feed(content: str, name: str) -> _Element:
    """The root of RSS, Atom or RDF.

    Raises:
        UnreadableFile: it is something else, or `tree` cannot read it.
    """
    root = tree(content, name)
    if local_name(root) not in ("rss", "feed", "RDF", "channel"):
        raise UnreadableFile(f"{name} is not a feed: its XML is called “{local_name(root)}”")
    return root


def entries(root: _Element) -> Iterator[_Element]:
    """The entries of a feed, in its order."""
    return (element for element in root.iter() if local_name(element) in _ENTRIES)


def extract(content: str, name: str) -> Iterator[Page]:
    """The entries of a feed that say anything, an article each.

    Args:
        content: the feed.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is not a feed.
    """
    if not content.strip():
        return
    root = feed(content, name)
    waiting: Page | None = None
    for entry in entries(root):
        page = entry_page(entry)
        if page.blocks:
            if waiting is not None:
                yield waiting
            waiting = page
    if waiting is not None:
        yield _with_remark(waiting) if _is_cut_off(content, root) else waiting


def entry_page(entry: _Element) -> Page:
    """An entry: its title, who wrote it, when and where, and its texts.

    A summary that the full text says as well is left out.
    """
    sheet = Assembly()
    title = next((text_of(child) for child in entry if local_name(child) == "title"), "")
    sheet.add(title, "title")
    sheet.add(_byline(entry), "preformatted")
    texts = [page for element in texts_of(entry) if (page := fragment(element)).blocks]
    fullest = max(texts, key=lambda page: len(page.text), default=None)
    for page in texts:
        if page is fullest or not _says(fullest, page):
            sheet.join(page)
    return sheet.page()


def texts_of(element: _Element) -> list[_Element]:
    """The children of an entry that hold its text, the shorter kinds first."""
    children = [child for child in element if local_name(child) in TEXTS and not is_media(child)]
    return sorted(children, key=lambda child: -TEXTS.index(local_name(child)))


def markup_of(element: _Element) -> tuple[str, bool]:
    """What an element holds, and whether it is HTML."""
    from lxml import etree

    kind = (element.get("type") or "").lower()
    if len(element):  # XHTML, as it is
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + inner, True
    text = element.text or ""
    if is_atom(element) and kind in ("", "text", "text/plain"):
        return text, False
    is_marked_up = kind in ("html", "text/html", "xhtml") or bool(_TAG.search(text))
    return text, is_marked_up or (local_name(element) in _MARKED_UP and "&" in text)


def is_atom(element: _Element) -> bool:
    """Whether an element is Atom's."""
    return str(element.tag).startswith(tuple(f"{{{space}}}" for space in _ATOM))


def fragment(element: _Element) -> Page:
    """What an element says."""
    text, is_html = markup_of(element)
    if is_html:
        return html.extract(text, is_fragment=True)
    from reader.loading import text as plain

    return Page(text, tuple(plain.blocks(text)))


def text_of(element: _Element) -> str:
    """A title in one line, without tags."""
    text, is_html = markup_of(element)
    if is_html or "&" in text:
        text = entities.unescape(_TAG.sub("", text))
    return " ".join(text.split())


def _is_cut_off(content: str, root: _Element) -> bool:
    """Whether a feed ends before its end."""
    prefix = f"{root.prefix}:" if root.prefix else ""
    return f"</{prefix}{local_name(root)}" not in content[-2000:]


def _with_remark(page: Page) -> Page:
    sheet = Assembly()
    sheet.join(page, is_whole=True)
    sheet.add("[The feed is cut off here.]", "preformatted")
    return sheet.page()


def outlines(content: str, name: str) -> Page:
    """A list of feeds: its title, and the names of its folders and feeds.

    Raises:
        UnreadableFile: it is not such a list.
    """
    sheet = Assembly()
    if content.strip():
        root = tree(content, name)
        if local_name(root) != "opml":
            raise UnreadableFile(f"{name} is not OPML: its XML is called “{local_name(root)}”")
        for element in root.iter():
            if local_name(element) == "title":
                sheet.add(text_of(element), "title")
            elif local_name(element) == "outline":
                text = " ".join((element.get("text") or element.get("title") or "").split())
                sheet.add(text, "list-item" if element.get("xmlUrl") else "heading")
    return sheet.page()


def _byline(entry: _Element) -> str:
    parts = [_first(entry, _AUTHORS), _first(entry, _DATES)]
    return "\n".join(filter(None, (" · ".join(filter(None, parts)), address(entry))))


def address(entry: _Element) -> str:
    """Where an entry is to be read, as it says; empty where it does not."""
    for child in entry:
        if local_name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip()
    return ""


def _first(entry: _Element, names: tuple[str, ...]) -> str:
    for name in names:
        for child in entry:
            if local_name(child) == name:
                inner = next((one for one in child if local_name(one) == "name"), child)
                text = " ".join("".join(map(str, inner.itertext())).split())
                if text:
                    return text
    return ""


def is_media(element: _Element) -> bool:
    """Whether an element of that name says something of a picture or a sound alone."""
    space = str(element.tag).partition("}")[0].lower()
    return "search.yahoo.com/mrss" in space or "itunes" in space


def _says(whole: Page | None, part: Page) -> bool:
    """Whether a text holds what a summary says, or the beginning of it."""
    if whole is None:
        return False
    letters = ["".join(filter(str.isalnum, page.text)) for page in (whole, part)]
    return letters[1][:60] in letters[0]
