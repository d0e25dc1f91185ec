"""`reader models`: the language packages of this machine, and those that can be fetched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from reader.cli.options import source_option, target_option
from reader.errors import ModelNotInstalled

if TYPE_CHECKING:
    from reader.models.catalogue import Broken, Listed
    from reader.models.download import Progress
    from reader.models.index import Available
    from reader.models.package import Package


def _complete_language(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from reader import languages

    return [
        CompletionItem(code, help=name)
        for code, name in languages.names().items()
        if code.startswith(incomplete)
    ]


@click.group("models", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List, install, remove and export language packages.

    A language pair is an Argos package. Those that Argos Translate or LibreTranslate have
    installed are used as they are, and what is installed here they can use. Starters ship
    with Dragoman; an installed package for the same pair is used instead. Without a command,
    the packages of this machine are listed.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@command.command("list")
@click.argument("language", required=False, shell_complete=_complete_language)
@click.option("--available", is_flag=True, help="Show what the online index offers.")
def list_(language: str | None = None, available: bool = False) -> None:
    """Show the packages of this machine, all or those of LANGUAGE.

    Piped, each package is a line of fields with tabs between them: source, target, version,
    origin, state, bytes, path; with --available: source, target, version, "index", state,
    nothing, address. The state is "used", "unused" or "broken"; with --available: "new",
    "newer" (than what is installed) or "installed".
    """
    from reader.languages import normalise
    from reader.models import catalogue

    wanted = normalise(language) if language else None
    if available:
        from reader.models import index

        _show_available(
            [one for one in index.available() if wanted in (None, one.source, one.target)]
        )
        return
    rows = [
        row
        for row in catalogue.listing()
        if wanted is None or wanted in (*row.sources, *row.targets)
    ]
    _show_listing(rows, catalogue.broken())


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | FILE… | URL")
@source_option("Language that a file's or a folder's model reads.")
@target_option("Language that it writes.")
def install(
    what: tuple[str, ...], source_language: str | None, target_language: str | None
) -> None:
    """Install a language pair, or packages from files, folders or addresses.

    \b
    reader models install zh en
    reader models install translate-fr_en-1_9.argosmodel
    reader models install base-memory/fren
    reader models install -s ar -t en opus-mt-converted/

    A file or a folder is a package of Argos, a model of OPUS-MT, M2M100, NLLB or MADLAD for
    CTranslate2, OPUS-MT's own archive, or a released model of Firefox Translations; -s and -t
    name its languages where it does not. It translates a sentence before it is put in place.

    A pair without a package of its own is installed by way of English. A download that was
    interrupted goes on where it stopped.
    """
    from reader.engine.trial import translate_one
    from reader.models import catalogue, fetching
    from reader.models import install as installing

    given = (source_language, target_language)
    if _is_address(what):
        with _progress(_on_one_line(what[0].rpartition("/")[2])) as progress:
            package = fetching.install_url(
                what[0], check=translate_one, pair=given, progress=progress
            )
        click.echo(f"installed {_described(package)}")
        return
    if _are_files(what):
        for file in what:
            package = installing.install_file(Path(file), check=translate_one, pair=given)
            click.echo(f"installed {_described(package)}")
        return
    source, target = _pair(what)
    before = catalogue.installed()
    try:
        with _progress(f"{source}→{target}") as progress:
            packages = fetching.install_pair(source, target, check=translate_one, progress=progress)
    except KeyboardInterrupt:
        click.echo("what has come is kept: the same command goes on from there", err=True)
        raise
    for package in packages:
        if package.origin == "starter":
            click.echo(f"here already, shipped with Dragoman: {_described(package)}")
        elif package in before:
            click.echo(f"here already, and the newest: {_described(package)}")
        else:
            click.echo(f"installed {_described(package)}")


@command.command()
@click.argument("source", shell_complete=_complete_language)
@click.argument("target", shell_complete=_complete_language)
def remove(source: str, target: str) -> None:
    """Remove the installed packages of a pair.

    They are gone for Argos Translate as well, whose folder they lie in. Starters stay.
    """
    from reader.models import install as installing

    for package in installing.remove(source, target):
        click.echo(_on_one_line(f"removed {package.name} from {package.path.parent}"))


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | FILE")
def info(what: tuple[str, ...]) -> None:
    """Show all about a pair's packages, or about a file."""
    from reader.models import catalogue

    if len(what) == 1 and _are_files(what):
        _show_package(catalogue.open_package(Path(what[0])), "a file, for `--model`", "")
        return
    source, target = _pair(what)
    rows = catalogue.listing()
    steps = catalogue.route(source, target)
    if not steps:
        raise click.UsageError("the two languages are the same: nothing to translate")
    for step, package in enumerate(steps, 1):
        row = next(row for row in rows if row.package.path == package.path)
        use = "used for this pair" if len(steps) == 1 else f"step {step} of {len(steps)}"
        _show_package(package, use, row.description)
    ends = (steps[0].source, steps[-1].target)
    for row in rows:
        if (row.package.source, row.package.target) == ends and not row.used:
            _show_package(row.package, "not used: the one above comes first", row.description)


@command.command()
@click.argument("source", shell_complete=_complete_language)
@click.argument("target", shell_complete=_complete_language)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
def export(source: str, target: str, file: Path, force: bool) -> None:
    """Write the package of a pair to a file that Argos can install too.

    \b
    reader models export ar en translate-ar_en.argosmodel
    """
    from reader.models import archive, catalogue

    steps = catalogue.route(source, target)
    if len(steps) != 1:
        pairs = " and ".join(f"{step.source} {step.target}" for step in steps)
        raise ModelNotInstalled(
            f"{source} to {target} has no package of its own; "
            + (f"it goes by {pairs}: export those" if pairs else "nothing is translated")
        )
    size = archive.write(steps[0], file, force=force)
    click.echo(f"wrote {steps[0].name} to {file} ({_bytes(size)})")


def _are_files(what: tuple[str, ...]) -> bool:
    from reader import languages

    def is_file(name: str) -> bool:
        path = Path(name)
        # A folder may be called like a language: "fr" is one, "fr/" or "./fr" is the folder.
        named = len(what) == 2 and languages.find(name) is not None
        return name.endswith(".argosmodel") or (path.exists() and not named)

    return all(map(is_file, what))


def _is_address(what: tuple[str, ...]) -> bool:
    return len(what) == 1 and "://" in what[0]


def _on_one_line(text: str) -> str:
    from reader.terminal import on_one_line

    return on_one_line(text)


def _pair(what: tuple[str, ...]) -> tuple[str, str]:
    from reader.languages import normalise

    if len(what) != 2:
        raise click.UsageError("give two languages, as in `zh en`, or .argosmodel files")
    return normalise(what[0]), normalise(what[1])


def _described(package: Package) -> str:
    languages = _languages((package.source,), (package.target,))
    if package.tongues:
        languages = _languages(tuple(package.tongues.sources), tuple(package.tongues.targets))
    return _on_one_line(f"{languages}, {package.version}, in {package.path}")


def _languages(sources: tuple[str, ...], targets: tuple[str, ...]) -> str:
    """As in "French to English", or "205 languages to 205 languages"."""
    from reader.languages import name

    def told(codes: tuple[str, ...]) -> str:
        return name(codes[0]) if len(codes) == 1 else f"{len(codes)} languages"

    return f"{told(sources)} to {told(targets)}"


def _bytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"


def _show_listing(rows: list[Listed], faults: list[Broken]) -> None:
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
            )
        for fault in faults:
            _fields("", "", "", "", "broken", "", str(fault.path))
            click.echo(_on_one_line(fault.reason), err=True)
        return

    _table(
        ("", "Pair", "Languages", "Version", "Origin", "Size"),
        [
            (
                "[green]●[/]" if row.used else "[dim]○[/]",
                f"{row.package.source}→{row.package.target}" if not row.package.tongues else "many",
                _languages(row.sources, row.targets),
                row.package.version,
                row.package.origin if row.package.layout == "argos" else row.package.layout,
                _bytes(row.size),
            )
            for row in rows
        ],
    )
    if not rows:
        click.echo("no package here: `reader models install zh en` fetches one")
    elif not all(row.used for row in rows):
        click.secho("● translates its pair   ○ another package of the pair comes first", dim=True)
    for fault in faults:
        click.secho(f"broken: {_on_one_line(fault.reason)}", fg="yellow")
    click.secho("`reader models list --available` shows what can be fetched", dim=True)


def _show_available(packages: list[Available]) -> None:
    from reader.languages import name
    from reader.models import catalogue
    from reader.models.folder import version_key

    here = catalogue.best(catalogue.installed())

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


def _show_package(package: Package, use: str, description: str) -> None:
    from reader.models import catalogue

    origin = {
        "installed": "installed, in the folder of packages",
        "starter": "starter, ships with Dragoman",
        "file": "file, not installed",
    }
    details = {
        "languages": _languages((package.source,), (package.target,)),
        "about": description,
        "version": package.version,
        "origin": origin[package.origin],
        "use": use,
        "size": _bytes(catalogue.size(package)),
        "tokenizer": f"{package.tokenizer.name}, {_bytes(package.tokenizer.stat().st_size)}",
        "prefix": " ".join((*package.source_prefix, package.target_prefix)).strip(),
        "identity": package.identity,
        "model": str(package.model),
        "path": str(package.path),
    }
    click.secho(_on_one_line(package.name), bold=True)
    for key, value in details.items():
        if value:
            click.echo(f"  {key:<10} {_on_one_line(value)}")


def _fields(*values: str) -> None:
    click.echo("\t".join(_on_one_line(value) for value in values))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in head:
        table.add_column(title, justify="right" if title == "Size" else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(_on_one_line, row))
    if rows:
        Console().print(table)


@contextmanager
def _progress(title: str) -> Iterator[Progress | None]:
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
