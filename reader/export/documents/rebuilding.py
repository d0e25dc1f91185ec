"""A paragraph put together again from its translation: which words stand in what, and the signs.

What comes out is flat: stretches of text, each with what is around it, and signs, in the order
of the translation. The module of each kind of document makes its elements of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reader.article import Mark
from reader.export.pairing import Pair, joint
from reader.loading.tracing import Leaf, Trace
from reader.text.lines import one_line

Path = tuple[Any, ...]


@dataclass(slots=True, eq=False)
class Stretch:
    """A part of a translated paragraph: a text, or a sign."""

    path: Path
    text: str = ""
    sign: Leaf | None = None


def shared(one: Path, other: Path) -> int:
    """How many things, from the outermost on, two paths have in common."""
    count = 0
    while count < min(len(one), len(other)) and one[count] is other[count]:
        count += 1
    return count


def translated(pair: Pair) -> bool:
    """Whether a block says something else in its translation."""
    return any(piece.translation and not piece.unchanged for piece in pair.pieces)


def stretches(pair: Pair, trace: Trace, target: str) -> list[Stretch]:
    """A block's translation in its parts.

    Args:
        pair: the block with its translations.
        trace: where its words come from.
        target: the language of the translations.
    """
    text, places = _translation(pair, target)
    around, signs = _sorted(places, trace)
    text, around, signs = _without_signs(text, around, signs)
    paths = _paths(text, around, trace)
    return list(_tidied(_parts(text, paths, signs, trace), trace))


def without_signs(
    parts: Sequence[Stretch], kept: Callable[[Any], bool] = lambda sign: False
) -> list[Stretch]:
    """The parts without the signs that the source has already; tabs and line ends stay.

    Args:
        parts: those of a translation that stands under its source.
        kept: whether a sign says something that the translation has to say too.
    """
    words = [
        part for part in parts if part.sign is None or part.sign.spaced or kept(part.sign.sign)
    ]
    if words:
        words[0].text = words[0].text.lstrip()
    return words


def _translation(pair: Pair, target: str) -> tuple[str, list[Mark]]:
    """The text of a block's translation, and all marks at their places in it."""
    block = pair.block
    text = ""
    places: list[Mark] = []
    known: set[int] = set()
    ends: list[tuple[int, int]] = []
    for index, piece in enumerate(pair.pieces):
        if index:
            text += _gap(joint(pair.pieces[index - 1], piece, block.language, target))
        shift = len(text)
        if piece.translation is None:
            marks = [mark for mark in block.marks if _is_in(mark, piece.start, piece.text)]
            marks = [_clipped(mark, piece.start, len(piece.text)) for mark in marks]
            text += piece.text
        else:
            written = piece.translation.target
            marks = list(piece.translation.marks)
            line = one_line(written, target)
            if len(line) != len(written):  # a break or a space less: the places are near enough
                size = len(line)
                marks = [
                    mark._replace(start=min(mark.start, size), end=min(mark.end, size))
                    for mark in marks
                ]
            text += line
        places += [
            mark._replace(start=mark.start + shift, end=mark.end + shift)
            for mark in marks
            if mark.kind == "around" or mark.number not in known
        ]
        known.update(mark.number for mark in marks)
        ends.append((piece.start + len(piece.text), len(text)))
    for mark in block.marks:  # signs between two sentences, or where nobody knows
        if mark.number not in known and mark.is_sign:
            at = max((end for start, end in ends if start <= mark.start), default=0)
            places.append(mark._replace(start=at, end=at))
    return text, places


def _gap(space: str) -> str:
    return " " if space else ""


def _is_in(mark: Mark, start: int, text: str) -> bool:
    return mark.start < start + len(text) and (mark.end > start or mark.start == mark.end >= start)


def _clipped(mark: Mark, start: int, size: int) -> Mark:
    return mark._replace(
        start=min(max(mark.start - start, 0), size), end=min(max(mark.end - start, 0), size)
    )


def _sorted(places: Sequence[Mark], trace: Trace) -> tuple[list[Mark], list[Mark]]:
    """What is around words, the outer before the inner; and the signs in their order."""
    around = [mark for mark in places if not mark.is_sign]
    around.sort(key=lambda mark: (len(trace.paths[mark.number]), mark.start, mark.number))
    signs = [mark for mark in places if mark.is_sign]
    signs.sort(key=lambda mark: (mark.start, mark.number))
    return around, signs


def _without_signs(
    text: str, around: list[Mark], signs: list[Mark]
) -> tuple[str, list[Mark], list[Mark]]:
    """The translation without the texts of its signs, which they bring themselves."""
    cuts = [(mark.start, mark.end) for mark in signs if mark.end > mark.start]

    def back(place: int) -> int:
        return place - sum(min(place, end) - start for start, end in cuts if start < place)

    kept, done = "", 0
    for start, end in cuts:
        kept += text[done:start]
        done = max(done, end)
    kept += text[done:]
    return (
        kept,
        [mark._replace(start=back(mark.start), end=back(mark.end)) for mark in around],
        [mark._replace(start=back(mark.start), end=back(mark.start)) for mark in signs],
    )


def _paths(text: str, around: Sequence[Mark], trace: Trace) -> list[Path]:
    """What is around each character of a translation.

    A thing that is around the words of two sentences is around what stands between them.
    """
    paths: list[Path] = [()] * len(text)
    spans: dict[int, list[list[int]]] = {}
    for mark in around:
        own = spans.setdefault(mark.number, [])
        if own and not text[own[-1][1] : mark.start].strip():
            own[-1][1] = max(mark.end, own[-1][1])
        elif mark.end > mark.start:
            own.append([mark.start, mark.end])
    for number, own in spans.items():
        parent = trace.paths[number]
        for start, end in own:
            for place in range(start, min(end, len(text))):
                if paths[place] == parent:
                    paths[place] = (*parent, trace.things[number])
    return paths


def _parts(
    text: str, paths: Sequence[Path], signs: Sequence[Mark], trace: Trace
) -> Iterator[Stretch]:
    begin = 0
    waiting = list(signs)
    for place in range(len(text) + 1):
        sign_here = bool(waiting) and waiting[0].start <= place
        ends = place == len(text) or (place and paths[place] != paths[place - 1])
        if place > begin and (sign_here or ends):
            yield Stretch(paths[begin], text[begin:place])
            begin = place
        while waiting and waiting[0].start <= place:
            mark = waiting.pop(0)
            near = [paths[at] for at in (place - 1, place) if 0 <= at < len(text)]
            yield Stretch(_nearest(trace.paths[mark.number], near), sign=trace.things[mark.number])
        if place == len(text):
            break


def _nearest(wanted: Path, near: Sequence[Path]) -> Path:
    """What a sign stands in: of what is around its neighbours, what was around it before."""
    best: Path = ()
    for path in near:
        depth = shared(wanted, path)
        if depth > len(best):
            best = path[:depth]
    return best


def _tidied(parts: Iterator[Stretch], trace: Trace) -> Iterator[Stretch]:
    """The parts, without white space beside a sign that takes its place."""
    row = list(parts)
    first = next((leaf for leaf in trace.leaves if leaf.text), None)
    leading = first is not None and first.sign is None and first.text[:1].isspace()
    for index, part in enumerate(row):
        if part.sign is not None:
            before = row[index - 1] if index else None
            if part.sign.apart and before and before.sign is None and before.text[-1:].strip():
                yield Stretch(before.path, " ")
            yield part
            continue
        if index and _is_spaced(row[index - 1]):
            part.text = part.text.lstrip()
        elif index and leading and all(each.sign is not None for each in row[:index]):
            part.text = " " + part.text  # as after a note's number
        if index and part.text[:1].isalnum() and (sign := row[index - 1].sign) and sign.apart:
            part.text = " " + part.text
        if index + 1 < len(row) and _is_spaced(row[index + 1]):
            part.text = part.text.rstrip()
        if part.text:
            yield part


def _is_spaced(part: Stretch) -> bool:
    return part.sign is not None and part.sign.spaced
