"""Inline marks put back on the words they stood on, in the translation of those words.

Where the words went is read from the cross-attention of the decoding that wrote the translation.
Where that is not known (a sentence in several pieces), a decoding is forced to the finished one;
where that cannot be (several packages), terms and literals say it, and the order of the words.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.article import TermUse
from reader.text.marks import Mark
from reader.text.prepare import Prepared
from reader.text.regex import regex
from reader.text.spans import Span, overlap
from reader.translator.edges import superfluous

if TYPE_CHECKING:
    from reader.engine.engine import Engine, Work


_LONGEST = 250
"""Tokens of a source or a translation beyond which attention is not asked for."""
_WORD = regex(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[-.,:'’/&@_][^\W_]+)*")
_FINAL = regex(r"[\s.!?。！？…»”\"')\]]*$")
_OPENING = regex(r"[«“”\"'‘(\[]*$")
_CLOSING = regex(r"(?:[»”\"'’)\].,:;!?…%‰°€$£])*")
_LEAST = 0.35
"""Share of a word's attention that a marked span needs to draw the word into it."""
_SOME = 0.05
"""Share of it that says anything."""


_FAINT, _NEAR = 0.15, 0.6
"""Shares of a word's attention, of all and of the most, from which a source word is meant."""


class _Insertion(NamedTuple):
    """A mark to put into a translation; in the order of their fields they follow each other."""

    at: int
    order: int
    """Among those at one place: ends of pairs, the inner first; single marks; beginnings."""
    source: int
    """Where a single mark ends in the source."""
    text: str
    number: int = -1
    """The document's own mark that it is; -1 for one of the text."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far each word of a translation stands for the words of each mark."""

    words: tuple[Span, ...]
    """The words of the translation."""
    masses: tuple[tuple[float, ...], ...]
    """For each mark, for each word: 0 to 1."""


class Written(NamedTuple):
    """A translation as the model wrote it."""

    text: str
    tokens: Sequence[str]
    attention: Sequence[Sequence[float]]
    """A row for each token, a weight for each token of the source; empty where unknown."""


def aligned(
    engine: Engine,
    prepared: Prepared,
    target: str,
    terms: Sequence[TermUse],
    written: Written | None = None,
) -> Work[Alignment | None]:
    """The alignment of a translation with the marks of its source, or None.

    Args:
        engine: what translated.
        prepared: what it read.
        target: what it wrote.
        terms: terms in that.
        written: how it wrote that, where it is known.
    """
    columns = [_columns(engine, prepared, mark) for mark in prepared.marks]
    if (
        written is not None
        and written.attention
        and (written.text == target or not _is_in_term(prepared, terms))
    ):
        ends = _ends(written.tokens, written.text)
        if ends and len(written.attention) >= len(ends):
            alignment = _alignment(written.text, ends, written.attention, columns)
            if written.text == target:
                return alignment
            return _carried(alignment, written.text, target)
    source = engine.tokenizer.encode([prepared.text])[0]
    output = engine.tokenizer.encode_target([target])[0]
    ends = _ends(output, target)
    if not ends or not 0 < len(source) <= _LONGEST or len(output) > _LONGEST:
        return None
    (hypothesis,) = yield engine.decode([source], [output], attention=True)
    rows = hypothesis.attention[: len(output)]
    if len(rows) < len(output):
        return None
    return _alignment(target, ends, rows, columns)


def counterparts(engine: Engine, prepared: Prepared, target: str) -> Work[list[tuple[Span, Span]]]:
    """The words of a source and of its translation that stand for each other.

    Args:
        engine: what translated.
        prepared: what it read.
        target: the translation, by whomever.

    Returns:
        Pairs of a span of the original and one of `target`, in the order of the translation;
        none where the model cannot be asked.
    """
    spans = [match.span() for match in _WORD.finditer(prepared.original)]
    marks = tuple(Mark("", "", start, end, ()) for start, end in spans)
    alignment = yield from aligned(engine, replace(prepared, marks=marks), target, ())
    if alignment is None or not spans:
        return []
    pairs = []
    for place, word in enumerate(alignment.words):
        masses = [of_words[place] for of_words in alignment.masses]
        least = max(_FAINT, _NEAR * max(masses))
        pairs += [(span, word) for span, mass in zip(spans, masses, strict=True) if mass >= least]
    return pairs


def _columns(engine: Engine, prepared: Prepared, mark: Mark) -> range:
    """The source tokens of a mark's words: as many as the text before them takes."""
    start, end = prepared.forward(mark.start, mark.end)
    first, last = engine.tokenizer.encode([prepared.text[:start], prepared.text[:end]])
    return range(min(len(first), max(len(last) - 1, 0)), len(last))


def _ends(tokens: Sequence[str], text: str) -> list[int]:
    """Where each token ends in the text; nothing where the tokens are not its letters."""
    plain = [token.removesuffix("@@").replace("▁", " ") for token in tokens]
    offset = 1 if plain and plain[0].startswith(" ") else 0
    if "".join(plain)[offset:] != text:
        return []
    return [end - offset for end in accumulate(map(len, plain))]


def _alignment(
    text: str, ends: Sequence[int], rows: Sequence[Sequence[float]], columns: Sequence[range]
) -> Alignment:
    words = tuple(match.span() for match in _WORD.finditer(text))
    masses = []
    for wanted in columns:
        paid = [sum(row[wanted.start : wanted.stop]) / (sum(row) or 1.0) for row in rows]
        of_words = []
        for start, end in words:
            own = [
                paid[index]
                for index, last in enumerate(ends)
                if last > start and (ends[index - 1] if index else 0) < end
            ]
            of_words.append(max(own, default=0.0))
        masses.append(tuple(of_words))
    return Alignment(words, tuple(masses))


def _is_in_term(prepared: Prepared, terms: Sequence[TermUse]) -> bool:
    """Whether a mark begins or ends within a term, whose words attention has to tell apart."""
    spans = [use.source_span for use in terms]
    ends = [prepared.forward(mark.start, mark.end) for mark in prepared.marks]
    return any(start < each < end for start, end in spans for both in ends for each in both)


def _carried(alignment: Alignment, written: str, target: str) -> Alignment:
    """The alignment of a text as that of another in which terms took the place of some words.

    What only the other has stands for no mark: where the terms went is known better.
    """
    words = tuple(match.span() for match in _WORD.finditer(target))
    before = [written[start:end] for start, end in alignment.words]
    same: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, [target[a:b] for a, b in words], autojunk=False)
    for first, second, size in matcher.get_matching_blocks():
        same.update((second + each, first + each) for each in range(size))
    masses = tuple(
        tuple(own[same[index]] if index in same else 0.0 for index in range(len(words)))
        for own in alignment.masses
    )
    return Alignment(words, masses)


def needs_alignment(prepared: Prepared) -> bool:
    """Whether the place of any mark depends on where the words went."""
    return any(
        mark.is_pair or (mark.end > 0 and any(map(str.isalnum, _after(prepared, mark))))
        for mark in prepared.marks
    )


def with_marks(
    prepared: Prepared,
    target: str,
    terms: Sequence[TermUse],
    anchors: Sequence[tuple[Span, Span]],
    alignment: Alignment | None,
    languages: tuple[str, str],
) -> tuple[str, list[TermUse], tuple[Span, ...]]:
    """A translation with the marks of its source, and its terms at their places in it.

    Args:
        prepared: the source as the model read it, and its marks.
        target: the translation.
        terms: terms in it.
        anchors: spans of the prepared source, and the spans of `target` that stand for them.
        alignment: where the other words went, or None.
        languages: those of the source and the translation.

    Returns:
        The translation, the terms, and the places of the document's own marks.
    """
    if alignment is None:
        alignment = _by_order(prepared, target)
    anchors = [*anchors, *_same_words(prepared.text, target)]
    insertions: list[_Insertion] = []
    spans: dict[int, Span] = {}
    for number, mark in enumerate(prepared.marks):
        masses = list(alignment.masses[number])
        start, end = prepared.forward(mark.start, mark.end)
        for source, span in anchors:
            if source[0] < start < source[1] or source[0] < end < source[1]:
                continue  # of a term that is partly marked, attention knows which part
            inside = float(start <= source[0] and source[1] <= end)
            for index, word in enumerate(alignment.words):
                if overlap(word, span):
                    masses[index] = inside
        small = superfluous(prepared.original[mark.start : mark.end], *languages)
        if mark.is_pair:
            first, last = _marked(target, alignment.words, masses, small)
            if mark.number >= 0:
                spans[mark.number] = _with_edges(prepared, mark, target, (first, last))
                continue
            insertions.append(_Insertion(first, number + 1, 0, mark.opening))
            insertions.append(_Insertion(last, -number - 1, 0, mark.closing))
        else:
            masses = _of_weight(target, alignment.words, masses, small[0] & small[1])
            at = _point(prepared, mark, target, alignment.words, masses)
            insertions.append(_Insertion(at, 0, mark.end, mark.closing, mark.number))
    insertions.sort()
    spans = {number: _moved(span, insertions) for number, span in spans.items()}
    grown = 0
    for each in insertions:
        if each.number >= 0:
            start = each.at + grown
            spans[each.number] = start, start + len(each.text)
        grown += len(each.text)
    moved = [replace(use, target_span=_moved(use.target_span, insertions)) for use in terms]
    return _inserted(target, insertions), moved, tuple(spans[number] for number in sorted(spans))


def _by_order(prepared: Prepared, target: str) -> Alignment:
    """An alignment that knows no more than the order of the words."""
    words = tuple(match.span() for match in _WORD.finditer(target))
    scale = len(target) / max(1, len(prepared.text))
    masses = []
    for mark in prepared.marks:
        start, end = prepared.forward(mark.start, mark.end)
        first, last = start * scale, end * scale
        row = [max(0.0, min(last, b) - max(first, a)) / max(1, b - a) for a, b in words]
        if words and not any(row):
            nearest = min(range(len(words)), key=lambda i: abs(words[i][0] - first))
            row[nearest] = 1.0
        masses.append(tuple(row))
    return Alignment(words, tuple(masses))


def _same_words(source: str, target: str) -> list[tuple[Span, Span]]:
    """Words that stand in both texts once, such as names: they are certain."""
    ours, theirs = (_single(text) for text in (source, target))
    return [(span, theirs[word]) for word, span in ours.items() if word in theirs]


def _single(text: str) -> dict[str, Span]:
    """The words of a text that are a name or a number, or long, and stand in it once."""
    spans: dict[str, Span] = {}
    again: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) < 3 or (word.islower() and len(word) < 6):
            continue
        if word in spans:
            again.add(word)
        spans[word] = match.span()
    return {word: span for word, span in spans.items() if word not in again}


def _of_weight(
    target: str, words: Sequence[Span], masses: Sequence[float], small: Container[str]
) -> list[float]:
    """The masses of words, small ones counting for nothing."""
    pairs = zip(words, masses, strict=True)
    return [0.0 if target[slice(*word)].lower() in small else mass for word, mass in pairs]


def _marked(
    target: str,
    words: Sequence[Span],
    masses: Sequence[float],
    small: tuple[frozenset[str], frozenset[str]],
) -> Span:
    """The run of words that stands for a mark's: the one with most of its attention.

    Args:
        target: the translation.
        words: its words.
        masses: how far each stands for the mark's.
        small: words that the run does not begin with, and not end with.
    """
    if not words:
        return 0, len(target)
    least = min(_LEAST, 0.6 * max(masses))
    best, best_run = -1.0, (0, 0)
    total, first = 0.0, 0
    for index, mass in enumerate(masses):
        if total <= 0:
            total, first = 0.0, index
        total += mass - least
        if total > best + 1e-9:
            best, best_run = total, (first, index)
    first, last = best_run
    said = [target[start:end].lower() for start, end in words]
    while first < last and said[first] in small[0]:
        first += 1
    while first < last and said[last] in small[1]:
        last -= 1
    if first == last and said[first] in small[0] | small[1]:
        others = [index for index, word in enumerate(said) if word not in small[0] | small[1]]
        first = last = max(
            others or [first],
            key=lambda index: (masses[index] if masses[index] > _SOME else 0, -abs(index - first)),
        )
    return words[first][0], words[last][1]


def _point(
    prepared: Prepared, mark: Mark, target: str, words: Sequence[Span], masses: Sequence[float]
) -> int:
    """Where a single mark goes: after the word that stands for the one it followed."""
    original = prepared.original
    if mark.end == 0:
        return 0
    if not any(map(str.isalnum, _after(prepared, mark))):
        if not original[mark.end - 1].isalnum():
            return len(target.rstrip())
        final = _FINAL.search(target)
        return final.start() if final else len(target)
    if not words:
        return len(target)
    best = max(range(len(words)), key=lambda index: (masses[index], index))
    return words[best][1]


def _after(prepared: Prepared, mark: Mark) -> str:
    """What follows a single mark in its sentence."""
    return prepared.original[mark.end :].replace(mark.closing, "", 1)


def _with_edges(prepared: Prepared, mark: Mark, target: str, span: Span) -> Span:
    """A span with the quotation marks or the stop at its ends, where the source's has them."""
    own = prepared.original[mark.start : mark.end].strip()
    start, end = span
    if own and not own[0].isalnum():
        start -= len(_OPENING.search(target[:start])[0])  # type: ignore[index]
    if own and not own[-1].isalnum():
        end += len(_CLOSING.match(target[end:])[0])  # type: ignore[index]
    return start, end


def _moved(span: Span, insertions: Sequence[_Insertion]) -> Span:
    """A span of a translation after the insertions."""
    start = span[0] + sum(len(each.text) for each in insertions if each.at <= span[0])
    end = span[1] + sum(len(each.text) for each in insertions if each.at < span[1])
    return start, max(start, end)


def _inserted(target: str, insertions: Sequence[_Insertion]) -> str:
    pieces: list[str] = []
    done = 0
    for each in insertions:
        pieces += (target[done : each.at], each.text)
        done = each.at
    return "".join([*pieces, target[done:]])
