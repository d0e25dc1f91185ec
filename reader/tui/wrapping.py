"""Breaking a text into the lines of a terminal, in logical order and by the width of its cells."""

from __future__ import annotations

import itertools

from rich.cells import cell_len, split_graphemes

from reader.text.regex import regex

_ZWNJ = "\u200c"
# A joiner outside an emoji has no width of its own; Rich would take the next character's too.
_STRAY_ZWJ = regex(
    "\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)

_SPACE = " \t\n\r\x0b\x0c\x85\u1680\u2000-\u2006\u2008-\u200b\u2028\u2029\u205f\u3000"
_WIDE = (
    "\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3100-\u9fff\ua000-\ua4cf"
    "\uac00-\ud7af\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc"
    "\U0001f300-\U0001faff\U00020000-\U0003ffff"
)
_OPENING = "(\\[{\u2018\u201c\u00ab\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\uff08\uff3b"
# A piece is what no line may be broken inside: a word, or one ideograph with the marks that
# must not be parted from it (no line begins with a closing mark or ends with an opening one).
_WORD = f"(?:[^{_SPACE}{_WIDE}{_OPENING}]|[{_OPENING}](?=[^{_SPACE}{_WIDE}{_OPENING}]))+"
_CLOSING = (
    "!),.:;?\\]}%\u00b7\u2019\u201d\u00bb\u2026\u2014\u3001\u3002\u3009\u300b\u300d\u300f\u3011"
    "\u3015\u3017\u3019\u301c\u30fb\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d"
)
_PIECE = regex(
    f"([{_OPENING}]*(?:[{_WIDE}][\u0300-\u036f\ufe00-\ufe0f\u200d\u3099\u309a]*[{_CLOSING}]*"
    f"|{_WORD}|(?<=[{_OPENING}])))([{_SPACE}]*)"
)
_BREAK = regex("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def wrap(text: str, width: int, *, breaks: bool = False) -> list[tuple[int, int]]:
    """Where the lines of `text` begin and end, in characters and in logical order.

    Lines are at most `width` cells; they are broken at white space and between ideographs,
    and inside a word only where it is longer than a line, never inside a wide character or
    a letter and its marks. The white space at a break is in no line. An empty text has one
    empty line.
    """
    width = max(width, 2)
    text = without_stray_joiners(text)
    if breaks:
        spans: list[tuple[int, int]] = []
        start = 0
        for match in _BREAK.finditer(text):
            spans += _wrap(text, start, match.start(), width, indent=True)
            start = match.end()
        return spans + _wrap(text, start, len(text), width, indent=True)
    return _wrap(text, 0, len(text), width)


def _wrap(
    text: str, start: int, end: int, width: int, *, indent: bool = False
) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    line_start = line_end = start
    used = 0
    gap = 0
    first = True
    position = start
    piece_at = _PIECE.match
    while position < end:
        match = piece_at(text, position, end)
        if match is None or match.end() == position:
            match_end = position + 1
            while match_end < end and text[match_end].isspace():
                match_end += 1
            if first and not indent:
                line_start = line_end = match_end
            else:
                gap += match_end - position
            position = match_end
            continue
        piece_start, piece_end = match.span(1)
        piece = cell_len(text[piece_start:piece_end])
        if not first and used + gap + piece > width:
            spans.append((line_start, line_end))
            line_start, used, gap = piece_start, 0, 0
        if gap + piece > width:
            *whole, (line_start, used) = _chop(text, piece_start, piece_end, width)
            starts = [cut for cut, _ in whole] + [line_start]
            spans += list(itertools.pairwise(starts))
            gap = 0
        else:
            used += gap + piece
        first = False
        line_end = piece_end
        gap = match.end() - piece_end
        position = match.end()
    spans.append((line_start, line_end))
    return spans


def _chop(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Cut an overlong word: where each line begins, and the cells it takes."""
    cuts: list[tuple[int, int]] = []
    line_start, used = start, 0
    for first, _, cells in split_graphemes(text[start:end])[0]:
        if used + cells > width:
            cuts.append((line_start, used))
            line_start, used = start + first, 0
        used += cells
    return [*cuts, (line_start, used)]


def without_stray_joiners(text: str) -> str:
    """The text with joiners outside emoji as non-joiners: as many characters as before."""
    return _STRAY_ZWJ.sub(_ZWNJ, text)
