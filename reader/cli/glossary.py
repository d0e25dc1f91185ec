"""The `glossary` command: look into glossaries, and hold texts against them."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reader.cli.console import complain, run
from reader.cli.glossary_changes import NAME, add, check_ending, edit, import_, remove
from reader.cli.options import (
    format_option,
    glossary_option,
    language_code,
    language_pair,
    open_glossaries,
    program,
    source_option,
    target_option,
)
from reader.cli.printing import (
    COLUMNS,
    MANY,
    counted,
    miss_line,
    miss_record,
    print_concepts,
    print_json,
    words,
)
from reader.errors import GlossaryError

if TYPE_CHECKING:
    from reader.glossary.checking import Miss, Outcome
    from reader.glossary.concept import Concept
    from reader.glossary.glossaries import Glossaries


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@program(NAME)
def command() -> None:
    """Keep terms and hold translations to them.

    Without --glossary, your own glossary and those that ship are read, yours first; changes
    go to yours.

    \b
      glossary lookup interpol
      glossary add --fr "Sûreté de l'État" --en "State Security"
      glossary check article.txt translation.txt
      glossary suggest article.txt
    """


for _command in (add, edit, remove, import_):
    command.add_command(_command)


@command.command("list")
@glossary_option
@format_option
def list_(glossaries: tuple[str, ...], format_: str) -> None:
    """List all concepts."""
    print_concepts(open_glossaries(glossaries).concepts, format_, brief=True)


@command.command()
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help="Search this language only. May be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="Show every concept and all its terms.")
@glossary_option
@format_option
def lookup(
    query: tuple[str, ...],
    languages: tuple[str, ...],
    everything: bool,
    glossaries: tuple[str, ...],
    format_: str,
) -> None:
    """Find concepts by a part of any term, in any language.

    Where a term or acronym is just what was asked for, only its concepts are shown.
    Accents, vowel signs, capitals and traditional characters make no difference. Exits 1
    when nothing is found.
    """
    from reader.glossary.matching.normalisation import key

    text = " ".join(" ".join(query).split())
    if not key(text):
        raise click.UsageError("nothing to look up ('glossary list' shows everything)")
    bases = open_glossaries(glossaries)
    codes = tuple(language_code(language) for language in languages)
    for code in codes:
        if code not in bases.languages:
            raise click.UsageError(
                f"no terms in “{code}”: the languages here are {', '.join(bases.languages)}"
            )
    matching = bases.lookup(text, codes or None)
    everything = everything or format_ == "json"
    listed = matching if everything else bases.lookup(text, codes or None, whole=True) or matching
    print_concepts(listed, format_, brief=len(listed) > MANY, everything=everything)
    rest = len(matching) - len(listed)
    if rest:
        click.echo(f"{rest} more contain{'s' if rest == 1 else ''} it: --all", err=True)
    if not matching:
        if format_ == "text":
            complain(NAME, f"nothing found for “{text}”")
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path), required=False)
@source_option("Language of SOURCE.  [detected]")
@target_option("Language of TARGET.  [en]", default="en")
@glossary_option
@format_option
def check(
    source: Path,
    target: Path | None,
    source_language: str | None,
    target_language: str,
    glossaries: tuple[str, ...],
    format_: str,
) -> None:
    """List the terms of SOURCE that TARGET, its translation, lacks.

    Texts with the same number of lines are compared line by line, others as a whole. Without
    TARGET, SOURCE is translated now. Exits 1 when a term is missing or a forbidden one is used.
    """
    from reader.languages import normalise

    from_ = normalise(source_language) if source_language else None
    to = normalise(target_language)
    bases = open_glossaries(glossaries)
    outcome = (
        _check_texts(source, target, bases, from_, to)
        if target
        else _check_translated(source, bases, from_, to)
    )
    if format_ == "json":
        print_json(
            {
                "occurrences": outcome.occurrences,
                "misses": [miss_record(miss) for miss in outcome.misses],
            }
        )
    else:
        for miss in outcome.misses:
            click.echo(miss_line(source, miss))
        kept = outcome.occurrences - len(outcome.misses)
        count = f"{kept} of {outcome.occurrences} terms hold"
        none = f"no term of the glossary stands in {words(str(source))}"
        click.echo(count if outcome.occurrences else none, err=bool(outcome.misses))
    if outcome.misses:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@source_option("Source language of a two-column file.")
@target_option("Target language of a two-column file.")
@click.option(
    "--output-format",
    type=click.Choice(["csv", "tsv", "tbx", "omegat"]),
    help="Format of FILE.  [by its name]",
)
@glossary_option
def export(
    file: Path,
    source_language: str | None,
    target_language: str | None,
    output_format: Any,
    glossaries: tuple[str, ...],
) -> None:
    """Write all concepts to FILE; - is standard output."""
    from reader.files import replace_file
    from reader.glossary.formats import format_of, write
    from reader.glossary.formats.pairs import pair_of

    pair = language_pair(source_language, target_language) or pair_of(file)
    if output_format is None:
        check_ending(file)
        output_format = format_of(file)
    bases = open_glossaries(glossaries)
    concepts = [concept for concept, _ in bases.concepts]
    if pair and output_format in ("tsv", "omegat"):
        concepts = [one for one in concepts if all(one.admitted(code) for code in pair)]
        if not concepts:
            raise GlossaryError(f"No concept has terms in both {pair[0]} and {pair[1]}.")
    content = write(concepts, bases.languages, file, output_format, pair)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        replace_file(file, content)
    except OSError as error:
        raise GlossaryError(f"Cannot write {file}: {error.strerror or error}.") from error
    click.echo(f"wrote {counted(len(concepts), 'concept')} to {words(str(file))}")


@command.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=40,
    metavar="N",
    help="Propose at most N.  [40]",
)
@click.option(
    "--least",
    type=click.IntRange(min=2),
    default=2,
    metavar="N",
    help="Leave out what is mentioned fewer than N times.  [2]",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print rows for `glossary import -`.")
@glossary_option
@format_option
def suggest(
    files: tuple[str, ...],
    limit: int,
    least: int,
    as_csv: bool,
    glossaries: tuple[str, ...],
    format_: str,
) -> None:
    """Propose terms that no glossary has: acronyms, names, expressions."""
    from reader.glossary.concept import free_id
    from reader.glossary.formats.csv import write
    from reader.glossary.suggesting.suggestions import suggest as candidates_of
    from reader.loading import load

    if as_csv and format_ == "json":
        raise click.UsageError("--csv and --format exclude each other")
    bases = open_glossaries(glossaries)
    articles = [article for file in files for article in load(file)]
    candidates = candidates_of(articles, bases, least)[:limit]
    if not candidates:
        complain(NAME, "nothing to suggest: what occurs often enough is in a glossary already")
    if as_csv:
        taken = {concept.id for base in bases for concept in base}
        rows = []
        for candidate in candidates:
            concept = candidate.concept()
            concept = replace(concept, id=free_id(concept, taken), note=candidate.example)
            taken.add(concept.id)
            rows.append(concept)
        click.echo(write(map(_without_formulas, rows), COLUMNS).decode(), nl=False)
    elif format_ == "json":
        print_json(
            [
                {
                    "term": one.term,
                    "language": one.language,
                    "kind": one.kind,
                    "count": one.count,
                    "acronym": one.acronym,
                    "example": one.example,
                }
                for one in candidates
            ]
        )
    else:
        for one in candidates:
            beside = f" ({one.acronym})" if one.acronym and one.acronym != one.term else ""
            head = f"{one.count:>4}  {one.language}  {one.kind:<10}  "
            click.echo(head + words(one.term + beside, bold=True))
            if one.example and one.example != one.term:
                click.echo(" " * len(head) + words(one.example, dim=True))


def _without_formulas(concept: Concept) -> Concept:
    """A concept of which no cell is a formula to a spreadsheet: =HYPERLINK(…)."""

    def plain(text: str) -> str:
        return re.sub(r"^[=+\-@\t\r|%]+", "", text).strip() or "?"

    terms = {
        code: tuple(replace(term, text=plain(term.text)) for term in listed)
        for code, listed in concept.terms.items()
    }
    note = plain(concept.note) if concept.note else ""
    acronym = plain(concept.acronym) if concept.acronym else ""
    return replace(concept, terms=terms, note=note, acronym=acronym)


@command.command()
@glossary_option
@format_option
def doctor(glossaries: tuple[str, ...], format_: str) -> None:
    """Find what makes translations wrong, such as conflicts.

    Concepts that lack a language are listed too, where they are not those that ship. Exits 1
    when it finds what makes translations wrong; advice alone exits 0.
    """
    from reader.glossary.diagnosis import GRAVE, diagnose
    from reader.models.catalogue import installed, starters

    bases = open_glossaries(glossaries)
    findings = diagnose(bases, [*installed(), *starters()])
    if not glossaries:  # what ships has gaps where no press has a name; they are not the user's
        own = [base for base in bases if base.name == "own"]
        ours = {concept.id for concept, base in bases.concepts if base not in own}
        findings = [
            one for one in findings if one.kind != "untranslated" or one.concept not in ours
        ]
    if format_ == "json":
        print_json(
            [{"kind": one.kind, "concept": one.concept, "message": one.message} for one in findings]
        )
    else:
        for one in sorted(findings, key=lambda one: one.kind not in GRAVE):
            colour = "red" if one.kind in GRAVE else "yellow"
            click.echo(
                f"{click.style(one.kind, fg=colour)}: {words(one.concept)}: {words(one.message)}"
            )
        grave = sum(one.kind in GRAVE for one in findings)
        count = sum(len(base) for base in bases)
        click.echo(f"{count} concepts: {grave} to fix, {len(findings) - grave} to look at")
    if any(one.kind in GRAVE for one in findings):
        raise click.exceptions.Exit(1)


def _check_texts(
    source: Path, target: Path, bases: Glossaries, from_: str | None, to: str
) -> Outcome:
    from reader.glossary.checking import check as check_texts
    from reader.glossary.matching.matcher import Matcher
    from reader.loading import load

    articles = load(source)
    language = from_ or next((one.language for one in articles if one.language), None)
    if language is None:
        raise click.UsageError(f"cannot tell the language of {source}: name it with -s")
    if language == to:
        raise click.UsageError(
            f"{source} is in “{to}”, and so is {target}: name their languages with -s and -t"
        )
    text = "".join(article.text for article in articles)
    translation = "".join(article.text for article in load(target, format="text"))
    return check_texts(text, translation, Matcher(bases, language, to), to)


def _check_translated(source: Path, bases: Glossaries, from_: str | None, to: str) -> Outcome:
    from reader.glossary.checking import Outcome, check_translations
    from reader.loading import load
    from reader.translator.translator import Translator

    translator = Translator(target=to, source=from_ or "auto", termbases=bases)
    occurrences = 0
    misses: list[Miss] = []
    before = ""
    for article in load(source):
        translations = translator.translate(translator.sentences(article))
        outcome = check_translations(
            article.text, translations, to, article.start, 1 + before.count("\n")
        )
        occurrences += outcome.occurrences
        misses += outcome.misses
        before += article.text
    return Outcome(occurrences, tuple(misses))


def main() -> NoReturn:
    """Entry point of the `glossary` program."""
    run(command, NAME)
