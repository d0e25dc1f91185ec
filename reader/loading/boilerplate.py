"""Which blocks of a page are the site's and not the author's.

Three kinds of evidence, none of which is enough for a paragraph of prose: the words of web
furniture (in Arabic, French, Chinese and English), the shape of a block (short, without an
end to its sentence), and where it stands (before the title, between paragraphs, after the
last of them). What is in doubt is the author's: a menu translated for nothing costs less
than a lost last paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import dropwhile

from reader.article import Block, Boilerplate
from reader.loading import furniture
from reader.text.lines import LINE_ENDS, width
from reader.text.regex import regex

_LETTER = regex(r"[^\W\d_]")
_WORDY = regex(r"(?:[^\W\d_][\W\d_]*){4}")
_TOKEN = regex(r"[^\W_]+")
_ENDED = regex(r"[.!?؟。！？…；][\s»”\"’」』)\]）]*$")
_STATED = regex(r"[^.。][.!?؟。！？][\s»”\"’」』)\]）]*$")
_SENTENCE_END = regex(r"[.!?؟。！？](?=[\s»”\"]|$)|[。！？]")
_BAR = regex(r"[|•›»>\t·/]|\s\s")
"""One of these is between any two names of a line of them."""
_INVISIBLE = regex("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

PROSE = 140
"""Width, in Latin letters, from which a block is a paragraph of prose."""
_LONGEST_FURNITURE = 330
_OPENING = 150
"""Characters in which a long block of a comment form says what it is."""
_DOUBTFUL = frozenset(("metadata", "menu", "ticker", "repeat"))
"""What a block of the article may look like: a date, a cell, a name said again."""
HEADLINE = 220
"""Width up to which a block may be a headline."""

# --- Shapes ---------------------------------------------------------------------------------


def is_prose(text: str) -> bool:
    """Whether `text` is a paragraph: long, or of two sentences and more."""
    if width(text) >= PROSE:
        return bool(_ENDED.search(text)) or len(text) > HEADLINE or bool(re.search("[،,，]", text))
    return width(text) >= PROSE / 2 and len(_SENTENCE_END.findall(text)) > 1


def is_headline(text: str) -> bool:
    """Whether `text` could be a title: some words, and no end of a sentence."""
    if width(text) > HEADLINE or not _WORDY.search(text):
        return False
    return not re.search(r"[.。;；:：,،，]$", text.rstrip()) or text.rstrip().endswith("..")


def is_date(text: str) -> bool:
    """Whether `text` is a date or a time of day and nothing more."""
    if len(text) > 80 or not re.search(r"\d", text):
        return False
    if not all(map(furniture.DATE_WORDS.fullmatch, re.findall(r"[^\W\d_]+", text))):
        return False
    return bool(furniture.DATE.search(text) or furniture.DATE_WORDS.search(text))


def is_dated(text: str) -> bool:
    """Whether a short text has a whole date in it, as the line of an author's name does."""
    return width(text) <= 60 and bool(furniture.WHOLE_DATE.search(text))


# --- The blocks of a page -------------------------------------------------------------------


def mark(blocks: Sequence[Block], text: str, kept: frozenset[int] = frozenset()) -> list[Block]:
    """The same blocks, with `boilerplate` set on those that are the site's.

    Args:
        blocks: all the blocks of a page, in order; those that are marked stay so.
        text: the page, in which each block's `start` is an offset.
        kept: indexes of blocks that stand in the article: no date, table or repeated line
            among them is the site's, but what plainly is something else (a share bar) is.
    """
    marks: list[Boilerplate | None] = [
        block.boilerplate
        or (None if block.kind in ("title", "preformatted") else _furniture(block.text))
        for block in blocks
    ]
    _unmark(kept, blocks, marks)
    prose = [marks[index] is None and is_prose(block.text) for index, block in enumerate(blocks)]
    for index in _same_line(blocks, text):
        marks[index], prose[index] = "ticker", False
    _mark_repeats(blocks, marks, prose)
    _mark_tail(blocks, marks, prose)
    _mark_forms(blocks, marks, prose)
    _mark_dated_headlines(blocks, marks, prose)
    _mark_menus(blocks, marks, prose)
    _unmark_headings(blocks, marks, prose)
    _unmark(kept, blocks, marks)
    return [replace(block, boilerplate=reason) for block, reason in zip(blocks, marks, strict=True)]


def _unmark(kept: frozenset[int], blocks: Sequence[Block], marks: list[Boilerplate | None]) -> None:
    """Give back what stands in the article and only looks like the site's."""
    for index in kept:
        if marks[index] in _DOUBTFUL and not furniture.RELATED.search(blocks[index].text):
            marks[index] = None


@lru_cache(1_000)
def _furniture(text: str) -> Boilerplate | None:
    """What the words of one block say, wherever it stands."""
    if len(text) > _LONGEST_FURNITURE:
        return None
    text = _INVISIBLE.sub("", text).strip()
    size = width(text)
    if furniture.COMMENTS.search(text[:_OPENING]):
        return "comments"
    if size > 250:
        return None
    bare = text.strip(" \t\u00a0:：|•·-–—*»«<>[]()（）【】+.")
    if size <= 120 and (
        furniture.ADVERTISEMENT.fullmatch(bare) or furniture.ADVERTISED.search(text)
    ):
        return "advertisement"
    if size <= 120 and (is_date(text) or furniture.COUNTER.fullmatch(text)):
        return "metadata"
    if furniture.LEGAL.search(text) and not (_discusses_rights(text) and "©" not in text):
        return "legal"
    if size <= 130 and furniture.CREDITS.search(text):
        return "metadata"
    if size <= 110 and furniture.METADATA.search(text) and _is_stamp(text):
        return "metadata"
    if size <= 80 and (_is_share_bar(text) or furniture.SHARED.search(text)):
        return "share"
    if furniture.MENU_LINE.fullmatch(bare) or (
        size <= 120 and furniture.RELATED.search(text) and _is_label(text)
    ):
        return "menu"
    if size <= 160 and (furniture.SOURCE_LINK.search(text) or _is_menu_bar(text)):
        return "menu"
    return None


def _is_stamp(text: str) -> bool:
    """Whether a text bears a date and is not a sentence, or is a label with nothing after it."""
    return (
        bool(furniture.DATE.search(text) and not _STATED.search(text))
        or text.rstrip()[-1:] in ":："
    )


def _discusses_rights(text: str) -> bool:
    """Whether a text speaks of rights as an article may: in sentences, or asking."""
    sentences = len(_SENTENCE_END.findall(text))
    return (sentences > 1 and width(text) > 100) or text.rstrip().endswith(("؟", "?", "？"))


def _is_label(text: str) -> bool:
    """Whether a cue is alone on its line, or leads to one article that it names."""
    size = 130 if _names_its_article(text) else 45
    return width(text) <= size and not _ENDED.search(text.rstrip(" .…"))


def _is_share_bar(text: str) -> bool:
    tokens = _TOKEN.findall(text)
    if not tokens or not all(furniture.SHARE_TOKEN.fullmatch(token) for token in tokens):
        return False
    return any(furniture.SHARE_CORE.fullmatch(token) for token in tokens)


def _is_menu_bar(text: str) -> bool:
    """A line of section names, with or without bars between them."""
    parts = [text]
    if _BAR.search(text):
        pieces = re.split(r"\s*[|•›»>\t]\s*|\s[·/]\s|\s{2,}", text)
        parts = [piece.strip() for piece in pieces if piece.strip()]
    if len(parts) >= 4 and max(map(width, parts)) <= 30 and not _ENDED.search(text):
        return True
    if len(parts) > 1 and sum(map(furniture.is_section, parts)) >= max(2, 0.6 * len(parts)):
        return True
    tokens = _TOKEN.findall(text)
    left, least = len(tokens), (0.7 if len(tokens) >= 4 else 1.0) * len(tokens)
    for token in tokens:  # most lines are prose, and a few of their words tell
        left -= not furniture.is_section(token)
        if left < least:
            return False
    return len(tokens) > 1


def _same_line(blocks: Sequence[Block], text: str) -> Iterator[int]:
    """Indexes of the blocks of lines that hold five blocks or more."""
    line: list[int] = []
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        gap = text[before.start + len(before.text) : block.start] if before else "\n"
        if "|" in gap or not LINE_ENDS.isdisjoint(gap):
            if len(line) >= 5:
                yield from line
            line = []
        line.append(index)
    if len(line) >= 5:
        yield from line


def _key(text: str) -> str:
    """What two copies of a text have in common: its letters and digits."""
    return " ".join(_TOKEN.findall(_INVISIBLE.sub("", text).casefold()))


def _mark_repeats(
    blocks: Sequence[Block], marks: list[Boilerplate | None], prose: list[bool]
) -> None:
    """Mark what the page has said before, and the site's name."""
    keys = [_key(block.text) for block in blocks]
    counts = Counter(keys)
    seen: set[str] = set()
    named = {
        phrase
        for key, reason in zip(keys, marks, strict=True)
        if reason in _NAMING
        for phrase in _phrases_of(key)
    }
    between = range(prose.index(True), len(prose) - prose[::-1].index(True)) if any(prose) else ()
    for index, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        size = width(block.text)
        if marks[index]:
            continue
        words = key.split()
        if len(words) >= 3 and len(set(words)) == 1 and not _ENDED.search(block.text):
            marks[index] = "menu"
        elif (key in seen and size >= 40) or _says_again(block.text, key, seen):
            marks[index], prose[index] = "repeat", False
        elif size < 40 and index not in between and not _ENDED.search(block.text):
            # The copyright line and the path to the page say the site's name.
            is_name = len(key) > 5 and key in named
            marks[index] = "menu" if is_name or counts[key] > 1 else None
        if size >= 40:
            seen.add(key)


_NAMING = ("legal", "menu")
_LONGEST_NAME = 6
"""Words in the longest name of a site that is looked for."""


def _phrases_of(key: str) -> Iterator[str]:
    """The runs of words of a text that may be a name in it."""
    words = key.split()[:60]
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + _LONGEST_NAME) + 1):
            yield " ".join(words[first:last])


def _says_again(text: str, key: str, seen: set[str]) -> bool:
    """Whether a block is an earlier one twice, or an earlier one beside the site's name."""
    half = key[: len(key) // 2].strip()
    if half in seen and key == f"{half} {half}":
        return True
    if width(text) > HEADLINE + 60:
        return False
    parts = re.split(r"\s+[-–—|:]\s+|[|]", text)
    if len(parts) < 2:
        return False
    rest = [part for part in parts if _key(part) not in seen]
    return len(rest) < len(parts) and sum(map(width, rest)) <= 40


def _mark_tail(blocks: Sequence[Block], marks: list[Boilerplate | None], prose: list[bool]) -> None:
    """Mark the short blocks that follow a sign that the article is over, or interrupted.

    A comment form and a copyright line are such signs, and so is the heading of a list of
    other articles. That one may stand in the middle: only the headlines next to it are its
    own then. A sentence with its full stop is the author's, unless several signs precede it.
    """
    last = max((index for index, is_one in enumerate(prose) if is_one), default=-1)
    tail: Boilerplate | None = None
    signs = headlines = 0
    for index, block in enumerate(blocks):
        if prose[index]:
            tail, signs = None, 0
            continue
        reason = marks[index]
        if reason in ("comments", "legal"):
            tail, signs = reason, signs + 1
        elif reason == "menu" and furniture.RELATED.search(block.text):
            if not _names_its_article(block.text):
                tail, headlines = "menu", 0
        elif reason is None and tail and index > 0:
            stated = bool(_STATED.search(block.text))
            inside = index < last
            interrupted = inside and (headlines >= 3 or tail != "menu")
            if (stated and signs < 2) or interrupted:
                tail = None
            elif not _heads_prose(prose, index):
                is_title = is_headline(block.text) and width(block.text) > 25
                marks[index] = "ticker" if is_title else tail
                headlines += 1


def _names_its_article(text: str) -> bool:
    """Whether "Read also: ..." is followed by a headline on its own line."""
    _, colon, rest = re.sub("：", ":", text).partition(":")
    return bool(colon) and len(_LETTER.findall(rest)) > 8


def _heads_prose(prose: Sequence[bool], index: int) -> bool:
    return index + 1 < len(prose) and prose[index + 1]


def _mark_forms(
    blocks: Sequence[Block], marks: list[Boilerplate | None], prose: list[bool]
) -> None:
    """Mark the fields of a form: two and more that are near each other, or beside its cue."""
    fields = [
        index
        for index, block in enumerate(blocks)
        if marks[index] is None and furniture.FORM_FIELD.fullmatch(block.text.strip())
    ]
    signs = {index for index, reason in enumerate(marks) if reason == "comments"} | set(fields)
    for index in fields:
        if any(index + step in signs for step in (-3, -2, -1, 1, 2, 3)):
            marks[index] = "comments"
    last = max((index for index, is_one in enumerate(prose) if is_one), default=-1)
    for index, block in enumerate(blocks):
        if marks[index] is None and index > last >= 0 and furniture.ADDRESS.search(block.text):
            marks[index] = "legal"


def _mark_dated_headlines(
    blocks: Sequence[Block], marks: list[Boilerplate | None], prose: list[bool]
) -> None:
    """Mark lists of other articles: three and more of a headline, each with its date."""
    run: list[int] = []
    dated = 0
    for index in range(len(blocks) + 1):
        ended = (
            index == len(blocks) or prose[index] or not _fits_list(blocks[index].text, marks[index])
        )
        if not ended:
            run.append(index)
            dated += marks[index] == "metadata"
            continue
        headlines = [each for each in run if marks[each] is None]
        if dated >= 3 and len(headlines) <= 2 * dated + 1:
            # The last one before prose may be that prose's title.
            for each in headlines[: -1 if index < len(blocks) else None]:
                marks[each] = "ticker"
        run, dated = [], 0


def _fits_list(text: str, reason: Boilerplate | None) -> bool:
    return reason is not None or is_headline(text)


def _mark_menus(
    blocks: Sequence[Block], marks: list[Boilerplate | None], prose: list[bool]
) -> None:
    """Mark runs of labels outside the article in which furniture has been recognised."""
    run: list[int] = []
    first = next((index for index, is_one in enumerate(prose) if is_one), len(blocks))
    for index in range(len(blocks) + 1):
        if (
            index < len(blocks)
            and not prose[index]
            and _is_menu_item(blocks[index].text, marks[index])
        ):
            run.append(index)
            continue
        if run and run[0] > first:
            run = list(dropwhile(lambda each: marks[each] is None, run))
        known = sum(marks[each] in ("menu", "share", "legal") for each in run)
        unknown = [each for each in run if marks[each] is None]
        if known >= 2 and len(run) >= 4 and known >= len(unknown) / 2:
            for each in unknown:
                marks[each] = "menu"
        run = []


def _unmark_headings(
    blocks: Sequence[Block], marks: list[Boilerplate | None], prose: Sequence[bool]
) -> None:
    """Give back what stands alone between two paragraphs: "Culture", "20 février 2011"."""
    for index in range(1, len(blocks) - 1):
        text = blocks[index].text
        if prose[index - 1] and prose[index + 1] and marks[index] in ("menu", "metadata"):
            is_heading = furniture.MENU_LINE.fullmatch(text.strip()) and len(text) > 3
            if is_heading or (is_date(text) and not re.search(r"\d[:h]\d", text)):
                marks[index] = None


def _is_menu_item(text: str, reason: Boilerplate | None) -> bool:
    if reason is not None:
        return width(text) <= 60
    if furniture.BYLINE.match(text) or text.rstrip().endswith((")", "）", ":", "：")):
        return False
    return width(text) <= 25 and len(_TOKEN.findall(text)) <= 3 and not _ENDED.search(text)
