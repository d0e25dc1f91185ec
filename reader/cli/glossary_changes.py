"""The `glossary` commands that change a glossary: add, edit, remove, import."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.console import complain
from reader.cli.options import (
    Command,
    glossary_option,
    language_code,
    language_pair,
    open_glossaries,
    source_option,
    target_option,
)
from reader.cli.printing import COLUMNS, words
from reader.errors import GlossaryError
from reader.languages import name as language_name

if TYPE_CHECKING:
    from reader.glossary.concept import Concept, Term
    from reader.glossary.glossaries import Glossaries

NAME = "glossary"

_FIELDS = ("acronym", "case", "note")


def _term_options(function: Command) -> Command:
    function = click.option("--note", metavar="TEXT", help="A remark.")(function)
    function = click.option(
        "--case",
        type=click.Choice(["keep", "match", "lower"]),
        help="Capitals in the translation: as listed, as the place requires, or none.",
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
            help=f"{language_name(code)} terms: “preferred|variant|!forbidden”.",
        )(function)
    return function


@click.command()
@click.option("--id", "identifier", metavar="ID", help="Its id.  [made from the English term]")
@_term_options
@glossary_option
def add(identifier: str | None, glossaries: tuple[str, ...], **options: Any) -> None:
    """Add a concept to your glossary.

    Asks for its terms when none are given. If one of the terms already belongs to a concept,
    the others are added to that concept.
    """
    from reader.glossary.concept import Concept, free_id
    from reader.glossary.glossaries import Glossaries
    from reader.glossary.merging import extended
    from reader.glossary.termbase import Termbase

    concept = Concept(identifier or "")
    if _is_empty(options):
        options = _ask(concept, "add", "glossary add --fr TERM --en TERM")
    else:
        _refuse_blank(options)
    concept = _changed(concept, options)
    if not concept.terms:
        raise click.UsageError("a concept needs a term, as in 'glossary add --fr TERM --en TERM'")
    path = _writable(glossaries)
    with Termbase.editing(path) as own:
        consulted = Glossaries([own]) if glossaries else open_glossaries(())
        known = consulted.equivalent(concept)
        if known:
            changes = any(options[name] not in (None, getattr(known, name)) for name in _FIELDS)
            hint = f" ('{_line('edit', glossaries, known)}' changes it)" if changes else ""
            click.echo(words(f"already there: {known.id}{hint}"))
            return
        alike = None if concept.id else consulted.alike(concept)
        if alike:
            concept = extended(alike, concept)
            own.put(concept)
        elif not concept.id:
            taken = {one.id for one in own} | {one.id for one, _ in consulted.concepts}
            concept = replace(concept, id=free_id(concept, taken))
        if not alike:
            own.add(concept)
    _warn(glossaries, path, concept)
    done = f"added to {concept.id} in" if alike else f"added {concept.id} to"
    click.echo(words(f"{done} {path}"))


@click.command()
@click.argument("identifier", metavar="ID")
@_term_options
@glossary_option
def edit(identifier: str, glossaries: tuple[str, ...], **options: Any) -> None:
    """Change a concept; asks for each of its terms when none are given.

    A language's terms are replaced by those given, and removed by an empty text. A concept
    that ships is copied to your glossary, which comes first.
    """
    from reader.glossary.termbase import Termbase

    path = _writable(glossaries)
    if _is_empty(options):
        concept = Termbase.open(path).get(identifier) or open_glossaries(glossaries).find(
            identifier
        )
        options = _ask(concept, "change", f"{_line('edit', glossaries, concept)} --en TERM")
    with Termbase.editing(path) as own:
        concept = own.get(identifier) or open_glossaries(glossaries).find(identifier)
        changed = _changed(concept, options)
        if not changed.terms:
            remove_line = _line("remove", glossaries, concept)
            hint = f": '{remove_line}' removes it" if identifier in own else ""
            raise click.UsageError(f"no term would be left{hint}")
        own.put(changed)
    _warn(glossaries, path, changed)
    click.echo(words(f"changed {identifier} in {path}"))


@click.command()
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@glossary_option
def remove(identifiers: tuple[str, ...], glossaries: tuple[str, ...]) -> None:
    """Remove concepts from your glossary."""
    from reader.glossary.termbase import Termbase

    path = _writable(glossaries)
    identifiers = tuple(dict.fromkeys(identifiers))
    with Termbase.editing(path) as own:
        for identifier in identifiers:
            if identifier not in own:
                other = open_glossaries(glossaries).find(identifier)
                if glossaries:
                    raise GlossaryError(f"“{other.id}” is not in {path}: name its own file first.")
                raise GlossaryError(
                    f"“{other.id}” ships with Dragoman and stays there:"
                    f" change it with '{_line('edit', glossaries, other)}'."
                )
            own.remove(identifier)
    click.echo(
        words(f"removed {', '.join(identifiers)} from {path} (the version before is {path}~)")
    )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@source_option("Source language of a two-column file.")
@target_option("Target language of a two-column file.")
@click.option(
    "--input-format",
    type=click.Choice(["csv", "tsv", "tbx", "omegat"]),
    help="Format of FILE.  [by its name]",
)
@click.option("--replace", "replacing", is_flag=True, help="Replace terms that differ.")
@glossary_option
def import_(
    file: Path,
    source_language: str | None,
    target_language: str | None,
    input_format: Any,
    replacing: bool,
    glossaries: tuple[str, ...],
) -> None:
    """Add the concepts of FILE to your glossary.

    FILE is CSV, two-column TSV (as DeepL's), TBX, or OmegaT's text; - reads CSV from standard
    input. A concept whose id your glossary already has gains the languages it lacks; terms that
    differ stay as they are unless --replace is given. One that ships is copied, and FILE's terms
    come before its own.
    """
    from reader.glossary.formats import read
    from reader.glossary.merging import merge
    from reader.glossary.termbase import Termbase

    content = _bytes(file)
    if content.startswith(b"PK\x03\x04"):
        raise GlossaryError(f"{file} is a spreadsheet or an archive: save it as CSV first.")
    pair = language_pair(source_language, target_language)
    concepts, _ = read(content, file, input_format, pair, partial(complain, NAME))
    path = _writable(glossaries)
    with Termbase.editing(path) as own:
        result = merge(own, concepts, replacing, () if glossaries else open_glossaries(()))
    counts = {
        "added": result.added,
        "completed": result.completed,
        "replaced": result.replaced,
        "already there": result.unchanged,
        "kept as they were": len(result.kept),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    click.echo(words(f"{path}: {told or 'the file has no concepts'}"))
    if result.kept:
        complain(NAME, f"kept as they were: {', '.join(result.kept)} (--replace would change them)")


# Where changes go, and what comes of them.


def _writable(names: Sequence[str]) -> Path:
    """The file that changes go to: the first one named, or the user's own."""
    from reader.locations import domain_glossaries, user_glossary

    name = names[0] if names else "own"
    if name == "own":
        return user_glossary()
    path = Path(name)
    shipped = {one.stem for one in domain_glossaries()} | {"shipped"}
    if name in shipped and not path.exists():
        raise GlossaryError(
            f"The glossary “{name}” ships with Dragoman and stays as it is:"
            " without -g, changes go to yours, which comes first."
        )
    check_ending(path)
    return path


def check_ending(path: Path) -> None:
    """Refuse to write a CSV file whose name says that it is something else."""
    from reader.glossary.formats import ENDINGS

    if path.suffix and path.suffix.lower() not in ENDINGS and not path.exists():
        raise click.UsageError(f"{path.name}: a glossary's file name ends in {', '.join(ENDINGS)}")


def _warn(names: tuple[str, ...], path: Path, changed: Concept) -> None:
    """Say what a change does that its author may not expect."""
    from reader.glossary.formats import losses

    _warn_of_conflicts(names, open_glossaries(names), changed)
    _warn_of_one_language(names, changed)
    lost = losses(changed, path)
    if lost:
        words = ", ".join(f"“{text}”" for text in lost)
        complain(NAME, f"{path} cannot hold {words}; a .csv file can")


def _warn_of_conflicts(names: Sequence[str], glossaries: Glossaries, changed: Concept) -> None:
    from reader.glossary.glossaries import conflicts

    for conflict in conflicts(glossaries):
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
                f" to change its translation, '{_line('edit', names, conflict.claims[0][0])}'",
            )


def _warn_of_one_language(names: Sequence[str], concept: Concept) -> None:
    if concept.acronym or len(concept.terms) > 1:
        return
    (language,) = concept.terms
    role, other = "in the language you translate into", "en"
    if language == "en":
        role, other = "in the language of the texts", "fr"
    complain(
        NAME,
        f"“{concept.label()}” has no effect until it has a term {role}:"
        f" '{_line('edit', names, concept)} --{other} TERM'",
    )


def _line(verb: str, names: Sequence[str], concept: Concept) -> str:
    """What to type to edit or remove a concept."""
    place = f"-g {names[0]} " if names else ""
    return f"glossary {verb} {place}{concept.id}"


# What the flags say.


def _is_empty(options: dict[str, Any]) -> bool:
    return not any(value is not None and value != () for value in options.values())


def _changed(concept: Concept, options: dict[str, Any]) -> Concept:
    terms = dict(concept.terms)
    others = ((language_code(language), cell) for language, cell in options["others"])
    for code, cell in [*((code, options.get(code)) for code in COLUMNS), *others]:
        if cell is None:
            continue
        changed = _terms(code, cell)
        if changed:
            terms[code] = changed
        else:
            terms.pop(code, None)
    fields = {name: options[name] for name in _FIELDS if options[name] is not None}
    return replace(concept, terms=terms, **fields)


def _refuse_blank(options: dict[str, Any]) -> None:
    """Refuse an option for terms that names none: a new concept has nothing to empty."""
    given = [(f"--{code}", code, options.get(code)) for code in COLUMNS]
    given += [(f"--term {code}", code, cell) for code, cell in options["others"]]
    for option, code, cell in given:
        if cell is not None and not _terms(code, cell):
            raise click.UsageError(f"{option} is empty: give it a term, or leave it out")


def _terms(code: str, cell: str) -> tuple[Term, ...]:
    from reader.glossary.concept import parse_terms

    try:
        return parse_terms(cell)
    except ValueError as error:
        raise click.UsageError(f"{code}: {error}") from error


def _ask(concept: Concept, verb: str, instead: str) -> dict[str, Any]:
    """Ask for each field on the terminal; Enter keeps what is shown, a dash empties it."""
    from reader.glossary.concept import format_terms

    if not sys.stdin.isatty():
        raise click.UsageError(f"nothing to {verb}: say what, as in '{instead}'")
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


def _bytes(path: Path) -> bytes:
    from reader.glossary.formats import content

    try:
        return content(path, sys.stdin.buffer if str(path) == "-" else None)
    except OSError as error:
        if str(path) == "-" and error.errno == errno.EBADF:
            raise GlossaryError("Standard input is closed.") from error
        raise GlossaryError(f"Cannot read {path}: {error.strerror or error}.") from error
