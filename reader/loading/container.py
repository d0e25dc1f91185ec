"""Documents that are zip files: their parts, read with care.

A file from somewhere may claim anything: how much is unpacked is counted as it comes, nothing
is written to disk, and XML is read without entities and without the network.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_FILE = 100 << 20
"""Bytes of a document that is read."""
_MOST_UNPACKED = 256 << 20
"""Bytes that its parts may take together."""
_LARGEST_PART = 64 << 20
"""Bytes of one of them."""
_MOST_PARTS = 20_000
_ANY_RATIO = 1 << 19
"""Bytes up to which a part may unpack to any multiple of its size."""
_MOST_RATIO = 200
"""Times its size that a longer part may unpack to: texts and their markup reach 10 to 50."""

_KINDS = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/epub+zip": "epub",
}
_OTHERS = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "application/vnd.oasis.opendocument.spreadsheet": "a spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "a presentation",
    "application/vnd.oasis.opendocument.graphics": "a drawing",
    "AndroidManifest.xml": "an Android program",
    "META-INF/MANIFEST.MF": "a Java program",
}


def local_name(element: _Element) -> str:
    """An element's name without its namespace; empty for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def outermost(element: _Element, name: str, *closed: str) -> Iterator[_Element]:
    """An element and those in it that have a name, in order, but for those in another of them.

    Args:
        element: where to look.
        name: the local name.
        closed: local names of elements that are not looked into.
    """
    waiting = [element]
    while waiting:
        each = waiting.pop()
        tag = local_name(each)
        if tag == name:
            yield each
        elif tag not in closed:
            waiting += reversed(each)


class Container:
    """The parts of a document.

    Args:
        data: the file.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is damaged, too large, or protected by a password.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = _MOST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.damaged(error) from error
        if len(self._parts) > _MOST_PARTS:
            raise UnreadableFile(f"{name} has more than {_MOST_PARTS:,} parts: it is not read")

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    @property
    def names(self) -> list[str]:
        """The parts' names, in the order of the file."""
        return list(self._parts)

    def info(self, part: str) -> zipfile.ZipInfo:
        """What the zip file says of a part that is there."""
        return self._parts[part]

    def kind(self) -> str:
        """What the document is: "docx", "odt" or "epub".

        Raises:
            UnreadableFile: something else; the message says what.
        """
        mimetype = ""
        if "mimetype" in self._parts and self._parts["mimetype"].file_size < 200:
            mimetype = self.read("mimetype").decode("ascii", "replace").strip()
        if mimetype in _KINDS:
            return _KINDS[mimetype]
        if "word/document.xml" in self._parts:
            return "docx"
        if "META-INF/container.xml" in self._parts:
            return "epub"
        what = _OTHERS.get(mimetype) or next(
            (kind for part, kind in _OTHERS.items() if part in self._parts), "a zip archive"
        )
        raise UnreadableFile(
            f"{self._name} is {what}: Dragoman reads the documents .docx, .odt and .epub; "
            "take the text out of it first"
        )

    def read(self, part: str, *, parsed: bool = True, largest: int = _LARGEST_PART) -> bytes:
        """The bytes of a part.

        Args:
            part: its name.
            parsed: whether it is made sense of, and not only copied as pictures are.
            largest: bytes that it may have.

        Raises:
            UnreadableFile: it is not there, damaged, protected, or unpacks to too much.
        """
        info = self._parts.get(part)
        if info is None:
            raise UnreadableFile(f"{self._name} is incomplete: it has no {part}")
        if info.flag_bits & 1:
            raise UnreadableFile(f"{self._name} is protected by a password: save it without one")
        limit = min(self._left, largest)
        if parsed:
            limit = min(limit, max(_ANY_RATIO, _MOST_RATIO * info.compress_size))
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
            RuntimeError,
        ) as error:  # fmt: skip
            raise self.damaged(error) from error
        if len(data) > min(largest, self._left):
            raise self._too_large(part, largest)
        if len(data) > limit:
            raise UnreadableFile(
                f"{self._name} unpacks to over {_MOST_RATIO} times its size, as no text does: it "
                "is not read"
            )
        self._left -= len(data)
        return data

    def _too_large(self, part: str, largest: int) -> UnreadableFile:
        if largest < self._left:
            return UnreadableFile(
                f"{self._name}: its part {part} is larger than {largest >> 20} MB: split it first"
            )
        return UnreadableFile(f"{self._name} unpacks to more than Dragoman reads: it is not read")

    def tree(self, part: str, *, whole: bool = False) -> _Element:
        """The root element of a part that is XML.

        Args:
            part: its name.
            whole: whether comments and instructions are kept.

        Raises:
            UnreadableFile: as `read`; or the XML is damaged, or declares entities.
        """
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=not whole,
            remove_pis=not whole, collect_ids=False,
        )  # fmt: skip
        data = self.read(part)
        if b"<!ENTITY" in data:
            raise UnreadableFile(f"{self._name} declares entities in {part}: it is not read")
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(error) from error

    def damaged(self, error: Exception) -> UnreadableFile:
        """The error to raise of a part that cannot be read."""
        reason = getattr(error, "msg", None) or str(error)  # lxml adds the place a second time
        return UnreadableFile(f"{self._name} is damaged: {' '.join(reason.split())[:120]}")
