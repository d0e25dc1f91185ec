"""Web pages that a browser saved with all that belongs to them as one message (RFC 2557)."""

from __future__ import annotations

from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from reader.loading import decoding, html
from reader.loading.page import Assembly, Page

_PAGES = ("text/html", "application/xhtml+xml")


def is_saved(letter: Message) -> bool:
    """Whether a message is a page that a browser saved: it was never sent to anybody."""
    sent = any(name in letter for name in ("To", "Cc", "Bcc", "Message-ID", "Received"))
    return letter.get_content_type() == "multipart/related" and not sent


def page(letter: Message, subject: str) -> Page:
    """What a saved page shows: its address and when it was saved, its text, that of its frames.

    Args:
        letter: the message.
        subject: what it calls the page, where this shows no title.
    """
    parts = [part for part in letter.walk() if part.get_content_type() in _PAGES]
    pages = [
        html.extract(_content(part), is_fragment=number > 0) for number, part in enumerate(parts)
    ]
    if not any(each.blocks for each in pages):
        return Page("", ())
    address = letter.get("Snapshot-Content-Location") or parts[0].get("Content-Location")
    about = (" ".join(str(each).split()) for each in (address, letter["Date"]) if each)
    sheet = Assembly()
    sheet.add(" · ".join(about), "preformatted")
    for number, each in enumerate(pages):
        sheet.join(each, is_whole=not number)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in letter.defects):
        sheet.add("[The page is cut off here.]", "preformatted")
    return sheet.page(subject)


def _content(part: Message) -> str:
    data = part.get_payload(decode=True)
    told = decoding.decode_as_told(
        data if isinstance(data, bytes) else b"", part.get_content_charset()
    )
    return told or ""
