"""What `reader models` prints: tables for a terminal, fields with tabs for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import click

from reader.terminal import on_one_line

if TYPE_CHECKING:
    from reader.models.catalogue import Broken, Listed
    from reader.models.download import Progress
    from reader.models.index import Available
    from reader.models.package import Package
    from reader.models.registry import Offer


_NUMBERS = ("Size", "BLEU", "chrF")


def described(package: Package) -> str:
    """A package in a line: its languages, version and place."""
    return on_one_line(f"{_languages_of(package)}, {package.version}, in {package.path}")


def _languages_of(package: Package) -> str:
    has = package.languages
    if has is None:
        return languages_of((package.source,), (package.target,))
    return languages_of(tuple(has.sources), tuple(has.targets))


def languages_of(sources: tuple[str, ...], targets: tuple[str, ...]) -> str:
    """As in "French to English", or "205 languages to 205 languages"."""
    from reader.languages import name

    def label(codes: tuple[str, ...]) -> str:
        return name(codes[0]) if len(codes) == 1 else f"{len(codes)} languages"

    return f"{label(sources)} to {label(targets)}"


def formatted_size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"


def show_listing(rows: list[Listed], faults: list[Broken]) -> None:
    """The packages of this machine."""
    if not sys.stdout.isatty():
        for row in rows:
            package, state = row.package, "used" if row.used else "unused"
            _fields(
                ",".join(row.sources),
                ",".join(row.targets),
                package.version,
                package.origin,
                state,
                str(row.size),
                str(package.path),
                package.handle,
                _bleu(package),
            )
        for fault in faults:
            _fields("", "", "", "", "broken", "", str(fault.path), "", "")
            click.echo(on_one_line(fault.reason), err=True)
        return

    _table(
        ("", "Languages", "Name", "Version", "BLEU", "Size"),
        [
            (
                "[green]●[/]" if row.used else "[dim]○[/]",
                languages_of(row.sources, row.targets),
                row.package.handle,
                row.package.version,
                _bleu(row.package),
                formatted_size(row.size),
            )
            for row in rows
        ],
    )
    if not rows:
        click.echo("no packages here; `reader models install zh en` fetches one")
    elif not all(row.used for row in rows):
        click.secho("● translates its pair   ○ another package of the pair comes first", dim=True)
    for fault in faults:
        click.secho(f"broken: {on_one_line(fault.reason)}", fg="yellow")
    _advise(rows)
    click.secho("`reader models available` shows what can be fetched", dim=True)


def _bleu(package: Package) -> str:
    """A package's published score; "?" after that of the model it was made from."""
    from reader.models import registry

    score, certain = registry.score(package) if not package.languages else (0.0, True)
    return f"{score:.1f}{'' if certain else '?'}" if score else ""


def _advise(rows: list[Listed]) -> None:
    """How good the packages in use are, and what would be better."""
    from reader.models import registry

    told = []
    unused = [row.package for row in rows if not row.used]
    for row in rows:
        if (
            row.used
            and not row.package.languages
            and (line := registry.advice(row.package, unused))
        ):
            told.append(f"{row.package.source}→{row.package.target}  {on_one_line(line)}")
    if told:
        click.echo("\n".join(told))
        click.secho("BLEU as published, on FLORES-200: higher is better", dim=True)
    if any("?" in _bleu(row.package) for row in rows):
        click.secho("? of its publisher's model of that name, which this one may be", dim=True)


def show_offers(offers: Sequence[Offer], pair: tuple[str, str] | None = None) -> None:
    """The models that can be installed, the best of each pair first.

    Args:
        offers: what there is, in order.
        pair: the pair that was asked for; None for each one's first.
    """
    from reader.models import catalogue, choosing, registry

    here = [row.package for row in catalogue.listing() if row.package.origin == "installed"]

    def is_here(offer: Offer) -> bool:
        return any(choosing.is_same(offer, package) for package in here)

    rows = []
    for offer in offers:
        source, target = pair or (offer.sources[0], offer.targets[0])
        score = offer.scores.get(f"{source}-{target}")
        many = not pair and len(offer.sources) * len(offer.targets) > 1
        rows.append(
            (
                ",".join(offer.sources) if many else source,
                ",".join(offer.targets) if many else target,
                registry.ORIGINS[offer.origin],
                offer.name,
                f"{score.bleu:.1f}" if score else "",
                f"{score.chrf:.1f}" if score and score.chrf else "",
                offer.size,
                offer.licence,
                "installed" if is_here(offer) else "new",
            )
        )
    if not sys.stdout.isatty():
        for row in rows:
            _fields(*("" if value is None else str(value) for value in row))
        return
    _table(
        ("Pair", "Model", "BLEU", "chrF", "Size", "Licence", "Here"),
        [
            (
                f"{source}→{target}" if "," not in source + target else "many",
                name,
                bleu,
                chrf,
                f"{size / 1e6:,.0f} MB" if size else "",
                licence,
                "✓" if state == "installed" else "",
            )
            for source, target, _, name, bleu, chrf, size, licence, state in rows
        ],
    )
    if not rows:
        click.echo("no model is known for that")
        return
    click.secho("BLEU and chrF as published, on FLORES-200: higher is better", dim=True)
    click.secho("`reader models install SOURCE TARGET` takes the first of its pair", dim=True)


def show_index(packages: list[Available]) -> None:
    """What Argos's index has."""
    from reader.languages import name
    from reader.models import catalogue, ranking
    from reader.models.folder import version_key

    here = ranking.best(catalogue.installed())

    def state(package: Available) -> str:
        have = here.get((package.source, package.target))
        if have is None:
            return "new"
        newer = version_key(package.version) > version_key(have.version)
        return "newer" if newer else "installed"

    def shown(package: Available) -> str:
        if state(package) == "newer":
            return f"[yellow]{here[package.source, package.target].version} is installed[/]"
        return "[green]installed[/]" if state(package) == "installed" else ""

    if not sys.stdout.isatty():
        for package in packages:
            _fields(
                package.source,
                package.target,
                package.version,
                "index",
                state(package),
                "",
                package.links[0],
            )
        return
    _table(
        ("Pair", "Languages", "Version", "Here"),
        [
            (
                f"{package.source}→{package.target}",
                f"{name(package.source)} to {name(package.target)}",
                package.version,
                shown(package),
            )
            for package in packages
        ],
    )


def show_package(package: Package, use: str, description: str) -> None:
    """All about a package."""
    from reader.models import catalogue, registry

    origin = {
        "installed": "installed, in the folder of packages",
        "starter": "starter, ships with Dragoman",
        "file": "file, not installed",
    }
    tokenizer_size = formatted_size(package.tokenizer.stat().st_size)
    details = {
        "name": package.handle,
        "languages": _languages_of(package),
        "quality": registry.advice(package) if not package.languages else "",
        "about": description,
        "doubt": f"below {package.low_score:g} (mean log-probability of a token)",
        "version": package.version,
        "origin": origin[package.origin],
        "use": use,
        "size": formatted_size(catalogue.size(package)),
        "tokenizer": f"{package.tokenizer.name}, {tokenizer_size}",
        "prefix": " ".join((*package.source_prefix, package.target_prefix)).strip(),
        "identity": package.identity,
        "model": str(package.model),
        "path": str(package.path),
    }
    click.secho(on_one_line(package.name), bold=True)
    for key, value in details.items():
        if value:
            click.echo(f"  {key:<10} {on_one_line(value)}")


def _fields(*values: str) -> None:
    click.echo("\t".join(on_one_line(value) for value in values))


def _cell(value: str) -> str:
    from rich.markup import escape

    return value if value.endswith("[/]") else escape(on_one_line(value))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in head:
        justify: Literal["right", "left"] = "right" if title in _NUMBERS else "left"
        table.add_column(title, justify=justify, no_wrap=True)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    if rows:
        Console().print(table)


@contextmanager
def progress_bar(title: str) -> Iterator[Progress | None]:
    """A bar on standard error while something is fetched, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda have, total: bar.update(task, completed=have, total=total)
