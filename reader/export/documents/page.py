"""A page of XHTML written back: each region of text rebuilt, language and direction set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.export.documents.mixed import empty, fill
from reader.export.documents.package import whole_tree
from reader.export.documents.rebuilding import Stretch, stretches, translated, without_signs
from reader.export.pairing import Pair
from reader.languages import is_right_to_left, tag
from reader.loading.container import local_name
from reader.loading.gathering import HELD
from reader.loading.tracing import Trace
from reader.loading.xhtml import XHTML, XML, Region, blocks_in, named, says_by_itself

if TYPE_CHECKING:
    from lxml.etree import _Element

_CLASS = "dragoman-translation"
_SOURCE = "dragoman-source"
_STYLE = (
    f".{_SOURCE} {{ margin-bottom: 0.2em; }}\n"
    f".{_CLASS} {{ border-left: 2px solid #b8a27a; padding-left: 0.5rem; text-indent: 0; "
    "margin-top: 0; text-align: left; }\n"
    f"span.{_CLASS} {{ display: inline-block; }}"
)
_READINGS = tuple(XHTML + name for name in ("rt", "rp", "rtc"))
_DOUBLED = frozenset("p h1 h2 h3 h4 h5 h6 div".split())
"""Elements that a translation may follow in one of the same kind."""


class PageWriter:
    """Takes the blocks of a page, in order, and gives the page.

    Args:
        root: the page; it is changed.
        target: the language of the translations.
        source: the language of the book.
        bilingual: whether the translations stand under what they translate.
        is_contents: whether it is a table of contents, where nothing may stand under a link.
    """

    def __init__(
        self,
        root: _Element,
        *,
        target: str,
        source: str | None,
        bilingual: bool,
        is_contents: bool,
    ) -> None:
        self._root = root
        self._target, self._source = target, source
        self._bilingual, self._is_contents = bilingual, is_contents
        self._regions: dict[Region, list[tuple[Pair, Trace]]] = {}
        self._emptied: set[Region] = set()
        self._under: dict[_Element, _Element] = {}
        """By a block: the one that has been put under it, with what followed it."""
        self._blocks = blocks_in(root)
        kind = root.getroottree().docinfo.public_id or ""
        self._tags = (XML + "lang",) if "XHTML 1" in kind else ("lang", XML + "lang")
        """The attributes that say a language: books of the second version know one alone."""

    def add(self, pair: Pair, trace: Trace) -> None:
        """Take the next block."""
        first, *others = trace.owner
        self._regions.setdefault(first, []).append((pair, trace))
        self._emptied.update(others)

    def finished(self, labels: Mapping[str, str]) -> bytes:
        """The page with all translations in it.

        Args:
            labels: translations of texts that no block has: its name, pictures' descriptions.
        """
        for region, blocks in self._regions.items():
            if not any(translated(pair) for pair, _ in blocks):
                continue
            if self._bilingual:
                self._add(region, blocks)
            else:
                self._replace(region, blocks)
        if self._bilingual:
            self._add_style()
        else:
            for region in self._emptied - set(self._regions):
                self._cleared(region)
            self._settle(labels)
        return whole_tree(self._root)

    def _replace(self, region: Region, blocks: list[tuple[Pair, Trace]]) -> None:
        lead, tail = self._cleared(region)
        holder = region.holder
        self._opened(holder, anyway=True)
        place = 0 if region.before is None else holder.index(region.before) + 1
        following = len(holder) - place
        _write_at(holder, place, lead)
        for number, (pair, trace) in enumerate(blocks):
            parts = stretches(pair, trace, self._target)
            if number:
                gap = _gap(blocks[number - 1][1], pair)
                _write_at(holder, len(holder) - following, gap)
            fill(holder, parts, before=len(holder) - following, opened=self._opened)
        _write_at(holder, len(holder) - following, tail)
        _without_readings(holder)

    def _add(self, region: Region, blocks: list[tuple[Pair, Trace]]) -> None:
        """Put the translation of a region under it."""
        parts: list[Stretch] = []
        for pair, trace in blocks:
            if not translated(pair):
                continue
            if parts:
                parts.append(Stretch((), " "))
            parts += without_signs(stretches(pair, trace, self._target), _says_something)
        holder = region.holder
        name = str(holder.tag).rpartition("}")[2]
        if self._is_contents:
            text = "".join(part.text for part in parts)
            link = blocks[0][1].leaves[0].path[:1]
            within = link[0] if link else holder
            _write_at(within, len(within), f" — {text}")
            return
        alone = not any(child in self._blocks for child in holder)
        if alone and name in _DOUBLED:
            made = empty(holder, anew=True)
            if made.get("dir") is None and is_right_to_left(blocks[0][0].block.language or ""):
                holder.set("dir", "rtl")
            _classify(holder, _SOURCE)
            made.tail, holder.tail = holder.tail, None
            holder.addnext(made)
            self._blocks.add(made)
            self._under[holder] = made
        else:
            place = self._end_of(region)
            line, made = holder.makeelement(XHTML + "br"), holder.makeelement(XHTML + "span")
            holder.insert(place, line)
            holder.insert(place + 1, made)
        _classify(made, _CLASS)
        self._speak(made)
        made.set("dir", "rtl" if is_right_to_left(self._target) else "ltr")
        fill(made, parts, copies=True, opened=self._opened)

    def _opened(self, element: _Element, *, anyway: bool = False) -> None:
        """An element around words says the language that they are in now.

        Args:
            element: the element.
            anyway: whether that is so whatever it said before; else only what said the book's.
        """
        for name in ("lang", XML + "lang"):
            said = (element.get(name) or "").split("-")[0].lower()
            if said and not anyway and said not in (self._source, *tag(self._target).split("-")):
                return  # words of a third language keep their direction, too
            if said:
                element.set(name, tag(self._target))
        if not is_right_to_left(self._target) and element.get("dir") == "rtl":
            element.set("dir", "ltr")

    def _add_style(self) -> None:
        head = self._root.find(XHTML + "head")
        if head is not None:
            style = head.makeelement(XHTML + "style")
            style.set("type", "text/css")
            style.text = _STYLE
            head.append(style)

    def _settle(self, labels: Mapping[str, str]) -> None:
        """Language, direction, name and the descriptions of pictures of the whole page."""
        self._speak(self._root)
        right = is_right_to_left(self._target)
        if right:
            self._root.set("dir", "rtl")
        for element in self._root.iter():
            if not isinstance(element.tag, str):
                continue
            self._opened(element)
            if says_by_itself(element) and (text := _plain(element.text)) in labels:
                element.text = labels[text]
            for name in named(element):
                if (text := _plain(element.get(name))) in labels:
                    element.set(name, labels[text])
            style = element.get("style") or ""
            if not right and "rtl" in style:
                element.set("style", style.replace("rtl", "ltr"))

    def _speak(self, element: _Element) -> None:
        for name in self._tags:
            element.set(name, tag(self._target))

    def _end_of(self, region: Region) -> int:
        """The place in its holder where a region ends."""
        holder, before = region.holder, region.before
        place = 0 if before is None else holder.index(self._under.get(before, before)) + 1
        while place < len(holder) and holder[place] not in self._blocks:
            place += 1
        return place

    def _cleared(self, region: Region) -> tuple[str, str]:
        """Take all out of a region. Returns the white space at its two ends."""
        holder, before = region.holder, region.before
        place = 0 if before is None else holder.index(before) + 1
        end = self._end_of(region)
        texts = [(holder.text if before is None else before.tail) or ""]
        if before is None:
            holder.text = None
        else:
            before.tail = None
        for element in list(holder)[place:end]:
            texts.append(element.tail or "")
            element.tail = None
            holder.remove(element)
        lead = texts[0][: len(texts[0]) - len(texts[0].lstrip())]
        tail = texts[-1][len(texts[-1].rstrip()) :]
        return lead, tail if len(texts) > 1 or texts[0].strip() else ""


def _says_something(sign: _Element) -> bool:
    """Whether a sign is read as words are: code, a formula."""
    return local_name(sign) in HELD or local_name(sign) == "math"


def _without_readings(holder: _Element) -> None:
    """Take out how words of the source are read, which stood above them, and says nothing now."""
    from lxml import etree

    if next(holder.iter(XHTML + "ruby", *_READINGS), None) is not None:
        etree.strip_elements(holder, *_READINGS, with_tail=False)
        etree.strip_tags(holder, XHTML + "ruby", XHTML + "rb")


def _classify(element: _Element, name: str) -> None:
    element.set("class", " ".join(filter(None, [element.get("class"), name])))


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _write_at(holder: _Element, place: int, text: str) -> None:
    """Add a text before a child's place."""
    if not text:
        return
    if place:
        holder[place - 1].tail = (holder[place - 1].tail or "") + text
    else:
        holder.text = (holder.text or "") + text


def _gap(trace: Trace, pair: Pair) -> str:
    """What stands between two blocks of a region."""
    if pair.block.kind == "preformatted":
        return "\n\n"
    last = trace.leaves[-1] if trace.leaves else None
    return "" if last is not None and last.sign is not None and last.spaced else " "
