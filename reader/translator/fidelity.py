"""What must not change: a sentence made ready for the model, and its translation made whole.

The model reads a prepared text in which a literal that models garble (an address, a large
number) is replaced by a stand-in that they copy: a rare acronym, a number of three digits.
Enforcement holds stand-ins as it holds terms; afterwards each gives way to the literal itself.
What is lost even so is put in, and said in a doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.article import Doubt, Occurrence, Sentence
from reader.memory.store import Stored
from reader.text.capitals import headline
from reader.text.english_dates import led_range, whole_date
from reader.text.leads import lead
from reader.text.literals import SLOT, Literal, literals
from reader.text.marks import own
from reader.text.prepare import Prepared, prepare
from reader.text.regex import regex
from reader.text.spans import Edit, Span, overlaps_any
from reader.translator.aligning import Alignment, Written, aligned, needs_alignment, with_marks
from reader.translator.brackets import mended, spelling, touched_up, without_spellings
from reader.translator.conjunctions import told_apart
from reader.translator.days_and_hours import dated
from reader.translator.doubts import doubts
from reader.translator.guillemets import typeset
from reader.translator.inventions import without_inventions
from reader.translator.placing import partial
from reader.translator.slips import without_slips
from reader.translator.stand_ins import echoes, stand_ins, without_articles
from reader.translator.verbatim import covers

if TYPE_CHECKING:
    from reader.engine.engine import Engine, Work

_MARK = "#"
"""Begins the concept of a literal; no concept of a glossary begins so."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A sentence as the model reads it, and what its translation needs to be made whole."""

    sentence: Sentence
    """The prepared text, with terms and literals as occurrences at their places in it."""
    original: Sentence
    prepared: Prepared
    literals: dict[str, tuple[Literal, str]]
    """By concept: a literal at its place in the prepared text, and its stand-in or nothing."""
    target: str
    """Language of the translation."""
    lead: str = ""
    """What numbers it as an item of a list, which the model does not read."""

    @property
    def is_plain(self) -> bool:
        """Whether the model reads the original and nothing has to be put back."""
        return self.sentence is self.original and not self.prepared.marks

    @property
    def is_marked(self) -> bool:
        """Whether the place of any of its marks depends on where the words went."""
        return needs_alignment(self.prepared)


def make_ready(sentence: Sentence, target: str, *, protect: bool = True) -> Ready:
    """A sentence as the model is to read it.

    Args:
        sentence: the sentence, with its glossary terms.
        target: language of the translation.
        protect: whether its literals are held.
    """
    language = sentence.language or ""
    prepared = prepare(sentence.text, language, own(partial(sentence), sentence.text))
    item = lead(prepared.text, language) if protect and not prepared.marks else None
    if item and not any(prepared.forward(t.start, t.end)[0] < item.end for t in sentence.terms):
        prepared = prepared.edited([(0, item.end, "")])
    else:
        item = None
    protected = literals(prepared.text, language, target) if protect else ()
    if not protected and prepared.text == sentence.text:
        return Ready(sentence, sentence, prepared, {}, target)
    terms = []
    for term in sentence.terms:
        start, end = prepared.forward(term.start, term.end)
        if start < end:
            terms.append(replace(term, start=start, end=end))
    opaque = [literal for literal in protected if literal.is_opaque]
    terms = [term for term in terms if not any(covers(each, term) for each in opaque)]
    terms, cuts = without_spellings(terms, protected, prepared.text)
    if cuts:
        prepared = prepared.edited(cuts)
        protected = literals(prepared.text, language, target)
    held = [term.span for term in terms]
    protected = tuple(
        spelling(each, prepared.text) if overlaps_any(each.span, held) else each
        for each in protected
    )
    protected = tuple(each for each in protected if not overlaps_any(each.span, held))
    ready = _filled(sentence, prepared, terms, protected, target)
    return replace(ready, lead=item.target) if item else ready


def make_whole(ready: Ready, stored: Stored, alignment: Alignment | None = None) -> Stored:
    """The translation of the original sentence, from that of what the model read.

    Args:
        ready: what the model read.
        stored: its translation, and where terms and literals stand in it.
        alignment: where the words of the source stand in it; None to go by their order.
    """
    if ready.is_plain:
        return stored
    places, uncertain = _places(ready, stored)
    edits = list(_in_place(ready, stored.target, places))
    taken = [*places.values(), *((start, end) for start, end, _ in edits)]
    taken += [use.target_span for use in stored.terms]
    edits += echoes(ready.literals, ready.sentence.text, stored.target, taken, places)
    origins = {concept: _source_span(ready, concept) for concept in ready.literals}
    edits = without_articles(ready.literals, ready.original.text, origins, stored.target, edits)
    target, moved = _applied(stored.target, edits)
    target = target[:-1] if target.endswith(".m..") else target
    terms = [
        replace(
            use,
            source_span=ready.prepared.back(*use.source_span),
            target_span=moved(use.target_span),
        )
        for use in stored.terms
        if not use.concept.startswith(_MARK)
    ]
    marks: tuple[Span, ...] = ()
    if ready.prepared.marks:
        anchors = [(use.source_span, moved(use.target_span)) for use in stored.terms]
        if alignment is not None:
            words = tuple(moved(word) for word in alignment.words)
            alignment = replace(alignment, words=words)
        languages = ready.original.language or "", ready.target
        target, terms, marks = with_marks(
            ready.prepared, target, terms, anchors, alignment, languages
        )
    if ready.lead and target:
        by = len(ready.lead)
        at = [(a + by, b + by) for a, b in (use.target_span for use in terms)]
        terms = [replace(use, target_span=span) for use, span in zip(terms, at, strict=True)]
        marks = tuple((a + by, b + by) for a, b in marks)
        target = ready.lead + target
    if ready.prepared.shouted:
        raised = headline(target) if ready.target == "en" else target.upper()
        target = raised if len(raised) == len(target) else target
    kept = (*stored.doubts, *uncertain)
    return replace(stored, target=target, terms=tuple(terms), doubts=kept, marks=marks)


def whole(
    ready: Ready, stored: Stored, engines: Sequence[Engine], written: Sequence[Written] = ()
) -> Work[Stored]:
    """The translation of the original sentence.

    Args:
        ready: what the model read.
        stored: its translation, and where terms and literals stand in it.
        engines: the packages of the route that translated.
        written: how the translation was written, where that is known.
    """
    alignment = None
    if len(engines) == 1 and ready.is_marked:
        known = written[0] if len(written) == 1 else None
        alignment = yield from aligned(
            engines[0], ready.prepared, stored.target, stored.terms, known
        )
    sentence = ready.original
    made = mended(sentence, make_whole(ready, stored, alignment))
    spans = [(each, _source_span(ready, at)) for at, (each, _) in ready.literals.items()]
    if ready.target == "en":
        made = told_apart(sentence, made)
        made = without_slips(sentence, made, [literal for literal, _ in spans])
        made = without_inventions(sentence.text, made, engines[-1].package.words)
    else:
        gaps = _SPACES.finditer(made.target)
        made = touched_up(made, [(*gap.span(), " ") for gap in gaps])
    if sentence.language == "en" and ready.target in ("fr", "ar"):
        made = dated(sentence.text, made, ready.target)
    if ready.target == "fr":
        made = typeset(sentence.text, made)
    opaque = [span for each, span in spans if each.is_opaque]
    doubtful = doubts(
        sentence.text,
        made.target,
        sentence.language or "",
        engines[-1].package.target,
        terms=[
            term
            for term in sentence.terms
            if not any(start <= term.start and term.end <= end for start, end in opaque)
        ],
        uses=made.terms,
        literals=spans,
        score=made.score,
        low_score=max(engine.package.low_score for engine in engines),
    )
    if not doubtful and not made.doubts:
        return made
    return replace(made, doubts=tuple(dict.fromkeys((*made.doubts, *doubtful))))


def _filled(
    sentence: Sentence,
    prepared: Prepared,
    terms: list[Occurrence],
    protected: Sequence[Literal],
    target: str,
) -> Ready:
    """The sentence with stand-ins for its literals."""
    stand_in_of = stand_ins(prepared.text)
    edits: list[Edit] = []
    held: dict[str, tuple[Literal, str]] = {}
    for number, literal in enumerate(protected):
        stand_in = ""
        if literal.model is not None and SLOT in literal.model:
            stand_in = stand_in_of(literal)
        held[f"{_MARK}{number}"] = literal, stand_in
        if literal.model is not None:
            model = literal.model.replace(SLOT, stand_in)
            edits.append((literal.start, literal.end, model))
    filled = prepared.edited(edits)
    ends = [end for _, end, _ in edits]
    shifts = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

    def moved(place: int) -> int:
        return place + shifts[bisect_right(ends, place)]

    occurrences = [replace(term, start=moved(term.start), end=moved(term.end)) for term in terms]
    for concept, (literal, stand_in) in held.items():
        admitted = literal.admitted or literal.renderings
        targets = tuple(form.replace(SLOT, stand_in) for form in admitted)
        start, end = moved(literal.start), moved(literal.end)
        while end > start + 1 and filled.text[end - 1].isspace():
            end -= 1
        occurrences.append(Occurrence(concept, start, end, targets))
    occurrences.sort(key=lambda term: term.start)
    ready = replace(sentence, text=filled.text, terms=tuple(occurrences))
    return Ready(ready, sentence, filled, held, target)


def _places(ready: Ready, stored: Stored) -> tuple[dict[str, Span], list[Doubt]]:
    """Where each literal stands in a translation, and a doubt for each that does not."""
    places = {use.concept: use.target_span for use in stored.terms if use.concept in ready.literals}
    doubts = []
    taken = [use.target_span for use in stored.terms]
    for concept, (literal, stand_in) in ready.literals.items():
        if concept in places:
            continue
        admitted = literal.admitted or literal.renderings
        forms = [form.replace(SLOT, stand_in) for form in admitted] + [stand_in] * bool(stand_in)
        place = _place_of(stored.target, forms, taken)
        if place is None:
            share = literal.start / max(1, len(ready.sentence.text))
            place = _gap(stored.target, share, taken)
            span = _source_span(ready, concept)
            text = ready.original.text[slice(*span)]
            doubts.append(Doubt("literal", f"{text}: its place is uncertain", span, None))
        places[concept] = place
        taken.append(place)
    return places, doubts


def _source_span(ready: Ready, concept: str) -> Span:
    """Where a literal stands in the original sentence."""
    return next(
        ready.prepared.back(term.start, term.end)
        for term in ready.sentence.terms
        if term.concept == concept
    )


def _place_of(text: str, forms: Sequence[str], taken: Sequence[Span]) -> Span | None:
    for form in dict.fromkeys(forms):
        pattern = rf"(?<!\w)(?<!\d[.,:]){re.escape(form)}(?!\w|[.,:]\d)"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not overlaps_any(match.span(), taken):
                return match.span()
    return None


def _gap(text: str, share: float, taken: Sequence[Span]) -> Span:
    """The gap between words nearest to a place: before the final stop at the latest."""
    last = len(text.rstrip().rstrip(".!?。！？…"))
    gaps = {match.start() for match in re.finditer(r"(?<=\w)(?=\s)", text)} | {last}
    nearest = sorted(gaps, key=lambda at: (abs(at - share * len(text)), at))
    free = (at for at in nearest if at <= last and not any(a < at < b for a, b in taken))
    at = next(free, last)
    return at, at


def _swapped(ready: Ready, target: str, places: dict[str, Span]) -> frozenset[str]:
    """Which literals changed places: "fell 2025% in the first half of 20%"; they change back."""
    shares = [
        concept
        for concept, (literal, _) in ready.literals.items()
        if literal.renderings[0].endswith("%")
    ]
    for concept, (start, end) in places.items():
        if concept in shares or not target[start:end].isdigit() or target[end : end + 1] != "%":
            continue
        if len(shares) == 1 and re.fullmatch(r"[\d.,]+%", target[slice(*places[shares[0]])]):
            places[concept], places[shares[0]] = places[shares[0]], (start, end + 1)
            return frozenset((concept, shares[0]))
    return frozenset()


def _in_place(ready: Ready, target: str, places: dict[str, Span]) -> Iterator[Edit]:
    """What puts each literal where it belongs in a translation."""
    swapped = _swapped(ready, target, places)
    for concept, (start, end) in places.items():
        literal, stand_in = ready.literals[concept]
        written = target[start:end]
        if literal.kind == "date":
            others = [at for other, at in places.items() if other != concept]
            date = whole_date(target, start, end)
            if not overlaps_any(date, others):
                start, end = date
        text = _rendered(literal, stand_in, written, ready.target)
        if literal.kind == "date" and (led := led_range(text, target, start)):
            start, text = led
        if literal.kind == "number" and ready.target != "en":
            end = _after_zeros(target, end)
        if concept in swapped:
            text = literal.renderings[0]
        sign = target[start - 1 : start]
        if sign and sign in "$€£" and text[:1].isalpha():
            start, text = start - 1, _FIGURE.sub(rf"{sign}\g<0>", text)
        if start == 0 and literal.kind == "number":
            text = text[:1].upper() + text[1:]
        yield start, end, text


_FIGURE = regex(r"(?<![\d.,])\d")
_SPACES = regex(r"(?<=\S)  +(?=\S)")
_ZEROS = regex(r"[ \u00a0\u202f]?0{3,}(?!\d|[.,]\d)")


def _after_zeros(text: str, end: int) -> int:
    """Where zeros end that a model went on with after a number that was put in: 250 000 0000."""
    zeros = _ZEROS.match(text, end) if text[end - 1 : end] == "0" else None
    return zeros.end() if zeros else end


def _rendered(literal: Literal, stand_in: str, written: str, target: str) -> str:
    """What takes the place of what the model wrote for a literal."""
    if not written:
        return f" {literal.renderings[0]}"
    if literal.value and stand_in and stand_in in written:
        return written.replace(stand_in, literal.value)
    if literal.value and stand_in:
        return literal.renderings[0]
    # What English admits besides is the model's slip; elsewhere slips are admitted alone.
    if literal.admitted and written not in literal.renderings[: 1 if target == "en" else None]:
        return literal.renderings[0]
    return written


def _applied(text: str, edits: Sequence[Edit]) -> tuple[str, Callable[[Span], Span]]:
    """A text with spans of it replaced, and where its spans are now."""
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces += (text[done:start], new)
        done = end
    pieces.append(text[done:])

    def moved(span: Span) -> Span:
        start, end = span
        first, last = start, end
        for a, b, new in edits:
            by = len(new) - (b - a)
            if b <= start and (a, b) != (start, end):
                first += by
            elif a < start < b:
                first -= start - a
            if b <= end:
                last += by
        return first, last

    return "".join(pieces), moved
