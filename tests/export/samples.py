"""Three short articles, written for the tests, with invented translations."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from reader.article import (
    Article,
    Block,
    BlockKind,
    Boilerplate,
    How,
    Origin,
    Sentence,
    TermUse,
    Translation,
)
from reader.glossary.concept import Concept, Term
from reader.glossary.termbase import Termbase


def _concept(identity: str, note: str = "", acronym: str = "", **terms: str) -> Concept:
    return Concept(
        identity,
        {
            language: tuple(
                Term(text, "admitted" if place else "preferred")
                for place, text in enumerate(cell.split("|"))
            )
            for language, cell in terms.items()
        },
        acronym,
        note=note,
    )


TERMBASE = Termbase(
    [
        _concept(
            "coast-guard",
            ar="خفر السواحل",
            fr="garde-côtes|gardes-côtes",
            zh="海岸警卫队",
            en="coast guard|coastguard",
            note="The service that patrols the bay and rescues at sea.",
        ),
        _concept(
            "harbour-authority",
            ar="هيئة الميناء",
            fr="Autorité portuaire",
            zh="港务局",
            en="Harbour Authority",
            acronym="HA",
        ),
        _concept(
            "early-warning",
            ar="الإنذار المبكر|التنبيه المبكر",
            fr="alerte précoce",
            zh="预警",
            en="early warning",
        ),
    ]
)

_SAMPLES = Path(__file__).with_name("samples.txt")
"""Each block is a line with its kind, its language and why it is boilerplate, if it is; then
each of its sentences, followed by its translation. `[…]` marks a term on both sides."""


def _bare(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A marked text without its brackets, and the spans they stood around."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(text)
        elif character == "]":
            spans.append((start, len(text)))
        else:
            text += character
    return text, spans


def _concept_of(term: str) -> str:
    """The concept of a term, or of one that differs by a capital."""
    return next(
        concept.id
        for concept in TERMBASE
        for terms in concept.terms.values()
        if any(each.text.casefold() == term.casefold() for each in terms)
    )


def _term_uses(source: str, target: str) -> tuple[TermUse, ...]:
    (text, spans), (translation, target_spans) = _bare(source), _bare(target)
    by_concept = {_concept_of(translation[slice(*span)]): span for span in target_spans}
    hows = get_args(How)
    return tuple(
        TermUse(concept, span, by_concept[concept], hows[number % len(hows)])
        for number, span in enumerate(spans)
        for concept in [_concept_of(text[slice(*span)])]
    )


def _read(name: str, lines: list[str]) -> tuple[Article, list[Translation]]:
    blocks: list[Block] = []
    translations: list[Translation] = []
    origins: list[Origin] = ["model", "model", "memory", "model", "correction", "model"]
    start = 0
    for group in "\n".join(lines).strip().split("\n\n"):
        head, *rest = group.splitlines()
        _, kind, language, *boilerplate = head.split()
        between = "" if language == "zh" else " "
        text = ""
        for marked, arrow in zip(rest[::2], rest[1::2], strict=True):
            text += between if text else ""
            own, target = _bare(marked)[0], arrow.removeprefix("→").strip()
            if target:
                sentence = Sentence(own, start + len(text), len(blocks), language)
                translations.append(
                    Translation(
                        sentence,
                        _bare(target)[0],
                        origins[len(translations) % len(origins)],
                        _term_uses(marked, target),
                        score=-0.2,
                        package=f"{language}→en 1.0",
                    )
                )
            text += own
        reason = cast("Boilerplate | None", boilerplate[0] if boilerplate else None)
        blocks.append(Block(text, cast("BlockKind", kind), language, start, reason))
        start += len(text) + 2
    title = next(block.text for block in blocks if block.kind == "title")
    text = "\n\n".join(block.text for block in blocks) + "\n"
    return Article(title, tuple(blocks), name, text), translations


ARABIC, FRENCH, CHINESE = (
    _read(name, lines)
    for name, *lines in (
        part.splitlines() for part in _SAMPLES.read_text("utf-8").split("=== ") if part
    )
)
