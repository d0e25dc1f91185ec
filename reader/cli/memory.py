"""`reader memory`: the translation memory, looked into, filled and taken along."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.console import complain
from reader.cli.options import format_option, source_option, target_option
from reader.cli.printing import counted, print_json, words

if TYPE_CHECKING:
    from reader.memory.unit import Unit
    from reader.memory.units import Units

NAME = "reader"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """The translation memory: what you corrected or imported, used again.

    \b
      reader memory import omegat.tmx     bring another program's memory
      reader memory search "rail link"    search sources and translations
      reader memory export mine.tmx       for OmegaT, Weblate, memoQ, Trados
    """


@command.command()
def stats() -> None:
    """Count the units of each language pair."""
    from reader.languages import name

    units = _units()
    for source, target, count in units.languages():
        click.echo(f"{count:>9,}  {words(name(source))} → {words(name(target))}")
    click.echo(f"{len(units):>9,}  units in {words(str(units.path))}")


@command.command("list")
@format_option
def list_(format_: str) -> None:
    """List all units in the order they were added."""
    _print(_units().all(), format_)


@command.command()
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    metavar="N",
    help="Show at most N units.  [20]",
)
@format_option
def search(query: tuple[str, ...], limit: int, format_: str) -> None:
    """Find the units with all of these words in either text.

    Exits 1 when there are none.
    """
    units = _units().search(" ".join(query), limit)
    _print(iter(units), format_)
    if not units:
        if format_ == "text":
            complain(NAME, f"nothing found for “{' '.join(query)}”")
        raise click.exceptions.Exit(1)


@command.command("import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@source_option("Language to translate from.  [any that FILE has]")
@target_option("Language to translate into.  [en, and what FILE was translated into]")
def import_(
    files: tuple[Path, ...], source_language: str | None, target_language: str | None
) -> None:
    """Add the units of TMX, XLIFF or tab-separated files.

    A memory that was made from English into French serves both ways; one that you exported comes
    back as it was. Of XLIFF, the segments that are translated, reviewed, signed off or final.
    Adding a unit again changes nothing, so an interrupted import is simply run again.
    """
    from reader.errors import StoreError
    from reader.memory.exchange import read

    source, target = _codes(source_language, target_language)
    units = _units()
    before = len(units)
    is_done = False
    try:
        for file in files:
            with _counting(file.name) as shown:
                imported = read(file, source=source, target=target, warn=partial(complain, NAME))
                units.add(shown(imported))
        is_done = True
    finally:  # of a file that breaks off, what came before is kept
        with suppress(StoreError):
            added = len(units) - before
            if is_done or added:
                told = counted(added, "unit") if added or not is_done else "no new unit"
                click.echo(f"{told} added to {words(str(units.path))}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@source_option("Only units from this language.  [any]")
@target_option("Only units into this language.  [any]")
def export(file: Path, source_language: str | None, target_language: str | None) -> None:
    """Write units to FILE: TMX (.tmx) or tab-separated text (.tsv).

    - writes TMX to standard output.
    """
    from reader.errors import StoreError
    from reader.files import whole_file
    from reader.memory.exchange import format_of, write

    source, target = _codes(source_language, target_language)
    units = _units()
    kept = (
        unit
        for unit in units.all()
        if source in (None, unit.source_language) and target in (None, unit.target_language)
    )
    if str(file) == "-":
        write(kept, sys.stdout, "tmx")
        return
    format_ = format_of(file, written=True)
    pairs = [
        f"{one}→{other}"
        for one, other, _ in units.languages()
        if source in (None, one) and target in (None, other)
    ]
    if format_ == "tsv" and len(pairs) > 1:
        raise StoreError(
            f"{file} has no room for languages, and the memory has {', '.join(pairs)}:"
            " choose with -s and -t, or write a .tmx"
        )
    with whole_file(file) as out:
        count = write(kept, out, format_)
    click.echo(f"wrote {counted(count, 'unit')} to {words(str(file))}")


@command.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True, type=int)
def remove(numbers: tuple[int, ...]) -> None:
    """Remove units by number, as `list` and `search` show it."""
    wanted, units = set(numbers), _units()
    missing = [number for number in dict.fromkeys(numbers) if not units.remove([number])]
    click.echo(f"{counted(len(wanted) - len(missing), 'unit')} removed")
    if missing:
        complain(NAME, f"there is no unit {', '.join(map(str, missing))}")
        raise click.exceptions.Exit(1)


def _codes(*languages: str | None) -> list[str | None]:
    """The codes of languages, however they were written; None for one that was not."""
    from reader.languages import normalise

    return [normalise(language) if language else None for language in languages]


def _units() -> Units:
    from reader.memory.units import Units, memory_file

    units = Units(memory_file(), partial(complain, NAME))
    # Closed, it is one file: a copy of it alone, as a backup is, lacks nothing.
    click.get_current_context().call_on_close(units.close)
    return units


def _print(units: Iterator[Unit], format_: str) -> None:
    if format_ == "json":
        from dataclasses import asdict

        print_json([asdict(unit) for unit in units])
        return
    for unit in units:
        about = f"{unit.source_language}→{unit.target_language} {unit.origin} {unit.created}"
        click.echo(f"{words(str(unit.id), bold=True)}  {words(f'{about} {unit.file}', dim=True)}")
        click.echo(f"    {words(unit.source)}\n    {words(unit.target)}")


@contextmanager
def _counting(name: str) -> Iterator[Callable[[Iterator[Unit]], Iterator[Unit]]]:
    """Shows on a terminal how many units of a file have come by, while they do."""
    is_shown = sys.stderr.isatty()

    def counted_by(units: Iterator[Unit]) -> Iterator[Unit]:
        for number, unit in enumerate(units, 1):
            if is_shown and not number % 5000:
                sys.stderr.write(f"\r{words(name)}: {number:,} units")
                sys.stderr.flush()
            yield unit

    try:
        yield counted_by
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")
