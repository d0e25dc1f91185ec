"""Where one article of a page ends and the next begins, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from reader.article import Article, Block
from reader.loading import boilerplate
from reader.text.lines import LINE_ENDS, width
from reader.text.regex import regex

_CUT_OFF = regex(
    r"(?:(?<!\.)\.{3,}|…|\[\s*(?:…|\.\.\.)\s*\]|\((?:…|\.\.\.)\)|"
    r"lire la suite|read more|continue reading|"
    r"اقرأ المزيد|التفاصيل|阅读全文|查看全文|全文)[\s»”\"’」』)\].>]*$",
    re.IGNORECASE,
)
"""The end of a teaser: the rest of the article is on a page of its own."""
_TAIL = 60
"""Characters at a text's end in which it says that it is cut off."""
_CUT_OFF_SIGNS = ("…", "...", "re la ", "ead mo", "cont", "المزيد", "التفاصيل", "全文")
"""What is in all of these, whatever the case: few texts have any, and the search takes long."""
_HAN_PAIR = regex(r"(?s)(?=([\u4e00-\u9fff].))")
_RULE = regex(r"^[ \t]*(?:[*_=~#-][ \t]*){3,}$", re.MULTILINE)
_LONGEST_TITLE = 90
_SHORTEST_TEASER = 70
_SENTENCE_ENDS = regex(r"[.!?؟。！？…][»”\"’」』)\s]*$")
_SENTENCES_BEFORE = 8
"""Short lines with a whole sentence that may stand before a title."""


def split(
    text: str,
    blocks: Sequence[Block],
    source: str,
    start: int = 0,
    kept: Collection[int] = (),
) -> list[Article]:
    """The articles of a page, whose texts joined are `text`.

    Args:
        text: the page.
        blocks: its blocks, marked; each one's `start` is an offset in `text`.
        source: what to call the input.
        start: offset of `text` in the input.
        kept: indexes of captions, bylines and cells, which are not headings, however short.
    """
    if not blocks:
        return []
    captions = {blocks[index].start + start for index in kept}
    firsts = _beginnings(text, blocks)
    articles = []
    for number, first in enumerate(firsts):
        last = firsts[number + 1] if number + 1 < len(firsts) else len(blocks)
        begin = _line_start(text, blocks[first].start) if number else 0
        end = _line_start(text, blocks[last].start) if last < len(blocks) else len(text)
        own = list(blocks[first if number else 0 : last])
        if start:
            own = [replace(block, start=block.start + start) for block in own]
        at = _title(own)
        if at is not None and own[at].kind in ("paragraph", "heading"):
            own[at] = replace(own[at], kind="title")
        title = _opening(own) if at is None else " ".join(own[at].text.split())
        articles.append(
            Article(title, tuple(_headed(own, captions)), source, text[begin:end], start + begin)
        )
    return articles


def whole(text: str, blocks: Sequence[Block], source: str, start: int, name: str) -> Article:
    """A page that is one article: a message, a film's subtitles.

    Args:
        text: the page.
        blocks: its blocks; each one's `start` is an offset in `text`.
        source: what to call the input.
        start: offset of `text` in the input.
        name: its title where it shows none; an empty one leaves that to its first words.
    """
    title = next((block.text for block in blocks if block.kind == "title"), name)
    title = " ".join(title.split()) or (_opening(blocks) if blocks else "")
    own = (replace(block, start=block.start + start) for block in blocks)
    return Article(title, tuple(own), source, text, start)


def _line_start(text: str, offset: int) -> int:
    while offset and text[offset - 1] not in LINE_ENDS:
        offset -= 1
    return offset


def _is_title(block: Block) -> bool:
    if block.boilerplate or block.kind in ("list-item", "preformatted", "quote"):
        return False
    if _is_teaser(block):
        return False
    return block.kind in ("title", "heading") or boilerplate.is_headline(block.text)


def _is_teaser(block: Block) -> bool:
    return width(block.text) > _SHORTEST_TEASER and _is_cut_off(block.text)


def _is_cut_off(text: str) -> bool:
    end = text[-_TAIL:]
    folded = end.casefold()
    return any(sign in folded for sign in _CUT_OFF_SIGNS) and bool(_CUT_OFF.search(end))


def _beginnings(text: str, blocks: Sequence[Block]) -> list[int]:
    """Indexes of the blocks that begin an article; the first is always 0.

    A sub-heading looks like a title. So a page is taken for several articles only where the
    paragraph before a title is cut off like a teaser, where a rule stands before it, or where
    a date follows it, and only when most of the page's titles have the same sign.
    """
    titles = [
        index for index, block in enumerate(blocks) if _is_title(block) and _has_body(blocks, index)
    ]
    known = set(titles)
    titles = [
        index for index in titles if index - 1 not in known or not _is_title(blocks[index - 1])
    ]
    if len(titles) < 2:
        return [0]
    beginnings = [titles[0]]
    signs = {"teaser": 0, "rule": 0, "date": 0}
    for index in titles[1:]:
        places = range(index - 1, -1, -1)
        before = next((blocks[at] for at in places if not blocks[at].boilerplate), None)
        gap_start = blocks[index - 1].start + len(blocks[index - 1].text)
        gap = text[gap_start : blocks[index].start]
        following = blocks[index + 1]
        teaser = before is not None and _is_cut_off(before.text)
        ruled = bool(_RULE.search(gap))
        dated = following.boilerplate == "metadata" and _is_dated(blocks, titles[0])
        for name, present in (("teaser", teaser), ("rule", ruled), ("date", dated)):
            signs[name] += present
        if teaser or ruled or dated:
            beginnings.append(index)
    # One paragraph that trails off is not a digest: the last one's end counts as well.
    last = next((block for block in reversed(blocks) if not block.boilerplate), None)
    if signs["teaser"] == 1 and not (last and _is_cut_off(last.text)):
        signs["teaser"] = 0
    if max(signs.values()) < 0.6 * (len(titles) - 1):
        return [0]
    return [0, *beginnings[1:]]


def _is_dated(blocks: Sequence[Block], first: int) -> bool:
    around = blocks[first : first + 3]
    return any(block.boilerplate == "metadata" for block in around)


def _has_body(blocks: Sequence[Block], index: int) -> bool:
    """Whether prose follows a title, with at most its date, author and picture between."""
    for block in blocks[index + 1 : index + 4]:
        if block.boilerplate:
            continue
        if boilerplate.is_prose(block.text) or _is_teaser(block):
            return True
        if block.kind == "heading":
            return False
    return False


def _title(blocks: Sequence[Block]) -> int | None:
    """Index of an article's title among its blocks; None where it begins with its text.

    Of the headlines before the first paragraph the title is the one that shares most with
    the paragraphs: captions, kickers and the site's name share less.
    """
    own = [block for block in blocks if not block.boilerplate]
    for index, block in enumerate(blocks):
        if block.kind == "title":
            return index
    blocks = blocks[: _text_begins(blocks)]
    body = next(
        (i for i, b in enumerate(blocks) if not b.boilerplate and boilerplate.is_prose(b.text)),
        None,
    )
    if body is None:
        return (
            next((i for i, b in enumerate(blocks) if _is_title(b)), None) if len(own) > 1 else None
        )
    candidates = [index for index in range(body) if _is_title(blocks[index])]
    undated = [index for index in candidates if not boilerplate.is_dated(blocks[index].text)]
    candidates = undated or candidates
    if not candidates:
        return None
    words = _words(" ".join(b.text for b in blocks[body:] if not b.boilerplate))
    return max(candidates, key=lambda index: (_shared(blocks[index].text, words), -index))


def _text_begins(blocks: Sequence[Block]) -> int:
    """Index of the block from which on a headline is a part's: many sentences stand before it.

    The links of a page above its title end no sentence; the lines of a dialogue do.
    """
    ended = 0
    for index, block in enumerate(blocks):
        ended += not block.boilerplate and bool(_SENTENCE_ENDS.search(block.text))
        if ended > _SENTENCES_BEFORE:
            return index + 1
    return len(blocks)


def _words(text: str) -> set[str]:
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}
    return words | set(_HAN_PAIR.findall(text))


def _shared(title: str, body: set[str]) -> int:
    return len(_words(title) & body)


def _headed(blocks: Sequence[Block], captions: Collection[int]) -> list[Block]:
    """The blocks, with `heading` for the short lines between paragraphs."""
    headed = list(blocks)
    begun = False
    for index in range(1, len(blocks) - 1):
        block, following = blocks[index], blocks[index + 1]
        before = blocks[index - 1]
        begun = begun or (not before.boilerplate and boilerplate.is_prose(before.text))
        if (
            block.kind == "paragraph"
            and block.start not in captions
            and _is_title(block)
            and width(block.text) <= 100
            and not re.search(r"[.!?؟。！？…»”\"]$", block.text)
            and begun
            and not following.boilerplate
            and boilerplate.is_prose(following.text)
        ):
            headed[index] = replace(block, kind="heading")
    return headed


def _opening(blocks: Sequence[Block]) -> str:
    """The first words of an article that has no title."""
    own = next((block for block in blocks if not block.boilerplate), blocks[0])
    text = " ".join(own.text.split())
    if len(text) <= _LONGEST_TITLE:
        return text
    cut = text[:_LONGEST_TITLE]
    return cut[: cut.rfind(" ")].rstrip(" ,،;:") + "…" if " " in cut else cut + "…"
