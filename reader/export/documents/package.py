"""A zip file written again, part after part, with some of its parts changed."""

from __future__ import annotations

import copy
import zipfile
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from reader.loading.container import Container

if TYPE_CHECKING:
    from lxml.etree import _Element

_IN_MEMORY = 32 << 20
"""Bytes up to which a document is held in memory before it is written."""


class Package:
    """Writes a document's parts in their order, as they were unless they are given anew.

    Args:
        document: the parts.
        out: where to write; it need not be a file that can be gone back in.
    """

    def __init__(self, document: Container, out: BinaryIO) -> None:
        self._document = document
        self._out = out
        # A zip file that cannot be written to its end complains of that on its own.
        self._whole = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._zip = zipfile.ZipFile(self._whole, "w", zipfile.ZIP_DEFLATED)
        self._written: set[str] = set()

    def write(self, part: str, content: bytes) -> None:
        """Write a part that has changed; it is compressed as it was."""
        info = copy.copy(self._document.info(part))
        fresh = zipfile.ZipInfo(info.filename, info.date_time)
        fresh.compress_type = (
            zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
        )
        fresh.external_attr = info.external_attr
        self._zip.writestr(fresh, content)
        self._written.add(part)

    def finish(self, changed: dict[str, bytes]) -> None:
        """Write all parts that are not written yet, those that have changed as they are now."""
        for part in self._document.names:
            if part not in self._written and not part.endswith("/"):
                self.write(part, changed.get(part) or self._document.read(part, parsed=False))
        self._zip.close()
        with self._whole as whole:
            whole.seek(0)
            copyfileobj(whole, self._out)


def whole_tree(root: _Element) -> bytes:
    """XML with what stands around its root: a document type, comments."""
    from lxml import etree

    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")


def serialised(root: _Element) -> bytes:
    """A part that is XML, as office programs write it."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
