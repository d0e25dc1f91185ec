"""`reader models`: the language packages of this machine, and those that can be fetched."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.console import complain
from reader.cli.model_measuring import complete_language, complete_name, test
from reader.cli.model_tables import (
    described,
    formatted_size,
    progress_bar,
    show_index,
    show_listing,
    show_offers,
    show_package,
)
from reader.cli.options import source_option, target_option
from reader.errors import InvalidPackage, ModelNotInstalled
from reader.terminal import on_one_line
from reader.text.regex import regex

if TYPE_CHECKING:
    from reader.models.package import Package

_IN_ONE_WORD = regex(r"[a-z]{2,3}-[a-z]{2,3}")


@click.group("models", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List, install, choose, test, remove and export language packages.

    A package is one of Argos Translate's, a CTranslate2 model of OPUS-MT, M2M100, NLLB or
    MADLAD, or one of Firefox Translations. What Argos Translate or LibreTranslate has
    installed is used as it is, and they can use the Argos packages installed here. Starters
    ship with Dragoman; an installed package for the same pair takes precedence. Without a
    command, the packages on this machine are listed, with how good they are.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


command.add_command(test)


@command.command("list")
@click.argument("language", required=False, shell_complete=complete_language)
@click.option("--available", is_flag=True, help="List what the online index offers.")
def list_(language: str | None = None, available: bool = False) -> None:
    """List the packages on this machine: all, or those of LANGUAGE.

    In a pipe, each package is one line of tab-separated fields: source, target, version,
    origin, state, bytes, path, name, published BLEU; with --available: source, target,
    version, "index", state, an empty field, address. The state is "used", "unused" or
    "broken"; with --available: "new", "newer" (than what is installed) or "installed".
    """
    from reader.languages import normalise
    from reader.models import catalogue

    wanted = normalise(language) if language else None
    if available:
        from reader.models import index

        show_index([one for one in index.available() if wanted in (None, one.source, one.target)])
        return
    rows = [
        row
        for row in catalogue.listing()
        if wanted is None or wanted in (*row.sources, *row.targets)
    ]
    show_listing(rows, catalogue.broken())


@command.command()
@click.argument("languages", nargs=-1, metavar="[LANG]…", shell_complete=complete_language)
@click.option("--refresh", is_flag=True, help="Fetch the configured registry first.")
def available(languages: tuple[str, ...], refresh: bool) -> None:
    """List the models that can be installed, each pair's best first.

    \b
    reader models available           all known models
    reader models available ar        those from or to Arabic
    reader models available ar en     those from Arabic to English

    In a pipe, each is one line of tab-separated fields: sources, targets, publisher, name,
    BLEU, chrF, bytes on disk, licence, and "installed" or "new".
    """
    from reader.languages import normalise
    from reader.models import choosing, registry

    if len(languages) > 2:
        raise click.UsageError("give one language, or two, as in `ar en`")
    codes = [normalise(one) for one in languages]
    if refresh:
        registry.refresh()
    offers = choosing.available(tell=_pass_over)
    if len(codes) == 2:
        offers = [one for one in offers if one.covers(codes[0], codes[1])]
        offers.sort(key=lambda one: -one.bleu(codes[0], codes[1]))
    elif codes:
        offers = [one for one in offers if codes[0] in (*one.sources, *one.targets)]
    show_offers(offers, (codes[0], codes[1]) if len(codes) == 2 else None)


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | FILE… | URL")
@click.option("--small", is_flag=True, help="Install the best model below 50 MB.")
@click.option(
    "--publisher",
    "origin",
    type=click.Choice(("argos", "opus", "firefox", "nllb")),
    help="Install this publisher's best model.",
)
@click.option("--license-ok", is_flag=True, help="Accept a non-commercial licence.")
@source_option("Language that a file's model reads.")
@target_option("Language that it writes.")
@click.option("--name", metavar="NAME", help="Call a file's model NAME, beside others of its pair.")
def install(
    what: tuple[str, ...],
    small: bool,
    origin: Any,
    license_ok: bool,
    source_language: str | None,
    target_language: str | None,
    name: str | None,
) -> None:
    """Install a pair's best model, or packages from files or a URL.

    \b
    reader models install ar en
    reader models install fr en --small
    reader models install translate-fr_en-1_9.argosmodel
    reader models install -s ar -t en opus-mt-converted/

    FILE is an Argos package, a CTranslate2 model (OPUS-MT, M2M100, NLLB or MADLAD), OPUS-MT's
    own archive, or a model of Firefox Translations; it may be a folder. Where it does not name
    its languages, -s and -t do. A model has to translate a sentence before it replaces another
    of the same name; under another name, the two stand side by side.

    A pair that has no model of its own is installed by way of English. An interrupted download
    resumes where it stopped.
    """
    from reader.engine.trial import translate_one
    from reader.models import catalogue, choosing, fetching
    from reader.models import install as installing
    from reader.models.install import Notes

    given = (source_language, target_language)
    notes = Notes(variant=_variant(name)) if name else None
    before = {package.path: package.identity for package in catalogue.installed()}
    if _is_address(what):
        with progress_bar("fetching") as progress:
            package = fetching.install_url(
                what[0], check=translate_one, pair=given, progress=progress, notes=notes
            )
        _tell_installed(package)
        return
    if _are_files(what):
        for file in what:
            package = installing.install_file(
                Path(file), check=translate_one, pair=given, notes=notes
            )
            _tell_installed(package)
        return
    if name:
        raise click.UsageError("--name is for a file's or an address's model")
    source, target = _pair(what)

    def best(license_ok: bool) -> tuple[Package, ...]:
        with progress_bar(f"{source}→{target}") as progress:
            return choosing.install_best(
                source,
                target,
                check=translate_one,
                tell=_pass_over,
                origin=origin,
                small=small,
                licence_ok=license_ok,
                progress=progress,
            )

    for package in _with_licence_agreed(best, license_ok):
        if package.origin == "starter":
            click.echo(f"here already, shipped with Dragoman: {described(package)}")
        elif package.path in before:
            click.echo(f"here already, and the newest: {described(package)}")
        else:
            _tell_installed(package)


def _tell_installed(package: Package) -> None:
    """Say what was installed, and whether another package goes before it."""
    from reader.models import catalogue

    click.echo(f"installed {described(package)}")
    if package.languages:
        return
    (used, *more) = catalogue.route(package.source, package.target)
    if not more and used.path != package.path:
        pair = f"{package.source} {package.target}"
        click.echo(
            on_one_line(
                f"{used.handle} still translates {package.source}→{package.target}: "
                f"`reader models use {pair} {package.handle}` has this one do it"
            )
        )


def _variant(name: str) -> str:
    from reader.models.naming import VARIANT

    if not VARIANT.fullmatch(name):
        raise click.UsageError(f"--name {name}: use small letters, digits, points and hyphens")
    return name


def _with_licence_agreed(
    best: Callable[[bool], tuple[Package, ...]], license_ok: bool
) -> tuple[Package, ...]:
    """What was installed; a licence that needs a yes is asked for, where somebody can answer."""
    from reader.models.choosing import LicenceNotAccepted

    try:
        try:
            return best(license_ok)
        except LicenceNotAccepted as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            offer = error.offer
            question = f"{offer.name} is not for commercial use ({offer.licence}). Install it?"
            click.confirm(on_one_line(question), abort=True, err=True)
            return best(True)
    except KeyboardInterrupt:
        click.echo("what was fetched is kept: run the command again to resume", err=True)
        raise


def _pass_over(message: str) -> None:
    reason = on_one_line(message).partition("; ")[0]
    complain("reader", f"{reason} (going on without it)")


@command.command()
@click.argument("source", shell_complete=complete_language)
@click.argument("target", shell_complete=complete_language)
@click.argument("name", shell_complete=complete_name)
def use(source: str, target: str, name: str) -> None:
    """Choose the package that translates a pair, by its name.

    \b
    reader models use fr en opus-fr-en     this one
    reader models use fr en best           the best published score again

    `reader models` shows the names.
    """
    from reader.languages import normalise
    from reader.models import catalogue, preferred

    source, target = normalise(source), normalise(target)
    if name != "best":
        package = catalogue.named(name)[0].for_pair(source, target)
        if package is None:
            raise ModelNotInstalled(f"{name} does not translate {source} to {target}")
    preferred.choose(source, target, None if name == "best" else name)
    steps = catalogue.route(source, target)
    names = " and ".join(step.handle for step in steps)
    click.echo(on_one_line(f"{source}→{target} is translated by {names}"))


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | NAME")
def remove(what: tuple[str, ...]) -> None:
    """Remove a pair's installed packages, or one by name.

    They are in Argos Translate's folder, so it loses them too. Starters stay.
    """
    from reader.models import catalogue
    from reader.models import install as installing

    many = {row.package.path for row in catalogue.listing() if row.package.languages}
    what = _split(what)
    if len(what) == 1:
        removed = installing.remove_named(what[0])
    else:
        removed = installing.remove(*_pair(what))
    for package in removed:
        rest = " with all its pairs" if package.path in many else ""
        click.echo(on_one_line(f"removed {package.name}{rest} from {package.path.parent}"))


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | NAME | FILE")
def info(what: tuple[str, ...]) -> None:
    """Describe a pair's packages, one by name, or a file."""
    from reader.models import catalogue

    what = _split(what)
    if len(what) == 1:
        package = catalogue.open_package(Path(what[0]))
        row = next((row for row in catalogue.listing() if row.package.path == package.path), None)
        use = "a file, for `--model`"
        if row is not None:
            use = "used" if row.used else "not used: another of its pair comes first"
        show_package(package, use, row.description if row is not None else "")
        return
    source, target = _pair(what)
    rows = catalogue.listing()
    steps = catalogue.route(source, target)
    if not steps:
        raise click.UsageError("the two languages are the same: nothing to translate")
    for step, package in enumerate(steps, 1):
        row = next(row for row in rows if row.package.path == package.path)
        use = "used for this pair" if len(steps) == 1 else f"step {step} of {len(steps)}"
        show_package(package, use, row.description)
    ends = (steps[0].source, steps[-1].target)
    for row in rows:
        if (row.package.source, row.package.target) == ends and not row.used:
            show_package(row.package, "not used: the one above comes first", row.description)


@command.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET FILE | NAME FILE")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def export(what: tuple[str, ...], force: bool) -> None:
    """Write a pair's package, or one by name, to an installable file.

    \b
    reader models export ar en translate-ar_en.argosmodel
    reader models export opus-tc-big-ar-en ar_en.argosmodel

    Argos Translate can install it if the package is one of Argos's or a starter.
    """
    from reader.models import archive, catalogue

    if len(what) not in (2, 3):
        raise click.UsageError("give two languages and a file, or a name and a file")
    file = Path(what[-1])
    what = (*_split(what[:-1]), what[-1])
    if len(what) == 2:
        (package, *_) = catalogue.named(what[0])
        size = archive.write(package, file, force=force)
        click.echo(f"wrote {package.name} to {file} ({formatted_size(size)})")
        return
    source, target = _pair(what[:2])
    steps = catalogue.route(source, target)
    if len(steps) != 1:
        pairs = " and ".join(f"{step.source} {step.target}" for step in steps)
        raise ModelNotInstalled(
            f"{source} to {target} has no package of its own; "
            + (f"it goes through {pairs}: export those" if pairs else "nothing is translated")
        )
    size = archive.write(steps[0], file, force=force)
    click.echo(f"wrote {steps[0].name} to {file} ({formatted_size(size)})")


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


def _split(what: tuple[str, ...]) -> tuple[str, ...]:
    """A pair that is written as one word (ar-en) as its two languages."""
    if len(what) == 1 and _IN_ONE_WORD.fullmatch(what[0]) and not Path(what[0]).exists():
        return tuple(what[0].split("-"))
    return what


def _pair(what: tuple[str, ...]) -> tuple[str, str]:
    from reader.languages import normalise

    missing = [name for name in what if "/" in name or "." in name]
    if missing:
        raise InvalidPackage(f"{missing[0]}: there is no such file or folder")
    if len(what) != 2:
        raise click.UsageError("give two languages, as in `zh en`, or the names of files")
    return normalise(what[0]), normalise(what[1])
