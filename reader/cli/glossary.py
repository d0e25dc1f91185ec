"""The `glossary` command: look into glossaries, change them, hold texts against them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reader.cli import complain, run
from reader.cli.printing import (
    COLUMNS,
    MANY,
    miss_line,
    miss_record,
    print_concepts,
    print_json,
)
from reader.errors import GlossaryError

if TYPE_CHECKING:
    from reader.glossary.checking import Miss, Outcome
    from reader.glossary.termbase import Concept, Term, Termbase

NAME = "glossary"

Command = Callable[..., Any]


def _glossary_option(function: Command) -> Command:
    return click.option(
        "-g",
        "--glossary",
        "paths",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Use this glossary in place of yours and the domain's. May be repeated.",
    )(function)


def _format_option(function: Command) -> Command:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        help="How to print it.  [text]",
    )(function)


def _term_options(function: Command) -> Command:
    function = click.option("--note", metavar="TEXT", help="A remark.")(function)
    function = click.option(
        "--case",
        type=click.Choice(["keep", "match", "lower"]),
        help="Capitals of the target term: as listed, as the place asks, or always small.",
    )(function)
    function = click.option("--acronym", metavar="TEXT", help="The acronym that translations use.")(
        function
    )
    function = click.option(
        "--term",
        "others",
        nargs=2,
        multiple=True,
        metavar="LANG TERMS",
        help="Terms in any other language.",
    )(function)
    for code in reversed(COLUMNS):
        function = click.option(
            f"--{code}",
            metavar="TERMS",
            help=f"Terms in {code}: “preferred|variant|!forbidden”.",
        )(function)
    return function


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Keep terms and hold translations to them.

    \b
    Without --glossary, your own glossary and the domain's are read, yours first;
    changes go to yours.

    \b
      glossary lookup interpol
      glossary add --fr "Sûreté de l'État" --en "State Security"
      glossary check article.txt translation.txt
      glossary suggest article.txt
    """


@command.command("list")
@_glossary_option
@_format_option
def list_(paths: tuple[Path, ...], format_: str) -> None:
    """List all concepts."""
    print_concepts(
        [(concept, base) for base, concept in _shown(_active(paths))], format_, brief=True
    )


@command.command()
@click.argument("query", nargs=-1, required=True)
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG", help="Search these.")
@click.option("--all", "everything", is_flag=True, help="Show every concept and all its terms.")
@_glossary_option
@_format_option
def lookup(
    query: tuple[str, ...],
    languages: tuple[str, ...],
    everything: bool,
    paths: tuple[Path, ...],
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
        raise click.UsageError("nothing to look for ('glossary list' shows everything)")
    bases = _active(paths)
    codes = tuple(_code(language) for language in languages)
    known = dict.fromkeys(code for base in bases for code in base.languages)
    for code in codes:
        if code not in known:
            raise click.UsageError(f"no terms in “{code}” here, but in {', '.join(known)}")
    shown = {id(concept) for _, concept in _shown(bases)}

    def search(whole: bool) -> list[tuple[Concept, Termbase]]:
        return [
            (concept, base)
            for base in bases
            for concept in base.lookup(text, codes or None, whole=whole)
            if id(concept) in shown
        ]

    found = search(whole=False)
    everything = everything or format_ == "json"
    listed = found if everything else search(whole=True) or found
    print_concepts(listed, format_, brief=len(listed) > MANY, everything=everything)
    rest = len(found) - len(listed)
    if rest:
        click.echo(f"{rest} more contain{'s' if rest == 1 else ''} it: --all", err=True)
    if not found:
        if format_ == "text":
            complain(NAME, f"nothing found for “{text}”")
        raise click.exceptions.Exit(1)


@command.command()
@click.option("--id", "identifier", metavar="ID", help="Its id.  [made of the English term]")
@_term_options
@_glossary_option
def add(identifier: str | None, paths: tuple[Path, ...], **options: Any) -> None:
    """Add a concept to your glossary; asks for its terms when none are given."""
    from reader.glossary.termbase import Concept, free_id

    concept = Concept(identifier or "")
    if _says_nothing(options):
        options = _ask(concept, "glossary add --fr TERM --en TERM")
    base = _writable(paths)
    concept = _changed(concept, options)
    if not concept.terms:
        raise click.UsageError("a concept needs a term, as in 'glossary add --fr TERM --en TERM'")
    known = _already_there(concept, paths)
    if known:
        changes = any(options[name] not in (None, getattr(known, name)) for name in _FIELDS)
        hint = f" ('{_line('edit', paths, known)}' changes it)" if changes else ""
        click.echo(f"already there: {known.id}{hint}")
        return
    if not concept.id:
        others = base.concepts if paths else [known for _, known in _shown(_active(()))]
        taken = {known.id for known in (*base.concepts, *others)}
        concept = replace(concept, id=free_id(concept, taken))
    added = base.add(concept)
    path = base.save()
    _warn_of_conflicts(paths, added)
    _warn_of_one_language(paths, added)
    _warn_of_losses(path, added)
    click.echo(f"added {added.id} to {path}")


@command.command()
@click.argument("identifier", metavar="ID")
@_term_options
@_glossary_option
def edit(identifier: str, paths: tuple[Path, ...], **options: Any) -> None:
    """Change a concept; asks for each of its terms when none are given.

    A language's terms are replaced by those given, and removed by an empty text. A concept
    of the domain glossary is copied to yours, which comes first.
    """
    base = _writable(paths)
    concept = base.get(identifier) or _concept(_active(paths), identifier)
    if _says_nothing(options):
        options = _ask(concept, f"{_line('edit', paths, concept)} --en TERM")
    changed = _changed(concept, options)
    if not changed.terms:
        hint = f": '{_line('remove', paths, concept)}' removes it" if identifier in base else ""
        raise click.UsageError(f"no term would be left{hint}")
    if identifier in base:
        base.edit(changed)
    else:
        base.add(changed)
    path = base.save()
    _warn_of_conflicts(paths, changed)
    _warn_of_one_language(paths, changed)
    _warn_of_losses(path, changed)
    click.echo(f"changed {identifier} in {path}")


@command.command()
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@_glossary_option
def remove(identifiers: tuple[str, ...], paths: tuple[Path, ...]) -> None:
    """Remove concepts from your glossary."""
    base = _writable(paths)
    identifiers = tuple(dict.fromkeys(identifiers))
    for identifier in identifiers:
        if identifier not in base:
            other = _concept(_active(paths), identifier)
            if paths:
                raise GlossaryError(f"“{other.id}” is not in {paths[0]}: name its own file first.")
            raise GlossaryError(
                f"“{other.id}” is the domain glossary's and stays there:"
                f" change it with '{_line('edit', paths, other)}'."
            )
        base.remove(identifier)
    path = base.save()
    click.echo(f"removed {', '.join(identifiers)} from {path} (the version before is {path}~)")


@command.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option("-s", "--from", "from_", metavar="LANG", help="Language of SOURCE.  [found out]")
@click.option("-t", "--to", default="en", metavar="LANG", help="Language of TARGET.  [en]")
@_glossary_option
@_format_option
def check(
    source: Path,
    target: Path | None,
    from_: str | None,
    to: str,
    paths: tuple[Path, ...],
    format_: str,
) -> None:
    """List the terms of SOURCE that TARGET, its translation, lacks.

    Texts of as many lines are compared line by line, others as wholes. Without TARGET,
    SOURCE is translated now. Exits 1 when a term is missing or a forbidden one is used.
    """
    from reader.languages import normalise

    from_, to = normalise(from_) if from_ else None, normalise(to)
    bases = _active(paths)
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
        none = f"no term of the glossary stands in {source}"
        click.echo(count if outcome.occurrences else none, err=bool(outcome.misses))
    if outcome.misses:
        raise click.exceptions.Exit(1)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "from_", metavar="LANG", help="Source language of a two-column file.")
@click.option("--to", metavar="LANG", help="Target language of a two-column file.")
@click.option(
    "--input-format",
    type=click.Choice(["csv", "tsv", "tbx", "omegat"]),
    help="Format of FILE.  [by its name]",
)
@click.option("--replace", "replacing", is_flag=True, help="Replace terms that differ.")
@_glossary_option
def import_(
    file: Path,
    from_: str | None,
    to: str | None,
    input_format: Any,
    replacing: bool,
    paths: tuple[Path, ...],
) -> None:
    """Add the concepts of FILE to your glossary ("-" reads CSV from the standard input).

    Formats: CSV, TSV of two columns (DeepL's), TBX, OmegaT's text. A concept whose id is
    known gains the languages it lacks; terms that differ are kept unless --replace is given.
    """
    from reader.glossary.formats import read
    from reader.glossary.merging import merge

    content = sys.stdin.buffer.read() if str(file) == "-" else _bytes(file)
    if content.startswith(b"PK\x03\x04"):
        raise GlossaryError(f"{file} is a spreadsheet or an archive: save it as CSV first.")
    concepts, _ = read(content, file, input_format, _pair(from_, to))
    base = _writable(paths)
    beneath = () if paths else _active(())
    result = merge(base, concepts, replacing, beneath)
    if result.changed:
        base.save()
    click.echo(
        f"{result.added} added, {result.completed} completed, {result.replaced} replaced,"
        f" {result.unchanged} already there in {base.path}"
    )
    if result.kept:
        complain(NAME, f"kept as they were: {', '.join(result.kept)} (--replace changes them)")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "from_", metavar="LANG", help="Source language of a two-column file.")
@click.option("--to", metavar="LANG", help="Target language of a two-column file.")
@click.option(
    "--output-format",
    type=click.Choice(["csv", "tsv", "tbx", "omegat"]),
    help="Format of FILE.  [by its name]",
)
@_glossary_option
def export(
    file: Path, from_: str | None, to: str | None, output_format: Any, paths: tuple[Path, ...]
) -> None:
    """Write all concepts to FILE ("-" for the standard output)."""
    from reader.glossary.formats import format_of, write
    from reader.glossary.formats.pairs import pair_of
    from reader.glossary.termbase import replace_file

    pair = _pair(from_, to) or pair_of(file)
    if output_format is None:
        _check_ending(file)
        output_format = format_of(file)
    bases = _active(paths)
    concepts = [concept for _, concept in _shown(bases)]
    languages = list(dict.fromkeys(code for base in bases for code in base.languages))
    if pair and output_format in ("tsv", "omegat"):
        concepts = [one for one in concepts if all(one.admitted(code) for code in pair)]
        if not concepts:
            raise GlossaryError(f"No concept has terms in both {pair[0]} and {pair[1]}.")
    content = write(concepts, languages, file, output_format, pair)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        replace_file(file, content)
    except OSError as error:
        raise GlossaryError(f"Cannot write {file}: {error.strerror or error}.") from error
    click.echo(f"wrote {len(concepts)} concept{'s' * (len(concepts) != 1)} to {file}")


@command.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("-n", "--limit", type=click.IntRange(min=1), default=40, help="How many.  [40]")
@click.option("--least", type=click.IntRange(min=2), default=2, help="Mentions asked for.  [2]")
@click.option("--csv", "as_csv", is_flag=True, help="Rows for 'glossary import -'.")
@_glossary_option
@_format_option
def suggest(
    files: tuple[str, ...],
    limit: int,
    least: int,
    as_csv: bool,
    paths: tuple[Path, ...],
    format_: str,
) -> None:
    """Propose terms of articles that no glossary has: acronyms, names, expressions."""
    from reader.glossary.formats.csv import write
    from reader.glossary.suggestions import suggest as candidates_of
    from reader.glossary.termbase import free_id
    from reader.loading import load

    if as_csv and format_ == "json":
        raise click.UsageError("--csv and --format exclude each other")
    bases = _active(paths)
    articles = [article for file in files for article in load(file)]
    candidates = candidates_of(articles, bases, least)[:limit]
    if not candidates:
        complain(NAME, "nothing to suggest: what is mentioned often enough is listed already")
    if as_csv:
        taken = {concept.id for base in bases for concept in base}
        rows = []
        for candidate in candidates:
            concept = candidate.concept()
            concept = replace(concept, id=free_id(concept, taken), note=candidate.example)
            taken.add(concept.id)
            rows.append(concept)
        click.echo(write(rows, COLUMNS).decode(), nl=False)
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
            click.echo(head + click.style(one.term + beside, bold=True))
            if one.example and one.example != one.term:
                click.echo(" " * len(head) + click.style(one.example, dim=True))


@command.command()
@_glossary_option
@_format_option
def doctor(paths: tuple[Path, ...], format_: str) -> None:
    """Look for what makes translations wrong: conflicts, duplicates, unwritable terms.

    Exits 1 when it finds such a thing; advice alone exits 0.
    """
    from reader.glossary.diagnosis import GRAVE, diagnose
    from reader.models.catalogue import installed, starters

    bases = _active(paths)
    findings = diagnose(bases, [*installed(), *starters()])
    if format_ == "json":
        print_json(
            [{"kind": one.kind, "concept": one.concept, "message": one.message} for one in findings]
        )
    else:
        for one in sorted(findings, key=lambda one: one.kind not in GRAVE):
            colour = "red" if one.kind in GRAVE else "yellow"
            click.echo(f"{click.style(one.kind, fg=colour)}: {one.concept}: {one.message}")
        grave = sum(one.kind in GRAVE for one in findings)
        count = sum(len(base) for base in bases)
        click.echo(f"{count} concepts: {grave} to mend, {len(findings) - grave} to look at")
    if any(one.kind in GRAVE for one in findings):
        raise click.exceptions.Exit(1)


# Which glossaries.


def _active(paths: Sequence[Path]) -> tuple[Termbase, ...]:
    from reader.glossary.termbase import active

    return active(paths or None)


def _writable(paths: Sequence[Path]) -> Termbase:
    """The glossary that changes go to: the first one named, or the user's own."""
    from reader.glossary.termbase import Termbase, user_glossary

    path = paths[0] if paths else user_glossary()
    _check_ending(path)
    return Termbase.open(path)


def _check_ending(path: Path) -> None:
    """Refuse to write a CSV file whose name says that it is something else."""
    from reader.glossary.formats import ENDINGS

    if path.suffix and path.suffix.lower() not in ENDINGS and not path.exists():
        raise click.UsageError(f"{path.name}: a glossary's name ends with {', '.join(ENDINGS)}")


def _shown(bases: Sequence[Termbase]) -> list[tuple[Termbase, Concept]]:
    from reader.glossary.termbase import merged

    return [(bases[priority], concept) for priority, concept in merged(bases)]


def _concept(bases: Sequence[Termbase], identifier: str) -> Concept:
    for base in bases:
        found = base.get(identifier)
        if found is not None:
            return found
    near = [one.id for base in bases for one in base.lookup(identifier)][:3] if identifier else []
    hint = f" Did you mean {', '.join(near)}?" if near else ""
    raise GlossaryError(f"No glossary has a concept “{identifier}”.{hint}")


_FIELDS = ("acronym", "case", "note")


def _already_there(concept: Concept, paths: Sequence[Path]) -> Concept | None:
    """A concept that has all of these terms, and writes the English one as these do."""
    bases = (_writable(paths),) if paths else _active(())
    wanted, english = _folded_terms(concept), concept.preferred("en")
    for _, known in _shown(bases):
        if wanted and wanted <= _folded_terms(known) and english in ("", known.preferred("en")):
            return known
    return None


def _folded_terms(concept: Concept) -> set[tuple[str, str, bool]]:
    """Each term's language, its folded text, and whether it is forbidden."""
    from reader.glossary.matching.normalisation import key

    return {
        (code, key(term.text, code), term.status == "forbidden")
        for code, terms in concept.terms.items()
        for term in terms
    }


def _warn_of_conflicts(paths: Sequence[Path], changed: Concept) -> None:
    from reader.glossary.termbase import conflicts

    for conflict in conflicts(_active(paths)):
        owners = [concept.id for concept, _ in conflict.claims]
        if changed.id not in owners:
            continue
        term = f"{conflict.language} “{conflict.term}”"
        if owners[0] == changed.id:
            others = ", ".join(owners[1:])
            complain(NAME, f"{term} also stands for {others}: {changed.id} wins")
        else:
            complain(
                NAME,
                f"{term} stands for {owners[0]} already, which wins over {changed.id}:"
                f" to change its translation, '{_line('edit', paths, conflict.claims[0][0])}'",
            )


def _line(verb: str, paths: Sequence[Path], concept: Concept) -> str:
    """What to type to edit or remove a concept."""
    place = f"-g {paths[0]} " if paths else ""
    return f"glossary {verb} {place}{concept.id}"


def _warn_of_one_language(paths: Sequence[Path], concept: Concept) -> None:
    if concept.acronym or len(concept.terms) > 1:
        return
    (language,) = concept.terms
    role, other = "in the language you translate into", "en"
    if language == "en":
        role, other = "in the language of the texts", "fr"
    complain(
        NAME,
        f"“{concept.label()}” has no effect until it has a term {role}:"
        f" '{_line('edit', paths, concept)} --{other} TERM'",
    )


def _warn_of_losses(path: Path, concept: Concept) -> None:
    """Say what of a concept the format of its file has no place for."""
    from reader.glossary.formats import format_of
    from reader.glossary.formats.pairs import pair_of

    format_, pair = format_of(path), pair_of(path)
    if format_ not in ("tsv", "omegat") or pair is None:
        return
    lost = [term.text for code in concept.terms if code not in pair for term in concept.terms[code]]
    lost += [text for code in pair for text in concept.forbidden(code)]
    if format_ == "tsv":
        lost += concept.admitted(pair[1])[1:]
    lost += filter(None, [concept.acronym, concept.note if format_ == "tsv" else ""])
    if not all(concept.admitted(code) for code in pair):
        lost = [concept.label()]
    if lost:
        words = ", ".join(f"“{text}”" for text in lost)
        complain(NAME, f"{path} has no place for {words}: a .csv has")


# What the flags say.


def _says_nothing(options: dict[str, Any]) -> bool:
    return not any(value is not None and value != () for value in options.values())


def _changed(concept: Concept, options: dict[str, Any]) -> Concept:
    terms = dict(concept.terms)
    others = ((_code(language), cell) for language, cell in options["others"])
    for code, cell in [*((code, options.get(code)) for code in COLUMNS), *others]:
        if cell is None:
            continue
        found = _terms(code, cell)
        if found:
            terms[code] = found
        else:
            terms.pop(code, None)
    fields = {name: options[name] for name in _FIELDS if options[name] is not None}
    return replace(concept, terms=terms, **fields)


def _terms(code: str, cell: str) -> tuple[Term, ...]:
    from reader.glossary.termbase import parse_terms

    try:
        return parse_terms(cell)
    except ValueError as error:
        raise click.UsageError(f"{code}: {error}") from error


def _ask(concept: Concept, instead: str) -> dict[str, Any]:
    """Ask for each field on the terminal; Enter keeps what is shown, a dash empties it."""
    from reader.glossary.termbase import format_terms

    if not sys.stdin.isatty():
        raise click.UsageError(f"nothing to change: say what, as in '{instead}'")
    click.echo("preferred|variant|!forbidden — Enter keeps, - empties", err=True)
    options: dict[str, Any] = {"others": ()}
    known = {code: format_terms(concept.terms.get(code, ())) for code in COLUMNS}
    for name, default in {**known, "acronym": concept.acronym, "note": concept.note}.items():
        options[name] = click.prompt(
            f"{name:>7}",
            default=default,
            show_default=bool(default),
            value_proc=partial(_answer, name),
            err=True,
        )
    options["case"] = None
    return options


def _answer(name: str, given: str) -> str:
    """What was typed for a field; terms that cannot be are asked for again."""
    given = "" if given == "-" else given
    if name in COLUMNS:
        _terms(name, given)
    return given


def _code(language: str) -> str:
    """The code of a language that was named in some way: FR, fra, French. zh-Hant stays."""
    from reader.languages import find

    return language if "-" in language else find(language) or language


def _pair(from_: str | None, to: str | None) -> tuple[str, str] | None:
    if from_ and to:
        pair = _code(from_), _code(to)
        if pair[0] == pair[1]:
            raise click.UsageError("--from and --to are the same language")
        return pair
    if from_ or to:
        raise click.UsageError("--from and --to belong together")
    return None


# Texts to check.


def _check_texts(
    source: Path, target: Path, bases: Sequence[Termbase], from_: str | None, to: str
) -> Outcome:
    from reader.glossary.checking import check as check_texts
    from reader.glossary.matching.matcher import Matcher
    from reader.loading import load

    articles = load(source)
    language = from_ or next((one.language for one in articles if one.language), None)
    if language is None:
        raise click.UsageError(f"cannot tell the language of {source}: name it with --from")
    if language == to:
        raise click.UsageError(
            f"{source} is in “{to}”, as {target} is: name others with --from, --to"
        )
    text = "".join(article.text for article in articles)
    translation = "".join(article.text for article in load(target, format="text"))
    return check_texts(text, translation, Matcher(bases, language, to), to)


def _check_translated(
    source: Path, bases: Sequence[Termbase], from_: str | None, to: str
) -> Outcome:
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


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"Cannot read {path}: {error.strerror or error}.") from error


def main() -> NoReturn:
    """Entry point of the `glossary` program."""
    run(command, NAME)
