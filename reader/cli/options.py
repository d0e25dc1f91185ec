"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.cli.console import complain
from reader.translator.quality import BEAM_SIZES

if TYPE_CHECKING:
    from reader.glossary.glossaries import Glossaries

Command = Callable[..., Any]

_WARNINGS = 5
"""Warnings of glossaries that are printed one by one."""


def program(name: str) -> Callable[[Command], Command]:
    """What every program of ours answers: --version, --completion."""

    def complete(context: click.Context, parameter: click.Parameter, shell: str | None) -> None:
        if shell is None or context.resilient_parsing:
            return
        from click.shell_completion import get_completion_class

        completion = get_completion_class(shell)
        assert completion is not None
        variable = f"_{name.upper()}_COMPLETE"
        click.echo(completion(context.find_root().command, {}, name, variable).source())
        raise click.exceptions.Exit

    def add(function: Command) -> Command:
        function = click.option(
            "--completion",
            type=click.Choice(["bash", "zsh", "fish"]),
            is_eager=True,
            expose_value=False,
            callback=complete,
            help="Print a shell's completion script.",
        )(function)
        return click.version_option(__version__, prog_name=name)(function)

    return add


def glossary_option(function: Command) -> Command:
    """`-g`, the same in every command; the parameter `glossaries` holds the names given."""
    return click.option(
        "-g",
        "--glossary",
        "glossaries",
        multiple=True,
        metavar="NAME",
        help="Use this glossary instead of yours and those that ship: a file, “own”, “shipped”"
        " or the name of one that ships. May be repeated; the first wins.",
    )(function)


def quality_option(function: Command) -> Command:
    """`-q`, the same in every command that translates."""
    return click.option(
        "-q",
        "--quality",
        type=click.Choice(list(BEAM_SIZES)),
        default="balanced",
        help="fast, balanced, or best: better, and four times as slow.  [balanced]",
    )(function)


def acronyms_option(function: Command) -> Command:
    """`--acronyms`, the same in every command that writes translations."""
    return click.option(
        "--acronyms",
        type=click.Choice(["asis", "first", "always", "never"]),
        default="asis",
        help="first: full name and acronym at an article's first mention, the acronym after; "
        "always: both each time; never: the full name alone.  [asis]",
    )(function)


def no_glossary_option(function: Command) -> Command:
    """`--no-glossary`; see `check_glossaries`."""
    return click.option("--no-glossary", is_flag=True, help="Translate without any glossary.")(
        function
    )


def check_glossaries(names: tuple[str, ...], none: bool) -> None:
    """Refuse `--glossary` together with `--no-glossary`."""
    if none and names:
        raise click.UsageError("--glossary and --no-glossary exclude each other")


def jobs_option(function: Command) -> Command:
    """`-j`, the same in every command that has the engine to itself."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="Batches decoded at once.  [as many as cores]",
    )(function)


def format_option(function: Command) -> Command:
    """`--format` of what is printed."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        help="How to print the result.  [text]",
    )(function)


def source_option(help: str) -> Callable[[Command], Command]:
    """`-s`, the source language."""
    names = ("-s", "--source", "source_language")
    return click.option(*names, metavar="LANG", help=help)


def target_option(help: str, default: str | None = None) -> Callable[[Command], Command]:
    """`-t`, the target language."""
    names = ("-t", "--target", "target_language")
    return click.option(*names, metavar="LANG", default=default, help=help)


def language_code(name: str) -> str:
    """The code of a language that was named in some way: FR, fra, French, fr-MA."""
    from reader.glossary.formats.problems import language_of

    return language_of(name) or name


def language_pair(source: str | None, target: str | None) -> tuple[str, str] | None:
    """Two languages that were named, or None for neither.

    Raises:
        click.UsageError: one alone, or the same one twice.
    """
    if source and target:
        pair = language_code(source), language_code(target)
        if pair[0] == pair[1]:
            raise click.UsageError("--source and --target are the same language")
        return pair
    if source or target:
        raise click.UsageError("--source and --target belong together")
    return None


def open_glossaries(names: tuple[str, ...]) -> Glossaries:
    """The glossaries that `-g` names, or those in force without it."""
    from reader.glossary.glossaries import Glossaries

    glossaries = Glossaries.active(names)
    warnings = [warning for termbase in glossaries for warning in termbase.warnings]
    for warning in warnings[:_WARNINGS]:
        complain("glossary", warning)
    if len(warnings) > _WARNINGS:
        complain("glossary", f"and {len(warnings) - _WARNINGS} more such warnings")
    return glossaries
