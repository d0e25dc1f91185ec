"""What TMX and XLIFF share: XML read piece by piece, and the text of a segment."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.errors import StoreError
from reader.languages import find
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_CODES = frozenset(("bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "sc", "ec", "cp", "sm", "em"))
"""Elements that hold another format's codes, and no text of the reader's."""
_BREAK = regex(r"\b(?:x-)?(?:lb|tab|br|break|linebreak|line-break)\b", re.I)
"""In the type of a code between two words."""

language_of = lru_cache(maxsize=256)(find)
"""The language of a tag such as "fr-FR", "zh_CN" or "ar-MA"; None for what is none."""


def pairs(
    languages: Collection[str], stated: str | None, source: str | None, target: str | None
) -> list[tuple[str, str]]:
    """The directions in which a unit serves, each a source and a target language.

    Args:
        languages: of its texts.
        stated: the one that its file calls the source; None where it does not say.
        source: the one asked for; None for any.
        target: the one asked for; None for English, and from English or `stated` for any.
    """
    into_any = (stated, "en" if source == "en" else None)
    return [
        (one, other)
        for one in languages
        for other in languages
        if one != other
        and source in (None, one)
        and (target == other or (target is None and (other == "en" or one in into_any)))
    ]


def local(element: _Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return _local(element.tag)


@lru_cache(maxsize=256)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(segment: _Element) -> str:
    """The text of a segment without the codes of other formats in it, on one line."""
    text = segment.text or "" if not len(segment) else "".join(_texts(segment))
    return " ".join(text.split())


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in _CODES:
            if _BREAK.search(child.get("type") or child.get("ctype") or ""):
                yield " "
        elif name:
            yield from _texts(child)
        yield child.tail or ""


def elements(
    path: Path, root: str, names: tuple[str, ...], beginnings: tuple[str, ...] = ()
) -> Iterator[_Element]:
    """Elements of an XML file in its order, each whole and forgotten after its turn.

    Entities are never expanded, nothing is fetched.

    Args:
        path: the file.
        root: the name its root has to have.
        names: of the elements.
        beginnings: names of elements that are given as they begin: with attributes, but empty.

    Raises:
        StoreError: it is not well-formed, with the line, or has another root.
        OSError: it cannot be read.
    """
    from lxml import etree

    with path.open("rb") as file:
        clean = _Clean(file)
        try:
            events = etree.iterparse(
                clean,
                events=("start", "end") if beginnings else ("end",),
                tag=[f"{{*}}{name}" for name in (*names, *beginnings)],
                encoding=clean.encoding,
                remove_comments=True,
                remove_pis=True,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            for event, element in events:
                name = local(element)
                if event == "start":
                    if name in beginnings:
                        yield element
                elif name in names:
                    yield element
                    element.clear()
                    before = element.getprevious()
                    while before is not None:
                        element.getparent().remove(before)
                        before = element.getprevious()
            root_element = events.root
        except etree.XMLSyntaxError as error:
            if clean.is_empty:
                raise StoreError(f"{path} is empty") from error
            line = error.position[0] or 1
            raise StoreError(f"{path}:{line} is not well-formed XML: {error.msg}") from error
    if root_element is None or local(root_element) != root:
        raise StoreError(f"{path} is XML, but not {root.upper()}: its root is not <{root}>")


_CONTROLS = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
_REFERENCE = regex(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f]..|fff[ef])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.I
)
_LONGEST = 16
"""Bytes of a reference, with zeros before its number."""


class _Clean:
    """The bytes of an XML file, with spaces for control characters, which XML cannot hold.

    Programs write them all the same, from the documents that they were in, and one would end
    an import. UTF-16 becomes UTF-8 on the way.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rest = b""
        self.is_empty = True
        head = file.read(4)
        file.seek(0)
        self._decoder: codecs.IncrementalDecoder | None = None
        if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        elif head in (b"<\0?\0", b"\0<\0?"):
            kind = "utf-16-le" if head[0] else "utf-16-be"
            self._decoder = codecs.getincrementaldecoder(kind)("replace")
        self.encoding = "utf-8" if self._decoder else None

    def read(self, size: int) -> bytes:
        """About `size` further bytes; none at the end."""
        while True:
            data = self._file.read(size)
            last = not data
            if self._decoder:
                data = self._decoder.decode(data, last).encode()
            data = self._rest + data.translate(_CONTROLS)
            self._rest = b""
            if b"&#" in data:
                data = _REFERENCE.sub(b" ", data)
            if not last:
                cut = data.rfind(b"&", -_LONGEST)
                if cut >= 0 and b";" not in data[cut:]:
                    data, self._rest = data[:cut], data[cut:]
            self.is_empty = self.is_empty and not data.strip()
            if data or last:
                return data
