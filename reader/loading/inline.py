"""The words of a run: white space, line breaks and entities as a browser shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reader.article import BlockKind
from reader.loading import text as plain
from reader.loading.boilerplate import is_prose
from reader.text.regex import regex

_RUNS_OF_SPACE = regex(r"[^\S\n]{2,}")
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_NAMED = regex(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ESCAPED = regex(r"</(?:p|b|i|em|strong|u|a|span|div|li|font|h[1-6])>|<br\s*/?>", re.I)
_ESCAPED_BLOCK = regex(r"</?(?:p|div|li|ul|ol|h[1-6]|br)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_ESCAPED_INLINE = regex(
    r"</?(?:b|i|em|strong|u|a|span|font|img)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENDED = regex(r"[.!?؟。！？…:;؛：；»”\"’」』)\]]\s*$")


def raised(number: str) -> str:
    """A number in raised digits, as a note's is: it is no part of the year before it."""
    return number.translate(_RAISED)


def without_named_entities(markup: str) -> str:
    """Markup with the characters that HTML has names for, but for the five that XML knows."""
    return _NAMED.sub(
        lambda entity: entity[0] if entity[1] in _XML_NAMES else html.unescape(entity[0]), markup
    )


def unescaped(text: str) -> str:
    """Text that was escaped twice, as it is in many feeds, read once more."""
    for _ in range(3):
        if "&" not in text:
            break
        text, count = _ENTITY.subn(lambda entity: html.unescape(entity[0]), text)
        if not count:
            break
    if "<" in text and _ESCAPED.search(text):
        text = _ESCAPED_INLINE.sub("", _ESCAPED_BLOCK.sub("\n", text))
    return text


def pieces(text: str, kind: BlockKind, is_code: bool) -> Iterator[tuple[str, BlockKind]]:
    """The blocks of a run, and their kinds: a run may be several lines."""
    if kind == "preformatted":
        blocks = [] if is_code else plain.blocks(text)
        prose = sum(len(block.text) for block in blocks if is_prose(block.text))
        if blocks and prose > len(text.strip()) / 2:
            yield from ((block.text, block.kind) for block in blocks)
        else:
            yield text.strip(plain.BLANK), kind
        return
    lines = [collapsed(line) for line in text.split("\n")]
    for paragraph in _paragraphs(lines, kind):
        yield paragraph, kind


def collapsed(line: str) -> str:
    """A line without white space at its ends and without runs of it."""
    return _RUNS_OF_SPACE.sub(" ", line).strip(plain.BLANK)


def _paragraphs(lines: list[str], kind: BlockKind) -> Iterator[str]:
    """Lines put together again that `br` has broken within a sentence."""
    if kind == "heading" or len(lines) == 1:
        whole = plain.joined(line for line in lines if line)
        if whole:
            yield whole
        return
    for group in plain.paragraphs("\n".join(lines)):
        paragraph = ""
        for broken in group:
            following = plain.joined(broken)
            if paragraph and following[:1].islower() and not _ENDED.search(paragraph):
                paragraph = plain.joined((paragraph, following))
                continue
            if paragraph:
                yield paragraph
            paragraph = following
        if paragraph:
            yield paragraph
