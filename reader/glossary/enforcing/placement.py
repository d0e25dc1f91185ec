"""Where in a hypothesis a term belongs: the words that stand for it, or a gap between words.

Three witnesses that do not depend on one another are heard: the cross-attention, words of the
hypothesis that resemble the term, and the place of the term in its source. A package whose
attention says nothing leaves two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from math import exp

from reader.glossary.enforcing.wording import DETERMINERS, LIGHT, OPENERS
from reader.glossary.matching.patterns import is_acronym
from reader.glossary.matching.surnames import is_person, is_surname
from reader.text.english_names import ADDRESSES
from reader.text.garbled import is_garbled
from reader.text.regex import regex
from reader.text.spans import Span, overlap, overlaps_any
from reader.text.toponyms import is_place

FAINT = 0.2
"""Evidence below which a place is no better than a guess from the term's place in the source."""
_HEARD = 0.3
"""Attention that a token of a word pays to what it stands for."""
ITS_OWN = (0.9, 0.5)
"""Attention that a word pays to a term that it is a rest of; that of a light word."""
_LONGEST_SPAN = 9
"""Words that a mistranslated term may have spread over."""
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = regex(
    rf"\d+(?:[.,:]\d+)+|\b(?:[A-Z]\.){{2,}}|[{_HAN}]|[^\W_{_HAN}]+(?:[-–.&’'](?!s\b)[^\W_{_HAN}]+)*"
    r"(?:[+#]+(?!\w))?"  # C++
)
_PAUSE = regex(r"[,;:.!?…،؛؟，。；：！？、]")


@dataclass(frozen=True, slots=True)
class Sought:
    """A term to find a place for."""

    variants: tuple[str, ...]
    """How it may be written, the wanted way first; wrong ways too, they show the place."""
    columns: range
    """Its source tokens."""
    place: float
    """Where it begins in the source: 0 is the start, 1 the end."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a term: the words it replaces, none where it is inserted."""

    start: int
    end: int
    evidence: float
    worth: float
    lead: str = ""
    """What leads a term in where it is inserted: "in"."""
    tail: str = ""
    """What comes after it: " said that"."""


class Sketch:
    """A text's words, with what is known of each.

    Args:
        text: the text.
        ends: where each of its tokens ends, in characters.
        attention: a row for each token, a weight for each source token; empty to go without.
    """

    def __init__(
        self, text: str, ends: Sequence[int] = (), attention: Sequence[Sequence[float]] = ()
    ) -> None:
        self.text = text
        self._attention = attention
        self.words = [
            match.span()
            for match in _WORD.finditer(text)
            if not (match.group() == "s" and text[match.start() - 1 : match.start()] in ("'", "’"))
        ]
        self.forms = [text[start:end].casefold() for start, end in self.words]
        self.light = [form in LIGHT for form in self.forms]
        self._weights = _running(0.1 if light else 1.0 for light in self.light)
        self.pauses = [
            bool(_PAUSE.search(text, self.words[i - 1][1] if i else 0, start))
            for i, (start, _) in enumerate(self.words)
        ]
        self._initials: dict[str, list[int]] = {}
        for index, form in enumerate(self.forms):
            self._initials.setdefault(form[0], []).append(index)
        self._tokens = self._tokens_of_words(ends) if attention else []
        self._owned = _running(map(len, self._tokens))

    def _tokens_of_words(self, ends: Sequence[int]) -> list[list[int]]:
        """The tokens of each word."""
        owners: list[list[int]] = []
        token = 0
        for start, end in self.words:
            owned = []
            while token < len(ends) and ends[token] <= start:
                token += 1
            while token < len(ends):
                owned.append(token)
                if ends[token] >= end:
                    break
                token += 1
            owners.append(owned)
        return owners

    def columns(self, word: int) -> list[int]:
        """The source tokens that a word stands for."""
        owned = self._tokens[word] if self._tokens else []
        rows = [self._attention[token] for token in owned if token < len(self._attention)]
        sums = (sum(column) for column in zip(*rows, strict=False))
        return [column for column, paid in enumerate(sums) if paid >= _HEARD * len(owned)]

    def slots(self, sought: Sought, blocked: Sequence[Span], fixed: int) -> list[Slot]:
        """Places for a need, the best first, each with another start."""
        words = self.words
        free = [start >= fixed and not overlaps_any((start, end), blocked) for start, end in words]
        slots = [self._with_whole_name(slot, sought, free) for slot in self._spans(sought, free)]
        if not slots or max(slot.evidence for slot in slots) < FAINT:
            slots += [
                Slot(start, start, 0.0, self._opening(sought, index, free, blocked))
                for index, (start, _) in enumerate(words)
                if free[index]
            ]
            end = max((words[-1][1] if words else 0), fixed)
            slots.append(Slot(end, end, 0.0, 0.2 * self._nearness(sought, end)))
        slots.sort(key=lambda slot: (-slot.worth, slot.start, slot.end))
        whole = _whole(slots)
        slots[:1] = [self._grown(whole, sought, free), *slots[:1]]
        distinct: dict[int, Slot] = {}
        for slot in slots:
            distinct.setdefault(slot.start, slot)
        return list(distinct.values())

    def _grown(self, slot: Slot, sought: Sought, free: Sequence[bool]) -> Slot:
        """The slot with the words beside it that stand for the term alone, and with both quotes.

        "US Congress" resembles "U.S." alone; "House" after it came from the same source words.
        """
        if slot.start == slot.end:
            return slot
        start, end = slot.start, slot.end
        if self._tokens:
            shares = self.shares(sought.columns)
            inside = [i for i, (one, other) in enumerate(self.words) if start <= one < end]
            first, last = inside[0], inside[-1]
            last = self._reach(range(last + 1, len(free)), shares, free, 0, last)
            first = self._reach(range(first - 1, -1, -1), shares, free, 1, first)
            start, end = min(start, self.words[first][0]), max(end, self.words[last][1])
        text = self.text
        if text[start:end].count('"') % 2:
            if text[start - 1 : start] == '"':
                start -= 1
            elif text[end : end + 1] == '"':
                end += 1
        return replace(slot, start=start, end=end)

    def _reach(
        self, words: range, shares: Sequence[float], free: Sequence[bool], after: int, reached: int
    ) -> int:
        """The last of words in a row that stand for a term alone."""
        for word in words:
            if not free[word] or shares[word] < ITS_OWN[self.light[word]]:
                break
            left, right = self.words[word + after - 1][1], self.words[word + after][0]
            if self.pauses[word + after] and self.text[left:right] != ", ":
                break
            if not self.light[word]:
                reached = word
        return reached

    def _opening(
        self, sought: Sought, word: int, free: Sequence[bool], blocked: Sequence[Span]
    ) -> float:
        """How well a term could come in before a word."""
        start = self.words[word][0]
        before = self.forms[word - 1] if word else ""
        person = is_person(sought.variants[0])
        opens = (
            (word == 0 and not (person and sought.place)) or before in OPENERS or self.pauses[word]
        )
        bonus = 0.1 if opens and not self.light[word] else 0.0
        if word and not opens and not free[word - 1]:
            bonus = -0.1  # right after another term: two names in a row
        elif before in DETERMINERS and not self.pauses[word] and person:
            bonus = -0.1  # this Rmail seminar
        elif self._is_said(sought, word, blocked):
            bonus = -0.1  # in extremism in extremism
        return 0.2 * self._nearness(sought, start) + bonus

    def _is_said(self, sought: Sought, word: int, blocked: Sequence[Span]) -> bool:
        """Whether the last words before a word, but for light ones, are the term already."""
        last = next((each for each in reversed(range(word)) if not self.light[each]), None)
        return last is not None and any(
            overlap(self.words[last], span) and self.text[slice(*span)] in sought.variants
            for span in blocked
        )

    def _nearness(self, sought: Sought, position: float) -> float:
        """How well a place in the target matches the term's place in the source."""
        target = position / max(1, len(self.text))
        return exp(-((sought.place - target) ** 2) / 0.08)

    def _spans(self, sought: Sought, free: Sequence[bool]) -> list[Slot]:
        """Runs of words that may stand for the need."""
        alike = self._likeness(sought.variants)
        masses = self._attention_by_word(sought.columns)
        paid, total = _running(masses), sum(masses) or 1.0
        least = max(0.3 * max(masses, default=0.0), 0.05)
        telling = [
            index
            for index, usable in enumerate(free)
            if usable
            and not self.light[index]
            and (masses[index] >= least or any(likeness.matches[index] for likeness in alike))
        ]
        slots = []
        for place, first in enumerate(telling):
            checked = first
            said: list[str] = []
            for last in telling[place:]:
                # The next name's own word is not this one's again: "... and the General".
                form = self.forms[last]
                if form in said[:-1] and form != said[-1]:
                    break
                said.append(form)
                while checked < last and free[checked + 1] and not self.pauses[checked + 1]:
                    checked += 1
                if checked < last or last - first >= _LONGEST_SPAN:
                    break
                if self.forms[last] in OPENERS:  # "fight against", and what against is left over
                    continue
                owned = self._owned[last + 1] - self._owned[first] if self._tokens else 0.0
                mass = paid[last + 1] - paid[first]
                seen = min(2 * mass / (owned + total), 1.0) if mass else 0.0
                weight = self._weights[last + 1] - self._weights[first]
                best = max((likeness.f1(first, last, weight) for likeness in alike), default=0.0)
                evidence = 1 - (1 - seen) * (1 - best)
                start, end = self.words[first][0], self.words[last][1]
                worth = evidence + 0.2 * self._nearness(sought, (start + end) / 2)
                slots.append(Slot(start, end, evidence, worth))
        return slots

    def _with_whole_name(self, slot: Slot, sought: Sought, free: Sequence[bool]) -> Slot:
        """The slot of a part of a person's name with what the model made of the rest."""
        slot = self._with_surname(slot, sought.variants[0], free)
        return self._with_first_name(slot, sought, free)

    def _with_surname(self, slot: Slot, name: str, free: Sequence[bool]) -> Slot:
        """The slot of a word that is no surname, with the one that stands after it."""
        text, parts = self.text, name.split()
        found = text[slot.start : slot.end]
        if " " in found or not found[0].isupper() or not is_person(name):
            return slot
        if _similarity(found.casefold(), parts[-1].casefold()):
            return slot
        index = [first for first, _ in self.words].index(slot.start) + 1
        end = slot.end
        for number in range(index, min(index + len(parts) - 1, len(self.words))):
            first, last = self.words[number]
            word = text[first:last]
            if not free[number] or text[end:first] != " " or not word[0].isupper():
                break
            if self.forms[number] in ADDRESSES or is_place(word):
                break
            end = last
        return replace(slot, end=end)

    def _with_first_name(self, slot: Slot, sought: Sought, free: Sequence[bool]) -> Slot:
        """The slot of a surname with what the model made of the first name before it."""
        if not is_surname(self.text[slot.start : slot.end], sought.variants[0]):
            return slot
        start, index = slot.start, [first for first, _ in self.words].index(slot.start) - 1
        # The first word of a sentence has its capital for another reason.
        while index > 0 and free[index]:
            first, last = self.words[index]
            word = self.text[first:last]
            between = self.text[last:start]
            if not word[0].isupper() or between != " " or self.pauses[index]:
                break
            if self.forms[index] in ADDRESSES or is_place(word):
                break
            start, index = first, index - 1
        return replace(slot, start=start)

    def widened(self, slot: Slot, sought: Sought, blocked: Sequence[Span]) -> Slot:
        """The slot with the rest of the name that it is part of, if the term is a name."""
        term = sought.variants[0]
        if not term[0].isupper() or is_acronym(term):
            return slot
        text, end = self.text, slot.end
        for first, last in self.words:
            if first < end:
                continue
            name = text[first].isupper() and text[end:first] == " "
            if not name or overlaps_any((first, last), blocked):
                break
            end = last
        return Slot(slot.start, end, slot.evidence, slot.worth)

    def shares(self, columns: range) -> list[float]:
        """Attention that a token of each word pays to source tokens; empty where none is known."""
        paid = self._attention_by_word(columns)
        return [mass / max(1, len(own)) for mass, own in zip(paid, self._tokens, strict=False)]

    def _attention_by_word(self, columns: range) -> list[float]:
        """Attention that each word pays to source tokens, summed over its own tokens."""
        rows = self._attention
        if not rows or not self._tokens:
            return [0.0] * len(self.words)
        paid = [sum(row[columns.start : columns.stop]) for row in rows]
        return [
            sum(paid[token] for token in tokens if token < len(paid)) for tokens in self._tokens
        ]

    def _likeness(self, terms: Sequence[str]) -> list[_Likeness]:
        """Which words resemble words of the term, in each of its variants."""
        variants = dict.fromkeys(
            tuple(match.group().casefold() for match in _WORD.finditer(variant))
            for variant in terms
        )
        likenesses = []
        for variant in variants:
            matches = [0.0] * len(self.words)
            for word in variant:
                for index in self._initials.get(word[0], ()):
                    likeness = _similarity(self.forms[index], word)
                    matches[index] = max(matches[index], likeness * _weight(word))
            if any(matches):
                weight = sum(map(_weight, variant))
                likenesses.append(_Likeness(matches, _running(matches), weight))
        return likenesses


def _whole(slots: Sequence[Slot]) -> Slot:
    """The best of the slots that hold the first and more, by their words alone.

    The term's place in its source tells one mention from another; between runs of words of one
    mention it would choose the half that is nearer.
    """
    first = slots[0]
    rivals = [slot for slot in slots if slot.start <= first.start and first.end <= slot.end]
    return max(rivals, key=lambda slot: (slot.evidence, slot.start - slot.end))


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How far the words of a text resemble those of a term."""

    matches: list[float]
    """For each word."""
    running: list[float]
    weight: float
    """Of the whole term; words that say little weigh little."""

    def f1(self, first: int, last: int, weight: float) -> float:
        """How like the whole term a run of words is, given the weight of the run: an F1."""
        matched = min(self.running[last + 1] - self.running[first], self.weight)
        return 2 * matched / (weight + self.weight)


def _running(values: Iterable[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _weight(word: str) -> float:
    return 0.1 if word in LIGHT else 1.0


_SPOILT = 0.9
"""Likeness of what a model made of a code that it was to copy."""


@lru_cache(maxsize=16384)
def _similarity(one: str, other: str) -> float:
    """1 for the same word, less for another form of it, 0 for another word."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4 or one[0].isdigit():
        return _SPOILT if is_garbled(one, other) else 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= 0.7 else 0.0
