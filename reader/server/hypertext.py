"""HTML in, HTML out: tags stay on their words, and what is not text stays as it is.

Programs send pieces of pages, and want the same pieces back, byte for byte but for the text; whole
pages are documents (`reader.export.documents`).

A page is cut into runs, the text between two block elements. The translator sees a run's plain
text, in which emphasis and links are marks (`reader.text.marks`) and code or a picture is a
literal; what comes back is put between the tags again. Nothing is trusted: text is escaped on its
way out, and tags that do not match stay where they were.
"""

from __future__ import annotations

import html
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reader.article import Article, Block, BlockKind, Sentence, Translation
from reader.server.markup import Close, Event, Markup, Object, Open, Text, Verbatim, read
from reader.text.language import DEFAULT_LIKELY, is_translatable, verdicts
from reader.text.lines import SPACELESS
from reader.text.regex import regex

if TYPE_CHECKING:
    from reader.translator.translator import Translator

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list-item",
    "blockquote": "quote",
}
_SPACE = regex(r"[ \t\n\r\f]+")
_MARKED = regex(r"<span d(\d+)>(.*?)</span>", re.DOTALL)
_MARK = regex(r"<span d\d")
_REPLACED = str.maketrans("<>", "‹›")
"""Angle brackets between marks would be taken for tags."""
_RESTORED = str.maketrans("‹›", "<>")
_HELD = regex(r"`x(\d+)`")

_DEEPEST = 64
"""Inline elements within each other; a text with more is left as it is."""

Stack = tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Text, or an object in it, and the inline elements around it, the outermost first."""

    text: str
    stack: Stack


@dataclass(slots=True)
class _Run:
    """The text between two block elements."""

    leaves: list[_Leaf]
    objects: list[str]
    """Markup of what is held: code, pictures."""
    kind: BlockKind

    @property
    def text(self) -> str:
        return "".join(leaf.text for leaf in self.leaves)


@dataclass(slots=True)
class _Told:
    """A sentence as the translator is asked for it."""

    run: int
    start: int
    """Its place in the run."""
    end: int
    base: Stack
    """The elements around all of it."""
    stacks: list[tuple[Stack, bool]]
    """The elements of each mark in it, and whether its angle brackets were replaced."""


@dataclass(slots=True)
class Hypertext:
    """A text in HTML.

    Args:
        content: a page, or a part of one.
        language: what it is written in; None to tell it block by block.
        likely: languages that a word or two alone are taken for.
    """

    content: str
    language: str | None = None
    likely: Sequence[str] = DEFAULT_LIKELY
    articles: list[Article] = field(init=False)
    _parts: list[str | _Run] = field(init=False)
    _told: list[_Told] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._parts = _parts(read(self.content.encode("utf-8", "replace").decode("utf-8")))
        runs = self._runs
        languages: list[str | None] = [self.language] * len(runs)
        guessed = False
        if self.language is None:
            detected = verdicts([run.text for run in runs], self.likely)
            languages = [verdict.language for verdict in detected]
            guessed = any(verdict.guessed for verdict in detected)
        blocks, at = [], 0
        for run, code in zip(runs, languages, strict=True):
            blocks.append(Block(run.text, run.kind, code, at))
            at += len(run.text) + 2
        text = "\n\n".join(run.text for run in runs)
        self.articles = [Article("", tuple(blocks), "-", text, guessed=guessed)] if runs else []

    @property
    def _runs(self) -> list[_Run]:
        return [part for part in self._parts if isinstance(part, _Run)]

    def sentences(self, translator: Translator) -> Iterator[Sentence]:
        """The sentences to translate, with their tags as marks."""
        self._told = []
        runs = self._runs
        for article in self.articles:
            for sentence in translator.sentences(article):
                start = sentence.start - article.blocks[sentence.block].start
                yield self._marked(sentence, runs[sentence.block], start)

    def _marked(self, sentence: Sentence, run: _Run, start: int) -> Sentence:
        end = start + len(sentence.text)
        leaves = list(_between(run.leaves, start, end))
        base = _common([leaf.stack for leaf in leaves])
        told = _Told(sentence.block, start, end, base, [])
        self._told.append(told)
        if all(leaf.stack == base for leaf in leaves) or _MARK.search(sentence.text):
            return sentence
        parts: list[str] = []
        shifts: list[tuple[int, int, int]] = []
        """Spans of the sentence between marks, and how far each is moved."""
        at = moved = 0
        for stack, group in groupby(leaves, key=lambda leaf: leaf.stack):
            text = "".join(leaf.text for leaf in group)
            inner = text.strip()
            if stack == base or not inner:
                parts.append(text)
                shifts.append((at, at + len(text), moved))
                at += len(text)
                continue
            lead = len(text) - len(text.lstrip())
            opening = f"<span d{len(told.stacks)}>"
            plain = inner.translate(_REPLACED)
            told.stacks.append((stack, plain != inner))
            parts += text[:lead], opening, plain, "</span>", text[lead + len(inner) :]
            shifts.append((at, at + lead, moved))
            moved += len(opening)
            shifts.append((at + lead, at + lead + len(inner), moved))
            moved += len("</span>")
            shifts.append((at + lead + len(inner), at + len(text), moved))
            at += len(text)

        def place(offset: int, *, is_end: bool) -> int:
            spans = shifts if is_end else reversed(shifts)
            return offset + next(by for first, last, by in spans if first <= offset <= last)

        terms = tuple(
            replace(term, start=place(term.start, is_end=False), end=place(term.end, is_end=True))
            for term in sentence.terms
        )
        return replace(sentence, text="".join(parts), terms=terms)

    def written(self, translations: Iterable[Translation], target: str) -> str:
        """The text with each sentence translated.

        Args:
            translations: one for each of `sentences`, in order.
            target: language of the translations.
        """
        by_run: dict[int, list[tuple[_Told, str]]] = {}
        translations = list(translations)  # asked for one by one, they fill what was told
        for told, translation in zip(self._told, translations, strict=True):
            by_run.setdefault(told.run, []).append((told, translation.target))
        parts: list[str] = []
        number = 0
        for part in self._parts:
            if isinstance(part, _Run):
                parts.append("".join(_assembled(_chunks(part, by_run.get(number, []), target))))
                number += 1
            else:
                parts.append(part)
        return "".join(parts)


def _chunks(
    run: _Run, sentences: Sequence[tuple[_Told, str]], target: str
) -> Iterator[tuple[str, Stack]]:
    """The markup of a run's translation, piece by piece, with the elements around each."""
    done = 0
    for number, (told, text) in enumerate(sentences):
        gap = "".join(leaf.text for leaf in _between(run.leaves, done, told.start))
        if number:
            if not gap and target not in SPACELESS:
                gap = " "
            yield gap, _common([sentences[number - 1][0].base, told.base])
        else:
            yield gap, ()
        at = 0
        for match in _MARKED.finditer(text):
            index = int(match[1])
            known = index < len(told.stacks)
            stack, replaced = told.stacks[index] if known else (told.base, False)
            inner = match[2].translate(_RESTORED) if replaced else match[2]
            yield _shown(text[at : match.start()], run.objects), told.base
            yield _shown(inner, run.objects), stack
            at = match.end()
        yield _shown(text[at:], run.objects), told.base
        done = told.end
    for leaf in _between(run.leaves, done, len(run.text)):
        yield _shown(leaf.text, run.objects), leaf.stack


def _shown(text: str, objects: Sequence[str]) -> str:
    """A text as markup, with the objects that it holds."""
    parts: list[str] = []
    at = 0
    for match in _HELD.finditer(text):
        if int(match[1]) < len(objects):
            parts += html.escape(text[at : match.start()], quote=False), objects[int(match[1])]
            at = match.end()
    return "".join([*parts, html.escape(text[at:], quote=False)])


def _assembled(chunks: Iterable[tuple[str, Stack]]) -> Iterator[str]:
    """Markup with the tags around it; an element that goes on is not closed between."""
    filled = [(text, stack) for text, stack in chunks if text]
    opened: Stack = ()
    for index, (text, stack) in enumerate(filled):
        if text.isspace() and 0 < index < len(filled) - 1:
            stack = _common([opened, filled[index + 1][1]])
        common = len(_common([opened, stack]))
        yield from (f"</{element.name}>" for element in reversed(opened[common:]))
        yield from (element.markup for element in stack[common:])
        yield text
        opened = stack
    yield from (f"</{element.name}>" for element in reversed(opened))


def _common(stacks: Sequence[Stack]) -> Stack:
    """The elements that several share, from the outermost on."""
    first = stacks[0] if stacks else ()
    length = len(first)
    for stack in stacks[1:]:
        same = 0
        while same < min(length, len(stack)) and stack[same] is first[same]:
            same += 1
        length = same
    return first[:length]


def _between(leaves: Iterable[_Leaf], start: int, end: int) -> Iterator[_Leaf]:
    """The leaves, or parts of them, between two places of their run."""
    at = 0
    for leaf in leaves:
        first, last = max(start, at), min(end, at + len(leaf.text))
        if first < last:
            yield _Leaf(leaf.text[first - at : last - at], leaf.stack)
        at += len(leaf.text)


def _parts(events: Iterable[Event]) -> list[str | _Run]:
    """Markup that stays, and runs of text, in order."""
    parts: list[str | _Run] = []
    kind: BlockKind = "paragraph"
    waiting: list[Event] = []
    for event in events:
        if not isinstance(event, Verbatim):
            waiting.append(event)
            continue
        parts += _split(waiting, kind)
        waiting = []
        parts.append(event.markup)
        kind = _KINDS.get(event.name, "paragraph")
    return [*parts, *_split(waiting, kind)]


def _split(events: Sequence[Event], kind: BlockKind) -> Iterator[str | _Run]:
    """What stands between two block elements; a tag without its other half parts it."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    names: Counter[str] = Counter()
    alone: list[int] = []
    for index, event in enumerate(events):
        if isinstance(event, Open):
            opened.append(index)
            names[event.name] += 1
        elif isinstance(event, Close) and not names[event.name]:
            alone.append(index)
        elif isinstance(event, Close):
            while True:
                other = events[opened[-1]]
                assert isinstance(other, Open)
                names[other.name] -= 1
                if other.name == event.name:
                    break
                alone.append(opened.pop())  # opened inside, and never closed
            pairs.append((opened.pop(), index))
    alone = sorted([*alone, *opened])
    pairs = [each for each in pairs if bisect(alone, each[0]) == bisect(alone, each[1])]
    matched = {end for pair in pairs for end in pair}
    pending: list[Event] = []
    for index, event in enumerate(events):
        if isinstance(event, Open | Close) and index not in matched:
            yield from _run(pending, kind)
            pending = []
            yield event.markup
        else:
            pending.append(event)
    yield from _run(pending, kind)


def _run(events: Sequence[Markup], kind: BlockKind) -> Iterator[str | _Run]:
    leaves: list[_Leaf] = []
    objects: list[str] = []
    stack: list[Open] = []
    for event in events:
        if isinstance(event, Open):
            stack.append(event)
        elif isinstance(event, Close):
            stack.pop()
        elif isinstance(event, Text):
            leaves.append(_Leaf(_SPACE.sub(" ", event.text), tuple(stack[:_DEEPEST])))
        elif isinstance(event, Object):
            leaves.append(_Leaf(f"`x{len(objects)}`", tuple(stack[:_DEEPEST])))
            objects.append(event.markup)
    run = _Run(leaves, objects, kind)
    deepest = max((len(leaf.stack) for leaf in leaves), default=0)
    if deepest < _DEEPEST and is_translatable(_HELD.sub(" ", run.text)):
        yield run
    else:
        yield "".join(event.markup for event in events)
