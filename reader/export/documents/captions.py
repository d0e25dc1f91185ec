"""Subtitles of one kind as those of the other: SubRip (.srt) and WebVTT (.vtt).

What the other kind has no place for is left out: of WebVTT the comments, styles, names of voices
and regions; of SubRip the colours. Where a cue stands at the top or at a side, it does in both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reader.loading.subtitles import Cue, cues, escaped
from reader.text.regex import regex

_TAG = regex(r"</?(b|i|u|s|font|c|v|ruby|rt|lang)(?:[\s.][^<>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
_STYLES = frozenset(("b", "i", "u"))
"""Tags that both have."""
_VOICE = regex(r"\s*<v[\s.]", re.IGNORECASE)
_POSITION = regex(r"\{\\(?:an([1-9])|[^{}]*)\}")
_SETTINGS = {
    7: "line:0 align:start position:0%",
    8: "line:0",
    9: "line:0 align:end position:100%",
    4: "line:50% align:start position:0%",
    5: "line:50%",
    6: "line:50% align:end position:100%",
    1: "align:start position:0%",
    3: "align:end position:100%",
}
"""What WebVTT says for the places that SubRip numbers as a keyboard's digits lie."""
_LINE = regex(r"\bline:(-?\d+(?:\.\d+)?)(%?)")
_ALIGN = regex(r"\balign:(\w+)")
_TOP, _MIDDLE = 25, 60
"""Hundredths of the picture's height above which a cue is at its top, or in its middle."""
_ROWS = 15
"""Rows that lines without a per cent count, as players do."""


def converted(content: str, kind: str, wanted: str) -> str:
    """A file of subtitles in the other kind.

    Args:
        content: the file.
        kind: what it is: "srt" or "vtt".
        wanted: the other.
    """
    parts = ["WEBVTT\n"] if wanted == "vtt" else []
    for number, cue in enumerate((each for each in cues(content, kind) if _is_shown(each)), 1):
        rows = content[cue.start : cue.end].splitlines()
        make = _as_vtt if wanted == "vtt" else _as_srt
        parts.append(f"{number}\n" + "\n".join(make(cue, rows)) + "\n")
    return "\n".join(parts)


def _is_shown(cue: Cue) -> bool:
    return any(line.text for line in cue.lines)


def _as_vtt(cue: Cue, rows: list[str]) -> Iterator[str]:
    places = [int(match[1]) for row in rows for match in _POSITION.finditer(row) if match[1]]
    settings = _SETTINGS.get(places[0], "") if places else ""
    yield f"{_clock(cue.begins, '.')} --> {_clock(cue.ends, '.')} {settings}".rstrip()
    for row in rows:
        if text := escaped(_styled(_POSITION.sub("", row)), "vtt").strip():
            yield text


def _as_srt(cue: Cue, rows: list[str]) -> Iterator[str]:
    yield f"{_clock(cue.begins, ',')} --> {_clock(cue.ends, ',')}"
    place = _place(cue.settings)
    before = f"{{\\an{place}}}" if place != 2 else ""
    several = sum(bool(_VOICE.match(row)) for row in rows) > 1
    for row in rows:
        if text := html.unescape(_styled(row)).strip():
            yield before + ("- " if several and _VOICE.match(row) else "") + text
            before = ""


def _place(settings: str) -> int:
    """Where a cue of WebVTT stands, as SubRip counts: 2 is where any other does."""
    line, align = _LINE.search(settings), _ALIGN.search(settings)
    column = {"start": -1, "left": -1, "end": 1, "right": 1}.get(align[1] if align else "", 0)
    height = 100.0
    if line:
        height = float(line[1]) * (1 if line[2] else 100 / _ROWS)
        height += 100 if height < 0 else 0  # counted from below
    row = 6 if height < _TOP else 3 if height < _MIDDLE else 0
    return row + 2 + column


def _styled(row: str) -> str:
    """A row with the tags that both kinds have."""

    def kept(match: re.Match[str]) -> str:
        name = (match[1] or "").lower()
        return (f"</{name}>" if match[0][1] == "/" else f"<{name}>") if name in _STYLES else ""

    return _TAG.sub(kept, row)


def _clock(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"
