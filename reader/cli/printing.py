"""How concepts, and misses of their terms, are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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


def print_concepts(
    found: Iterable[tuple[Concept, Termbase]],
    format_: str,
    *,
    brief: bool,
    everything: bool = False,
) -> None:
    if format_ == "json":
        print_json([_concept_record(concept, base) for concept, base in found])
        return
    for concept, base in found:
        if brief:
            terms = [concept.preferred(code) for code in ("en", "ar", "fr", "zh")]
            terms += [concept.preferred(code) for code in concept.terms if code not in COLUMNS]
            acronym = f" ({concept.acronym})" if concept.acronym else ""
            shown = " · ".join(term for term in terms if term)
            click.echo(f"{click.style(concept.id, bold=True)}{acronym}  {shown}")
        else:
            _print_concept(concept, base, everything)


def _print_concept(concept: Concept, base: Termbase, everything: bool) -> None:
    acronym = f" ({concept.acronym})" if concept.acronym else ""
    head = click.style(concept.id, bold=True) + acronym
    click.echo(f"{head}  {click.style(base.name, dim=True)}")
    for code, terms in concept.terms.items():
        words = [
            click.style(term.text, strikethrough=True)
            if term.status == "forbidden" and sys.stdout.isatty()
            else ("!" if term.status == "forbidden" else "") + term.text
            for term in terms
        ]
        if not everything and len(words) > 1 + VARIANTS:
            words[1 + VARIANTS :] = [click.style(f"+{len(words) - 1 - VARIANTS}", dim=True)]
        click.echo(f"  {code}  {' | '.join(words)}")
    if concept.note:
        click.echo(click.style(f"      {concept.note}", dim=True))


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
    return {
        "concept": miss.concept,
        "line": miss.line,
        "column": miss.column,
        "source": miss.source,
        "wanted": list(miss.targets),
        "forbidden": miss.forbidden,
    }


def miss_line(source: Path, miss: Miss) -> str:
    fault = f"uses forbidden “{miss.forbidden}” for" if miss.forbidden else "lacks"
    words = " ".join(miss.source.split())
    place = f"{source}:{miss.line}:{miss.column}"
    return f"{place}: {fault} “{miss.targets[0]}” (“{words}”, {miss.concept})"


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
