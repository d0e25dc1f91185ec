"""Subtitles, SubRip (.srt) and WebVTT (.vtt): what is said, and where it stands in the file.

A sentence often runs over several cues. Cues that follow each other within one are a block
with a line for each, so that it is translated as a whole, and its translation has as many
lines again. Times, numbers, settings and comments are not text: they stay in the file.

The formats: https://www.w3.org/TR/webvtt1/; SubRip has no specification, and is read as players
do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from reader.article import Block
from reader.errors import UnreadableFile
from reader.loading.page import Page
from reader.text.lines import joined
from reader.text.regex import regex

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMES = regex(rf"(?<![^\r\n])[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}([^\r\n]*)")
_LINE = regex(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_NUMBER = regex(r"\s*\d+\s*")
_POSITION = regex(r"\{\\[^{}]*\}")
_KARAOKE = regex(r"<\d[\d:.]*>")
_KARAOKE_WORD = regex(r"<c>([^<>]*)</c>", re.IGNORECASE)
"""A word that has a time, and no class to be shown in."""
_TAG = regex(r"</?(?:b|i|u|s|font|c|v|ruby|rt|lang)(?:[\s.][^<>]*)?>", re.IGNORECASE)
_OUTER = regex(r"(?:<(b|i|u|font|c|v|lang)(?:[\s.][^<>]*)?>)(.*)</\1>", re.I | re.S)
_VOICE = regex(r"<v(?:\.[^\s<>]*)?[ \t][^<>]*>")
_SPEAKER = regex(r"[ \t]*[-–—][ \t]*(?=\S)")
_ENDED = regex(r"[.!?؟。！？…♪♫][\s»”\"’」』)\]）]*$")
_ALONE = regex(r"\s*[♪♫#\[(（【]")
"""What begins a cue that belongs to none before it: a song, a noise."""

_LONGEST_PAUSE = 2.5
"""Seconds of silence within a sentence."""
_BREATH = 0.4
"""Seconds of silence after which a capital begins something else."""
_MOST_CUES = 8
"""Cues of one block."""
_PUNCTUATED = 0.2
"""Share of cues that end a sentence; in a file with less, marks say nothing of where one ends."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of a cue: what one voice says, or all of the cue."""

    text: str
    """In one line, as it is to be translated: without what stands around all of it."""
    before: str = ""
    """Tags and marks before it: a position, "- ", "<i>"."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once."""

    begins: float
    """Seconds."""
    ends: float
    start: int
    """Where its text stands in the file, in characters."""
    end: int
    lines: tuple[Spoken, ...]
    rows: int
    """Lines that it takes on the screen."""
    settings: str = ""
    """What follows its times: where it stands."""


def cues(content: str, format: str) -> list[Cue]:
    """The cues of a file, in its order; those that show nothing are among them.

    Args:
        content: the file.
        format: "srt" or "vtt".
    """
    times = list(_TIMES.finditer(content))
    shown = []
    for index, match in enumerate(times):
        limit = times[index + 1].start() if index + 1 < len(times) else len(content)
        start, end = _body(content, match.end(), limit, format)
        text = content[start:end]
        begins, ends = _seconds(match.groups()[:4]), _seconds(match.groups()[4:8])
        lines = tuple(_spoken(text, format))
        shown.append(Cue(begins, ends, start, end, lines, len(text.splitlines()), match[9]))
    return shown


def extract(content: str, format: str, name: str) -> Page:
    """What the subtitles say: a line for each cue, or for each voice in it.

    Args:
        content: the file.
        format: "srt" or "vtt".
        name: the file's name.

    Raises:
        UnreadableFile: there are no cues in it.
    """
    shown = cues(content, format)
    if not shown and content.strip() not in ("", "WEBVTT"):
        raise UnreadableFile(f"{name} has no subtitles in it: give it the name of what it is")
    text: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for group in _groups(shown):
        whole = "\n".join(line.text for line in group)
        blocks.append(Block(whole, "paragraph", None, offset))
        text.append(whole + "\n")
        offset += len(whole) + 1
    title = "" if name == "-" else PurePath(name).stem
    return Page("".join(text), tuple(blocks), single=True, name=title, authored=True)


def escaped(text: str, format: str) -> str:
    """A line as it is written into a file: in WebVTT, "<" and "&" are its own."""
    if format != "vtt":
        return text
    parts = re.split(f"({_TAG.pattern})", text, flags=re.IGNORECASE)
    return "".join(
        part if index % 2 else part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for index, part in enumerate(parts)
    )


def _body(content: str, start: int, limit: int, format: str) -> tuple[int, int]:
    """The span of a cue's text, between its times and what comes next."""
    start = min(limit, _LINE.match(content, start).end())  # type: ignore[union-attr]
    if format == "vtt":
        at = start
        while at < limit and (line := _LINE.match(content, at)) and line[0].strip("\r\n"):
            at = line.end()
        return _stripped(content, start, at)
    kept = content[start:limit].rstrip()
    if limit < len(content):  # the number of the next one
        head, _, last = kept.replace("\r", "\n").rpartition("\n")
        if _NUMBER.fullmatch(last):
            kept = kept[: len(head)]
    return _stripped(content, start, start + len(kept))


def _stripped(content: str, start: int, end: int) -> tuple[int, int]:
    text = content[start:end]
    if not text.strip():
        return start, start
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _seconds(clock: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in clock)
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{clock[3]}" if thousandths else 0)


def _spoken(text: str, format: str) -> Iterator[Spoken]:
    """The lines of a cue: one for each voice, without the breaks for the screen's sake."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    voices: list[list[str]] = []
    for row in rows:
        bare = _bare(row)
        begins = _SPEAKER.match(bare) or _VOICE.match(row)
        if voices and not (begins and any(_bare(above).strip() for above in voices[-1])):
            voices[-1].append(row)
        else:
            voices.append([row])
    for voice in voices:
        yield _bared(joined(voice), format)


def _bare(row: str) -> str:
    return _TAG.sub("", _POSITION.sub("", row))


def _bared(text: str, format: str) -> Spoken:
    """A line without what stands around it."""
    before = after = ""
    if format == "vtt":
        text = _KARAOKE_WORD.sub(r"\1", _KARAOKE.sub("", text))
    changed = True
    while changed:
        changed = False
        outer = _OUTER.fullmatch(text)
        if outer and f"</{outer[1]}" not in outer[2]:
            inner = outer.start(2)
            before, after = before + text[:inner], text[outer.end(2) :] + after
            text, changed = outer[2], True
        for sign in (_POSITION, _SPEAKER, _VOICE):
            match = sign.match(text)
            if match and match.end() < len(text):
                before, text, changed = before + match[0], text[match.end() :], True
    before += "".join(_POSITION.findall(text))
    text = _POSITION.sub("", text)
    if format == "vtt":
        text = html.unescape(text)
    return Spoken(" ".join(text.split()), before, after)


def _groups(cues: Sequence[Cue]) -> Iterator[list[Spoken]]:
    """The lines of each block: those of the cues that a sentence runs over."""
    shown = [(cue, line) for cue in cues for line in cue.lines if line.text]
    ended = sum(bool(_ENDED.search(line.text)) for _, line in shown)
    punctuated = ended >= _PUNCTUATED * len(shown)
    group: list[Spoken] = []
    before: tuple[Cue, Spoken] | None = None
    for cue, line in shown:
        if before and not (punctuated and len(group) < _MOST_CUES and _runs_on(*before, cue, line)):
            yield group
            group = []
        group.append(line)
        before = cue, line
    if group:
        yield group


def _runs_on(cue: Cue, line: Spoken, following_cue: Cue, following: Spoken) -> bool:
    """Whether what a line says goes on in the next."""
    if cue is following_cue:
        return False
    pause = following_cue.begins - cue.ends
    if not -1 <= pause <= _LONGEST_PAUSE or _ALONE.match(following.text):
        return False
    if _SPEAKER.search(following.before) or _VOICE.search(following.before):
        return False
    if _POSITION.findall(line.before) != _POSITION.findall(following.before):
        return False
    if pause > _BREATH and following.text[:1].isupper():
        return False
    trails_off = line.text.rstrip(' »”"’').endswith(("…", "..."))
    if trails_off:
        return following.text.lstrip(' ….«“"')[:1].islower()
    return not _ENDED.search(line.text)
