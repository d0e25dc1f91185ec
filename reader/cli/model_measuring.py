"""`reader models test`: how good packages are on sentences whose translations are known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from reader.cli.console import complain
from reader.cli.options import source_option, target_option
from reader.terminal import on_one_line

if TYPE_CHECKING:
    from reader.models.package import Package
    from reader.translator.measuring import Measured


def complete_language(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The codes of languages, with their names."""
    from reader import languages

    return [
        CompletionItem(code, help=name)
        for code, name in languages.names().items()
        if code.startswith(incomplete)
    ]


def complete_name(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of the packages that are here."""
    from reader.models import catalogue

    names = {row.package.handle for row in catalogue.listing()}
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


@click.command()
@click.argument("packages", nargs=-1, metavar="[PACKAGE]… [FILE.tsv]")
@click.option("--model", multiple=True, metavar="PACKAGE", help="The same as PACKAGE.")
@source_option("Source language, where the package has several or names none.")
@target_option("Target language, where the package has several or names none.")
@click.option("--limit", type=click.IntRange(1), help="Use the first N sentences.", metavar="N")
def test(
    packages: tuple[str, ...],
    model: tuple[str, ...],
    source_language: str | None,
    target_language: str | None,
    limit: int | None,
) -> None:
    """Measure packages: BLEU, chrF, words a second, terms held.

    \b
    reader models test ar-en
    reader models test opus-fr-en opus-tc-big-fr-en
    reader models test translate-fr_en-1_9.argosmodel sentences.tsv

    PACKAGE is a pair (ar-en), the name of a package as `reader models` lists it, or a file or
    folder that need not be installed. Several are measured in turn, on the same sentences. FILE
    has a sentence and its translation on each line, separated by a tab. Without it, 200 news
    sentences of Dragoman's own are used, which no starter was trained on. Terms are those of
    your glossary and of those that ship. BLEU and chrF need sacrebleu.
    """
    from reader.languages import normalise
    from reader.translator import measuring

    file = Path(packages[-1]) if packages and packages[-1].endswith((".tsv", ".txt")) else None
    wanted = [*model, *(packages[:-1] if file else packages)]
    if not wanted:
        raise click.UsageError("give a pair, as in `ar-en`, a name, a file or a folder")
    given = tuple(normalise(one) if one else None for one in (source_language, target_language))
    opened = [_opened(one, (given[0], given[1])) for one in wanted]
    pairs = {(one.source, one.target) for _, one in opened}
    if len(pairs) > 1:
        given_pairs = ", ".join(sorted(f"{source}→{target}" for source, target in pairs))
        raise click.UsageError(f"one pair at a time can be measured, not {given_pairs}")
    ((source, target),) = pairs
    lines = measuring.read(file, source, target)[:limit]
    if sys.stdout.isatty():
        click.secho(f"{len(lines)} sentences, {source}→{target}", dim=True)
    measured = []
    for path, package in opened:
        if len(opened) > 1 and sys.stderr.isatty():
            click.echo(on_one_line(f"{_called(package)}…"), err=True)
        measured.append((package, measuring.measure(lines, source, target, model=path)))
    _show(measured)
    if measured[0][1].bleu is None:
        complain("reader", "BLEU and chrF need sacrebleu: pip install sacrebleu")


def _opened(name: str, given: tuple[str | None, str | None]) -> tuple[Path | None, Package]:
    """What to measure, None for what translates a pair by way of others; and its package."""
    from reader import languages
    from reader.errors import ModelNotInstalled
    from reader.models import catalogue

    source, _, target = name.partition("-")
    codes = languages.find(source), languages.find(target)
    if codes[0] and codes[1] and not Path(name).exists():
        route = catalogue.route(codes[0], codes[1])
        if len(route) == 1:
            return None, route[0]
        raise ModelNotInstalled(
            f"{name} has no package of its own: it goes through "
            + " and ".join(f"{step.source}-{step.target}" for step in route)
        )
    package = catalogue.open_package(Path(name), given)
    pair = given[0] or package.source, given[1] or package.target
    narrowed = package.for_pair(*pair)
    if narrowed is None:
        raise ModelNotInstalled(f"{name} does not translate {pair[0]} to {pair[1]}")
    return Path(name), narrowed


def _show(measured: list[tuple[Package, Measured]]) -> None:
    """A package's figures in lines; those of several in columns."""
    names = [on_one_line(_called(package)) for package, _ in measured]
    rows = [("package", *names)]
    for values in zip(*(one.rows() for _, one in measured), strict=True):
        rows.append((values[0][0], *(value for _, value in values)))
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row))
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(size) for cell, size in zip(row[1:], widths[1:], strict=True)]
        click.secho("  ".join(cells), bold=row is rows[0])


def _called(package: Package) -> str:
    """A package's name, and of one that is not installed where it lies."""
    return str(package.path) if package.origin == "file" else package.handle
