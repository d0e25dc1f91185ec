"""Web archives (.warc, .warc.gz): every page in them is an article.

warcio takes the records apart: it knows what crawlers write, compressed, chunked, in parts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BufferedReader, StringIO
from typing import Any

from reader.errors import UnreadableFile
from reader.loading import decoding, html
from reader.loading.page import Assembly, Page

_LARGEST_PAGE = 32 << 20
"""Bytes of a page that is read."""
_PAGES = ("text/html", "application/xhtml+xml")
_PACKINGS = frozenset(("br", "zstd", "compress"))
"""How a page may be packed besides what warcio always unpacks."""


def extract(file: BufferedReader[Any], name: str) -> Iterator[Page]:
    """The web pages of an archive that hold text, in its order; one captured twice comes once.

    Args:
        file: the archive.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is not a web archive, or is damaged.
    """
    # It prints addresses that it mends as they come: somebody's text, and orders to a terminal.
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    from warcio.exceptions import ArchiveLoadFailed

    seen: set[int] = set()
    records = 0
    try:
        for record in _records(file):
            records += 1
            with redirect_stderr(StringIO()):
                data = _content(record)
            if data and hash(data) not in seen:
                seen.add(hash(data))
                yield from _page(record, data, getattr(record.raw_stream, "limit", 0) > 0)
        if not records:
            raise UnreadableFile(f"{name} is not a web archive, or damaged")
    except ArchiveLoadFailed as error:
        what = "is damaged" if records else "is not a web archive, or damaged"
        raise UnreadableFile(f"{name} {what}") from error
    except (EOFError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnreadableFile(f"{name} is damaged") from error  # whatever warcio stumbles over


def _records(file: BufferedReader[Any]) -> Iterator[Any]:
    """The records of an archive, without what warcio prints of those that are damaged."""
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(file, arc2warc=True)
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _content(record: Any) -> bytes:
    """The bytes of a record that is a web page; none of any other."""
    if record.rec_type not in ("response", "resource"):
        return b""
    if _media_type(record) not in _PAGES:
        return b""
    if record.rec_type == "response" and not str(record.http_headers.get_statuscode()).startswith(
        "2"
    ):
        return b""
    data: bytes = record.content_stream().read(_LARGEST_PAGE + 1)
    return data if len(data) <= _LARGEST_PAGE else b""


def _header(record: Any) -> str:
    """What a record says of its content."""
    if record.rec_type == "response":
        if record.http_headers is None:
            return ""
        return str(record.http_headers.get_header("Content-Type") or "text/html")
    return str(record.rec_headers.get_header("Content-Type") or "")


def _media_type(record: Any) -> str:
    return _header(record).partition(";")[0].strip().lower()


def _packing(record: Any) -> str:
    """How a page is packed that cannot be unpacked here; empty for any other."""
    from warcio.bufferedreaders import BufferedReader

    headers = record.http_headers if record.rec_type == "response" else None
    name = str(headers.get_header("Content-Encoding") or "") if headers else ""
    name = name.strip().lower()
    return name if name in _PACKINGS and name not in BufferedReader.DECOMPRESSORS else ""


def _page(record: Any, data: bytes, is_cut_off: bool) -> Iterator[Page]:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    captured = record.rec_headers.get_header("WARC-Date") or ""
    sheet = Assembly()
    sheet.add(" · ".join(filter(None, (address, captured))), "preformatted")
    if packing := _packing(record):
        sheet.add(f"[This page is packed with {packing}, and not read.]", "preformatted")
        yield sheet.page(address)
        return
    charset = _header(record).lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    content = decoding.decode_as_told(data, charset or None)
    if content is None:  # called HTML, and no text
        return
    page = html.extract(content)
    if not page.blocks:
        return
    sheet.join(page, is_whole=True)
    if is_cut_off:
        sheet.add("[The archive is cut off here.]", "preformatted")
    yield sheet.page(address)
