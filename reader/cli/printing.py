"""How concepts, misses of their terms, and numbers of things are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.terminal import on_one_line

if TYPE_CHECKING:
    from reader.glossary.checking import Miss
    from reader.glossary.concept import Concept
    from reader.glossary.termbase import Termbase

COLUMNS = ("ar", "fr", "zh", "en")
"""The languages that have an option of their own, in the order of the columns."""
MANY = 5
"""More concepts than this are looked up in a line each."""
VARIANTS = 3
"""So many variants are shown beside the preferred term."""


def words(text: str, **style: Any) -> str:
    """A glossary's or an article's words as a terminal may have them, in a style."""
    return click.style(on_one_line(text), **style) if style else on_one_line(text)


def counted(number: int, thing: str) -> str:
    """A number of things, as in "1 article" and "1,200 articles"."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def print_concepts(
    concepts: Iterable[tuple[Concept, Termbase]],
    format_: str,
    *,
    brief: bool,
    everything: bool = False,
) -> None:
    """Print concepts as JSON, in a line each (`brief`), or with their terms a line a language.

    Args:
        concepts: each with its glossary.
        format_: "json" or "text".
        brief: whether each has one line.
        everything: whether all variants are shown, not only the first few.
    """
    if format_ == "json":
        print_json([_concept_record(concept, base) for concept, base in concepts])
        return
    for concept, base in concepts:
        if brief:
            terms = [concept.preferred(code) for code in ("en", "ar", "fr", "zh")]
            terms += [concept.preferred(code) for code in concept.terms if code not in COLUMNS]
            acronym = f" ({concept.acronym})" if concept.acronym else ""
            shown = " · ".join(term for term in terms if term)
            click.echo(f"{words(concept.id, bold=True)}{words(acronym)}  {words(shown)}")
        else:
            _print_concept(concept, base, everything)


def _print_concept(concept: Concept, base: Termbase, everything: bool) -> None:
    acronym = f" ({concept.acronym})" if concept.acronym else ""
    head = words(concept.id, bold=True) + words(acronym)
    click.echo(f"{head}  {words(base.name, dim=True)}")
    for code, terms in concept.terms.items():
        variants = [
            words(term.text, strikethrough=True)
            if term.status == "forbidden" and sys.stdout.isatty()
            else ("!" if term.status == "forbidden" else "") + words(term.text)
            for term in terms
        ]
        if not everything and len(variants) > 1 + VARIANTS:
            variants[1 + VARIANTS :] = [words(f"+{len(variants) - 1 - VARIANTS}", dim=True)]
        click.echo(f"  {code}  {' | '.join(variants)}")
    if concept.note:
        click.echo(words(f"      {concept.note}", dim=True))


def _concept_record(concept: Concept, base: Termbase) -> dict[str, Any]:
    return {
        "id": concept.id,
        "terms": {
            code: [{"text": term.text, "status": term.status} for term in terms]
            for code, terms in concept.terms.items()
        },
        "acronym": concept.acronym,
        "case": concept.case,
        "note": concept.note,
        "glossary": str(base.path),
    }


def miss_record(miss: Miss) -> dict[str, Any]:
    """A missing or forbidden term as a JSON object."""
    return {
        "concept": miss.concept,
        "line": miss.line,
        "column": miss.column,
        "source": miss.source,
        "wanted": list(miss.targets),
        "forbidden": miss.forbidden,
    }


def miss_line(source: Path, miss: Miss) -> str:
    """A missing or forbidden term as a line that begins with its place."""
    fault = f"uses forbidden “{miss.forbidden}” for" if miss.forbidden else "lacks"
    mention = " ".join(miss.source.split())
    place = f"{source}:{miss.line}:{miss.column}"
    return words(f"{place}: {fault} “{miss.targets[0]}” (“{mention}”, {miss.concept})")


def print_json(value: Any) -> None:
    """Print a value as JSON, indented."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
