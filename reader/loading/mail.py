"""Mail: a message (.eml), or a mailbox of them (.mbox).

Nothing in a message is fetched, opened or run: its text is read, and its attachments are named.
The formats: RFC 5322, 2045 to 2047 and 3676 (format=flowed), and RFC 4155 for mailboxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from itertools import islice

from reader.article import Block
from reader.errors import UnreadableFile
from reader.loading import decoding, html, saved
from reader.loading import text as plain
from reader.loading.page import Assembly, Page
from reader.text.regex import regex

_HEADERS = ("From", "To", "Date")
_MOST_NAMED = 3
"""Receivers that are named."""
_LONGEST_HEADER = 10_000
"""Characters in which receivers are looked for."""
_DEEPEST = 20
"""Messages and parts within each other that are read."""
_MOST_PARTS = 1_000
"""Texts of one message that are read: a mailing list's digest has some dozens."""
_LARGEST = 100 << 20
"""Bytes of a message that is read."""
_HEADER_LINE = regex(rb"[!-9;-~]+:")
_POSTMARK = regex(rb"From .*\d{2}:\d{2}.*\d{4}[ \t]*\r?\n?")
_LONGEST_POSTMARK = 1_000
"""Bytes."""
_ESCAPED = regex(rb"^>(>*From )", re.MULTILINE)
_QUOTED = regex(r"(?:>[ \t]?)+")
_LOCKED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
_NO_ATTACHMENTS = ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "ms-tnef")


class _Letter:
    """What was found in a message."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.attachments: list[str] = []
        self.forwarded: list[Message] = []
        self.is_locked = False
        self.is_cut_off = False
        self.is_crowded = False
        """Whether it has more texts than are read."""


def message(data: bytes, name: str) -> Iterator[Page]:
    """The text of a message, and of those that it forwards as they came, an article each.

    Args:
        data: the message.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is not a message, or is encrypted.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    first, _, rest = data.partition(b"\n")
    data = rest if _is_postmark(first) else data
    if not _HEADER_LINE.match(data) and data.strip():
        raise UnreadableFile(f"{name} is not a message: it does not begin as mail does")
    letter = _parsed(data, name)
    if saved.is_saved(letter):
        yield saved.page(letter, _header(letter, "Subject"))
        return
    for number, (page, is_locked) in enumerate(_pages(letter, 0)):
        if is_locked and not number:  # of one that it forwards, the page says so
            raise UnreadableFile(
                f"{name} is encrypted: decrypt it in your mail program, and save it from there"
            )
        if page.blocks:
            yield page


def mailbox(lines: Iterable[bytes], name: str) -> Iterator[Page]:
    """The messages of a mailbox, one after the other, an article each.

    Of an encrypted one there are its headers alone, and that it is encrypted.

    Args:
        lines: the mailbox.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is not a mailbox.
    """
    for data in _messages(lines, name):
        for page, _ in _pages(_parsed(data, name), 0):
            if page.blocks:
                yield page


def _messages(lines: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The bytes of each message, without the line before it that a mailbox puts there."""
    parts: list[bytes] = []
    size, is_begun, after_blank = 0, False, True
    for line in lines:
        if after_blank and _is_postmark(line):
            if parts:
                yield _ESCAPED.sub(rb"\1", b"".join(parts))
            parts, size, is_begun = [], 0, True
        elif is_begun:
            parts.append(line)
            size += len(line)
            if size > _LARGEST:
                raise UnreadableFile(
                    f"{name} has a message of more than {_LARGEST >> 20} MB: it is not read"
                )
        elif line.strip():
            raise UnreadableFile(
                f"{name} is not a mailbox: it does not begin with “From ” and a date"
            )
        after_blank = not line.strip()
    if parts:
        yield _ESCAPED.sub(rb"\1", b"".join(parts))


def _is_postmark(line: bytes) -> bool:
    """Whether a line is the one that a mailbox puts before a message."""
    return len(line) <= _LONGEST_POSTMARK and bool(_POSTMARK.fullmatch(line))


def _parsed(data: bytes, name: str) -> Message:
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except (RecursionError, ValueError, LookupError) as error:
        raise UnreadableFile(f"{name} is damaged: its parts cannot be told apart") from error


def _pages(letter: Message, depth: int) -> Iterator[tuple[Page, bool]]:
    """The article of a message and those of the messages in it; whether each is encrypted."""
    content = _Letter()
    _read(letter, content, depth)
    sheet = Assembly()
    sheet.add(_header(letter, "Subject"), "title")
    about = [f"{name}: {value}" for name in _HEADERS if (value := _named(letter, name))]
    if content.is_locked:
        about.append("Encrypted: its text cannot be read.")
    sheet.add("\n".join(about), "preformatted")
    for page in content.pages:
        sheet.join(page)
    if content.attachments:
        sheet.add("Attached: " + ", ".join(content.attachments), "preformatted")
    if content.is_crowded:
        sheet.add(f"[Of its parts, the first {_MOST_PARTS:,} are read.]", "preformatted")
    if content.is_cut_off:
        sheet.add("[The message is cut off here.]", "preformatted")
    yield sheet.page(_header(letter, "Subject") or _named(letter, "From")), content.is_locked
    if depth < _DEEPEST:
        for inner in content.forwarded:
            yield from _pages(inner, depth + 1)


def _read(part: Message, content: _Letter, depth: int) -> None:
    """Take in the text of a part, and of the parts in it."""
    kind = part.get_content_type()
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
        content.is_cut_off = True
    if kind in _LOCKED and "signed" not in str(part.get_param("smime-type") or ""):
        content.is_locked = True
    elif depth > _DEEPEST:
        content.attachments.append("parts within parts, which are not read")
    elif kind == "message/rfc822" and isinstance(part.get_payload(), list):
        content.forwarded += part.get_payload()  # type: ignore[arg-type]
    elif kind == "multipart/alternative":
        content.is_crowded = content.is_crowded or len(content.pages) >= _MOST_PARTS
        if not content.is_crowded:
            _read_best(part, content, depth)
    elif part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                _read(inner, content, depth + 1)
    elif (
        part.get_content_disposition() == "attachment"
        or part.get_content_maintype() != "text"
        or kind == "text/calendar"
    ):
        _name_attachment(part, content)
    elif len(content.pages) >= _MOST_PARTS:
        content.is_crowded = True
    else:
        page = _page(part)
        if page.blocks:
            content.pages.append(page)


def _read_best(part: Message, content: _Letter, depth: int) -> None:
    """Take in one of several versions of a text: the HTML, unless it leaves out most of it."""
    versions = []
    for inner in islice(part.get_payload(), _MOST_PARTS):
        if isinstance(inner, Message):
            version = _Letter()
            _read(inner, version, depth + 1)
            versions.append((inner.get_content_type() != "text/plain", version))
    if not versions:
        return
    longest = max(_letters(version) for _, version in versions)
    told = [(is_rich, v) for is_rich, v in versions if _letters(v) * 2 >= longest]
    _, best = max(told, key=lambda each: each[0])
    content.pages += best.pages
    content.forwarded += best.forwarded
    content.is_locked = content.is_locked or best.is_locked
    content.is_cut_off = content.is_cut_off or best.is_cut_off
    content.is_crowded = content.is_crowded or best.is_crowded
    for _, version in versions:
        content.attachments += version.attachments


def _letters(content: _Letter) -> int:
    return sum(len(block.text) for page in content.pages for block in page.blocks)


def _name_attachment(part: Message, content: _Letter) -> None:
    if part.get_content_subtype() in _NO_ATTACHMENTS or part.get("Content-ID"):
        return  # a picture in the text
    name = _decoded(str(part.get_filename() or "")) or part.get_content_type()
    data = part.get_payload(decode=True)
    size = len(data) if isinstance(data, bytes) else 0
    content.attachments.append(f"{' '.join(name.split())} ({_size(size)})")


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} byte{'s' * (count != 1)}"
    return f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1e6:,.1f} MB"


def _page(part: Message) -> Page:
    """The text of a part."""
    data = part.get_payload(decode=True)
    content = _text(data if isinstance(data, bytes) else b"", part.get_content_charset())
    if part.get_content_subtype() == "html":
        return html.extract(content, is_fragment=True)
    is_flowed = str(part.get_param("format") or "").lower() == "flowed"
    glue = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
    return _letter_text(content, glue if is_flowed else None)


def _text(data: bytes, charset: str | None) -> str:
    """The characters of a part; where it names no encoding that is known, its bytes tell."""
    text = decoding.decode_as_told(data, charset)
    return data.decode("ascii", "replace") if text is None else text


def _letter_text(content: str, glue: str | None) -> Page:
    """The blocks of plain text; what is quoted is without its marks.

    Args:
        content: the text.
        glue: what parts the lines of a paragraph that is told to flow; None where none is.
    """
    sheet = Assembly()
    lines: list[str] = []
    depth, is_open = 0, False

    def close() -> None:
        content = "\n".join(lines)
        blocks = plain.blocks(content)
        if depth:
            blocks = [_quote(block) for block in blocks]
        sheet.join(Page(content, tuple(blocks)))
        lines.clear()

    for line in content.splitlines():
        quoted = _QUOTED.match(line)
        level = quoted[0].count(">") if quoted else 0
        line = line[quoted.end() :] if quoted else line
        if level != depth:
            close()
            depth, is_open = level, False
        if glue is None:
            lines.append(line)
            continue
        line = line.removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        bare = line[:-1] if flows else line
        if is_open:
            lines[-1] += bare
        else:
            lines.append(bare)
        is_open = flows
        if flows:
            lines[-1] += glue
    close()
    page = sheet.page()
    return Page(page.text, page.blocks)


def _quote(block: Block) -> Block:
    return Block(block.text, "quote", None, block.start)


def _named(letter: Message, header: str) -> str:
    """A header; of a list of receivers, the first few."""
    if header == "Date":
        return _header(letter, header)
    receivers = [value[:_LONGEST_HEADER] for value in _values(letter, header)]
    try:
        people = getaddresses(receivers)
    except RecursionError:  # brackets within brackets
        people = [("", value) for value in receivers]
    names = []
    for name, address in people[:_MOST_NAMED]:
        name, address = _decoded(name), _decoded(address)
        names.append(f"{name} <{address}>" if name and address else name or address)
    more = ["…"] if len(people) > _MOST_NAMED else []
    return ", ".join([*filter(None, names), *more])


def _header(letter: Message, name: str) -> str:
    return _decoded(next(iter(_values(letter, name)), ""))


def _values(letter: Message, name: str) -> list[str]:
    """What a message says under a header; bytes that are not ASCII are halves of surrogates.

    They are taken as they came: `Message.get` writes "\ufffd" for each of them.
    """
    return [str(value) for key, value in letter.raw_items() if key.lower() == name.lower()]


def _decoded(value: str) -> str:
    """A header's words, whatever they were encoded in."""
    try:
        value.encode("ascii")
    except UnicodeEncodeError:  # bytes as they came
        value = _text(value.encode("utf-8", "surrogateescape"), None)
    try:
        parts = decode_header(value)
    except (ValueError, LookupError, MessageError):
        parts = [(value, None)]
    words = (
        part if isinstance(part, str) else _text(part, charset or None) for part, charset in parts
    )
    return " ".join("".join(words).split())
