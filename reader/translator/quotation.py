"""Quotation marks of a translation: each with its other half, where its source has it so.

A small model opens a quotation and forgets to close it, closes one that it never opened, or puts
marks around a term that has its own. What is quoted is what somebody said: a mark that closes
nothing misleads more than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.text.regex import regex
from reader.text.spans import Edit, Span

_ANY = regex("[\"“”„«»‘’‹›「」『』《》〈〉＂]|(?<!\\w)'|'(?!\\w)")
_NESTED = regex('[«“"「『][^»”"」』]*(?:[“‘‹『]|(?<=\\s)\')')
_ENDS_QUOTED = regex('[»”"」』＂][.。!?！？…]*\\s*$')
_SAID = (
    r"(?:said|says|added|told|stated|noted|stressed|explained|declared|recalled|underlined|"
    r"confirmed|asserted|announced|warned|wrote|insisted|reported|according to)"
)
_REPORTED = regex(
    rf"(?P<mark>[,.!?])(?: (?!and |but )[^\",]{{1,70}}\b{_SAID}\b[^\"]{{0,40}}"
    rf"|[^\"]{{0,12}}{_SAID}[^\"]{{1,70}})[,:.]? ?$"
)
_SHORT_WORDS, _SHORT_HAN = 5, 12
"""Words, and characters of Chinese, up to which what is quoted is a name or an expression."""
_CONTENT = regex('[«“"「『《]\\s*([^»”"」』》]*?)\\s*[»”"」』》]')
_NAMED = regex(
    r"\"\s*(?=[A-Z])(?:(?:[A-Z][\w’'-]*|of|the|for|and|in)\s?)+(?<=\w)(?=[\s;:)]|[,.](?!\d)|$)"
)


def quotation(source: str, target: str, held: Sequence[Span]) -> Iterator[Edit]:
    """What sets an English translation's quotation marks right: edits that do not overlap.

    Args:
        source: the sentence.
        target: its translation.
        held: where terms stand in it.
    """
    if '"' not in target:
        return
    inside = {place for start, end in held for place in range(start, end) if target[place] == '"'}
    around = _around_terms(target, held)
    for place in around:
        yield place, place + 1, ""
    places = [
        match.start()
        for match in re.finditer('"', target)
        if match.start() not in inside and match.start() not in around
    ]
    if not places:
        return
    if not _ANY.search(source):
        for place in places:
            yield place, place + 1, ""
        return
    for start, end, new in _balanced(source, target, places):
        if not new and target[start:end] == '"':
            # with the space that would be left at an end, or beside another
            if target[end : end + 1] == " " and (start == 0 or target[start - 1] in " ("):
                end += 1
            elif end == len(target) and target[start - 1 : start] == " ":
                start -= 1
        yield start, end, new


def _around_terms(target: str, held: Sequence[Span]) -> set[int]:
    """Marks right around a term that has marks of its own, and that it has a second time."""
    extra: set[int] = set()
    for start, end in held:
        term = target[start:end]
        if '"' not in term:
            continue
        before, after = target[start - 1 : start] == '"', target[end : end + 1] == '"'
        if before:
            extra.add(start - 1)
        if after:
            extra.add(end)
    return extra


def _balanced(source: str, target: str, places: Sequence[int]) -> Iterator[Edit]:
    """Edits that leave each mark with its other half, and no space inside."""
    opened: int | None = None
    pairs: list[Span] = []
    for place in places:
        opens, closes = _may_open(target, place), _may_close(target, place)
        if opened is None:
            if closes and not opens:
                if target[place - 1].isdigit():
                    continue  # inches
                if place == places[-1] and not pairs and _is_closed_alone(source):
                    return
                edit, dropped = _unopened(source, target, place, pairs)
                yield edit
                if dropped is not None:
                    pairs.remove(dropped)
            else:
                opened = place
        elif opens and not closes:
            yield _unclosed(source, target, opened, place, len(pairs))
            opened = place
        else:
            pairs.append((opened, place))
            opened = None
    if opened is not None and not _is_left_open(source):
        yield _unclosed(source, target, opened, None, len(pairs))
    for start, end in pairs:
        if target[start + 1 : start + 2] == " ":
            yield start + 1, start + 2, ""
        if target[end - 1] == " " and end - 1 > start + 1:
            yield end - 1, end, ""


def _may_open(target: str, place: int) -> bool:
    return place == 0 or target[place - 1] in " ([—–-\u00a0/'"


def _may_close(target: str, place: int) -> bool:
    after = target[place + 1 : place + 2]
    return not after or not after.isalnum()


def _unopened(
    source: str, target: str, place: int, pairs: Sequence[Span]
) -> tuple[Edit, Span | None]:
    """What mends a mark that closes nothing, and a pair that it makes superfluous."""
    reports = target[place - 1 : place] in (",", ".", "!", "?") and re.search(
        rf"\b{_SAID}\b", target[place:]
    )
    if pairs and _begins(target, pairs[0][0]) and reports and len(_CONTENT.findall(source)) < 2:
        # "The Hirak movement" no longer exists," says an official: one quotation in another
        return (pairs[0][1], pairs[0][1] + 1, ""), pairs[0]
    if not pairs and reports:
        return (0, 0, '"'), None
    return (place, place + 1, ""), None


def _unclosed(source: str, target: str, opened: int, following: int | None, before: int) -> Edit:
    """What mends a mark that is never closed, or not before the next one opens.

    Args:
        source: the sentence.
        target: its translation.
        opened: where the mark stands.
        following: where the next one opens, if any does.
        before: how many quotations stand before it.
    """
    end = len(target) if following is None else following
    inside = target[opened + 1 : end]
    reported = _REPORTED.search(inside)
    if reported and reported.start() > 0:
        at = opened + 1 + reported.end("mark")
        return at, at, '"'
    quoted = _CONTENT.findall(source)
    is_long = any(_is_long(each) for each in quoted) or not quoted
    if following is None and _ENDS_QUOTED.search(source) and is_long and _begins(target, opened):
        return end, end, '"'
    named = _NAMED.match(target, opened, end)
    if named and quoted and not is_long and len(named[0].split()) <= _SHORT_WORDS:
        return named.end(), named.end(), '"'
    words = len(quoted[before].split()) if before < len(quoted) else 0
    alone = (
        re.match(rf"\"(?:[\w’'-]+\s){{{words - 1}}}[\w’'-]+(?!\w)", target[opened:end])
        if words
        else None
    )
    is_light = alone is not None and alone[0].strip('"').casefold() in ("the", "a", "an")
    if (
        alone
        and not is_light
        and words < 3
        and target[opened:end].isascii()
        and not _HAN.search(source)
    ):
        return opened + alone.end(), opened + alone.end(), '"'
    return opened, opened + 1, ""


_HAN = regex("[\u3400-\u9fff]")
_OPENING, _CLOSING = "«“「『", "»”」』"


def _is_left_open(source: str) -> bool:
    """Whether a source opens a quotation that the next sentence goes on with."""
    opened = sum(char in _OPENING for char in source) - sum(char in _CLOSING for char in source)
    return opened > 0 or (
        source.count('"') % 2 == 1 and re.search(r'(?:^|[\s(:：])"\w', source) is not None
    )


def _is_closed_alone(source: str) -> bool:
    """Whether a source closes a quotation that a sentence before it opened."""
    closed = sum(char in _CLOSING for char in source) - sum(char in _OPENING for char in source)
    return closed > 0 or (source.count('"') % 2 == 1 and not _is_left_open(source))


def _is_long(quoted: str) -> bool:
    return len(quoted.split()) > _SHORT_WORDS or (
        " " not in quoted and len(quoted) > _SHORT_HAN and not quoted.isascii()
    )


def _begins(target: str, opened: int) -> bool:
    """Whether what somebody says may begin at a mark."""
    before = target[:opened].rstrip()
    return (
        not before or before[-1] in ",:" or re.search(rf"\b(?:that|{_SAID})$", before) is not None
    )
